"""Decides which content is public at a given time. Nothing else decides it.

`PublicRecord` (`archive/models/record.py`) says what is public of what the log has.
"""

from collections.abc import Hashable
from copy import copy
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Model, Q, QuerySet, Value
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    DraftStateMixin,
    Page,
    PageViewRestriction,
)

from archive.publisher.compiled_query import read_all
from cms.models import FrontEndPaths

PAGES, COLLECTIONS = "pages", "collections"


def has_expired(record: Any, now: datetime) -> bool:
    """Whether `record` has stopped being public by itself."""
    expiry = getattr(record, "expire_at", None)
    return expiry is not None and expiry <= now


class Visibility:
    """The public records at `now`: live, not expired, and under no view restriction.

    An alias of a page is public only while its source is. A visibility reads the restrictions once,
    in one query. Do not keep it longer than the transaction. `paths` says where the front end
    shows pages, from the same state of the database.
    """

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.paths = FrontEndPaths()
        restricted = read_all("restricted", _restricted, now)
        self._private_paths = tuple(path for what, path in restricted if what == PAGES)
        paths = [path for what, path in restricted if what == COLLECTIONS]
        self._private_collections = self._collections_below(paths) if paths else frozenset()

    @staticmethod
    def _collections_below(paths: list[str]) -> frozenset[int]:
        under = Q(pk__in=[])
        for path in paths:
            under |= Q(path__startswith=path)
        return frozenset(Collection.objects.filter(under).values_list("pk", flat=True))

    def shape(self, model: type[Model]) -> Hashable:
        """All but the time that the SQL of `filter` depends on for a query of `model`."""
        aliases = self._hidden_aliases if issubclass(model, Page) else None
        return self._private_paths, self._private_collections, aliases

    def at(self, now: datetime) -> "Visibility":
        """The same restrictions at `now`."""
        other = copy(self)
        other.now = now
        return other

    def allows(self, record: Model | None) -> bool:
        """Whether a reader may know that `record` is there."""
        if record is None:
            return False
        if isinstance(record, DraftStateMixin | Page) and not self._is_live(record):
            return False
        if isinstance(record, Page):
            if record.path.startswith(self._private_paths):
                return False
            if record.alias_of_id and record.pk in self._hidden_aliases:
                return False
        return not self.is_in_private_collection(record)

    def is_in_private_collection(self, record: Model) -> bool:
        return getattr(record, "collection_id", None) in self._private_collections

    def _is_live(self, record: Any) -> bool:
        if not record.live:
            return False
        if has_expired(record, self.now):
            return False
        return record.go_live_at is None or record.go_live_at <= self.now

    def filter(self, queryset: QuerySet) -> QuerySet:
        """The public ones of `queryset`: the same rule as `allows`, in SQL."""
        if issubclass(queryset.model, DraftStateMixin | Page):
            queryset = queryset.filter(
                Q(expire_at__isnull=True) | Q(expire_at__gt=self.now),
                Q(go_live_at__isnull=True) | Q(go_live_at__lte=self.now),
                live=True,
            )
        if issubclass(queryset.model, Page):
            for path in self._private_paths:
                queryset = queryset.exclude(path__startswith=path)
            if self._hidden_aliases:
                queryset = queryset.exclude(pk__in=self._hidden_aliases)
        elif self._private_collections and hasattr(queryset.model, "collection_id"):
            queryset = queryset.exclude(collection_id__in=self._private_collections)
        return queryset

    @cached_property
    def _hidden_aliases(self) -> frozenset[int]:
        """The live aliases whose source is not public, and the aliases of these."""
        key = ("hidden aliases", self._private_paths)
        hidden: set[int] = set()
        newly_hidden = set(read_all(key, self._aliases_of_hidden, self.now))
        while newly_hidden:
            hidden |= newly_hidden
            below = _aliases().filter(alias_of__in=newly_hidden).values_list("pk", flat=True)
            newly_hidden = set(below) - hidden
        return frozenset(hidden)

    def _aliases_of_hidden(self, now: datetime) -> QuerySet:
        hidden_source = (
            Q(alias_of__live=False)
            | Q(alias_of__expire_at__lte=now)
            | Q(alias_of__go_live_at__gt=now)
        )
        for path in self._private_paths:
            hidden_source |= Q(alias_of__path__startswith=path)
        return _aliases().filter(hidden_source).values_list("pk", flat=True)


def _aliases() -> QuerySet:
    return Page.objects.filter(alias_of__isnull=False, live=True)


def _restricted(now: datetime) -> QuerySet:
    """The paths of pages and of collections under a restriction."""
    pages = PageViewRestriction.objects.values_list(Value(PAGES), "page__path")
    collections = CollectionViewRestriction.objects.values_list(
        Value(COLLECTIONS), "collection__path"
    )
    return pages.exclude(restriction_type=PageViewRestriction.NONE).union(
        collections.exclude(restriction_type=CollectionViewRestriction.NONE), all=True
    )
