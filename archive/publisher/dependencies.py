"""Which other records must be rendered when records change."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet, Value
from wagtail.models import Page

from archive.batches import in_batches
from archive.models import PublicRecord
from archive.publisher.change import Change
from archive.publisher.compiled_query import read_few
from archive.publisher.pending import Identity
from archive.registry import Resource, registry
from archive.visibility import Visibility
from cms.models import Quote


def by_resource(identities: Iterable[Identity]) -> Iterator[tuple[Resource, list[int]]]:
    """The ids of each resource, in the registry's order and in batches."""
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, object_id in identities:
        ids[kind].append(object_id)
    for resource in registry:
        for batch in in_batches(sorted(ids.get(resource.kind, []))):
            yield resource, batch


def affected_by(changes: list[Change]) -> set[Identity]:
    """The records that show something of `changes`: embedders, neighbours, pages below."""
    changes = [change for change in changes if change.is_seen_elsewhere]
    if not changes:
        return set()
    uids = [change.uid for change in changes]
    identities: set[Identity] = set()
    for batch in in_batches(uids):
        identities |= _records(Q(dependencies__uid__in=batch))
    for batch in in_batches(list(_touched(changes))):
        identities |= _records(Q(uid__in=batch))
    moved = [
        change.object_id
        for change in changes
        if _has_pages_below(change.resource) and change.moved_its_path
    ]
    return identities | descendants(moved)


def _records(condition: Q) -> set[Identity]:
    return set(PublicRecord.objects.filter(condition, live=True).values_list("kind", "object_id"))


def _touched(changes: list[Change]) -> set[uuid.UUID]:
    """The records that are computed from the documents before or after the change."""
    touched: set[uuid.UUID] = set()
    for change in changes:
        if change.after is not None:
            touched.update(change.resource.touches(change.after.document))
        if change.before is not None:
            touched.update(change.resource.touches(change.before))
    return touched


def _has_pages_below(resource: Resource) -> bool:
    model: Any = resource.model
    return issubclass(model, Page) and bool(model.allowed_subpage_models())


def descendants(page_ids: list[int]) -> set[Identity]:
    """The registered pages anywhere under these pages."""
    identities: set[Identity] = set()
    if not page_ids:
        return identities
    for path in Page.objects.filter(pk__in=page_ids).values_list("path", flat=True):
        below = Page.objects.filter(path__startswith=path).exclude(path=path)
        for page in below.select_related("content_type").only("pk", "content_type"):
            resource = registry.of_model(page.content_type.model_class())
            if resource is not None:
                identities.add((resource.kind, page.pk))
    return identities


def descendants_of_hidden(todo: set[Identity], visibility: Visibility) -> set[Identity]:
    """Pages under pending pages that are not public and so have no document to compare.

    A hidden series may have a new address or a new restriction, which its editions show.
    """
    hidden: list[int] = []
    for resource, object_ids in by_resource(todo):
        if _has_pages_below(resource):
            pages = resource.model._default_manager.filter(pk__in=object_ids)
            public = set(visibility.filter(pages).values_list("pk", flat=True))
            hidden.extend(set(object_ids) - public)
    return descendants(hidden)


def aliases_of(todo: set[Identity]) -> set[Identity]:
    """The aliases of pages, and their aliases: they are public only while the page is."""
    identities: set[Identity] = set()
    sources = _pages_among(todo)
    while sources:
        new = {
            identity
            for batch in in_batches(sources)
            for identity in _records_named(read_few("aliases", _aliases, batch))
        } - identities
        identities |= new
        sources = [pk for _kind, pk in new]
    return identities


def aliases_and_quotes_of(todo: set[Identity]) -> set[Identity]:
    """The aliases of pending pages, and the quotes spoken at pending events.

    The attribution rule of an event says who is named. It holds while the event is hidden too, and
    a hidden event has no document to compare.
    """
    beside = {
        identity
        for batch in in_batches(_pages_among(todo))
        for identity in _records_named(read_few("aliases and quotes", _aliases_and_quotes, batch))
    }
    return beside | aliases_of(beside)


def _pages_among(identities: set[Identity]) -> list[int]:
    return sorted(pk for kind, pk in identities if issubclass(registry[kind].model, Page))


def _records_named(rows: Iterable[tuple[str, int, int]]) -> Iterator[Identity]:
    """The records of `rows`: each has a kind or a content type, and an id."""
    for kind, content_type, pk in rows:
        if kind:
            yield kind, pk
            continue
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is not None and (resource := registry.of_model(model)):
            yield resource.kind, pk


def _aliases(sources: Sequence[int], now: datetime) -> QuerySet:
    aliases = Page.objects.filter(alias_of__in=sources)
    return aliases.values_list(Value(""), "content_type", "pk")


def _aliases_and_quotes(pages: Sequence[int], now: datetime) -> QuerySet:
    quotes = Quote.objects.filter(occasion_event__in=pages).order_by()
    rows = quotes.values_list(Value(Quote.kind), Value(0), "pk")
    return _aliases(pages, now).order_by().union(rows, all=True)
