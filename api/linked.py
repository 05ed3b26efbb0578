"""What stands beside a record on its page: the records that name it, and what is new on the site.

So a front end makes a page from one answer.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

import orjson
from django.conf import settings
from django.db.models import QuerySet

from api.query import filters
from api.query.asked_rows import named
from api.query.conditions import All, AnyOf, Condition, HasValue, InLanguage, Not
from api.query.filter_types import Key
from api.query.ordering import order_by, sort_keys
from api.rendering.render import Json
from api.resources.base import ModelResource, resources
from api.snapshot_read import public
from archive.batches import in_batches
from archive.models import Facet, PublicRecord, body_of

MOST = 100  # of each list
NEWEST = ("-changed",)
MOST_NEW = 12


def linked_to(document: Json, now: datetime) -> list[Json]:
    """The lists that belong on the page of `document`. A list without a record is left out."""
    lists = newest(document, now) if document["type"] == "site" else naming(document, now)
    return [part for part in lists if part["results"]]


def linked_to_each(documents: list[Json], now: datetime) -> dict[str, list[Json]]:
    """The same for many documents of one kind, by their keys."""
    if documents[0]["type"] == "site":
        return {document["key"]: linked_to(document, now) for document in documents}
    return naming_each(documents, now)


def naming(document: Json, now: datetime) -> Iterator[Json]:
    """The records that name `document`: of each list those that a filter finds by its key."""
    for resource, names, filter_ in filters_by(document["type"]):
        condition = All((HasValue(names, (document["key"],)), once_in(language_of(document))))
        records = public(resource.kind, now).filter(condition.q())
        yield part_of(resource, records, resource.default_ordering, filter_)


def language_of(document: Json) -> str:
    return document.get("locale") or settings.LANGUAGE_CODE


def once_in(language: str) -> Condition:
    """Each record once: of its translations that in `language`, else that in the default one."""
    chosen = (language, settings.LANGUAGE_CODE)
    return AnyOf((InLanguage((language,)), Not(HasValue(("translated",), chosen))))


def filters_by(kind: str) -> Iterator[tuple[ModelResource, tuple[str, ...], str]]:
    """The lists that can be filtered by the key of a `kind`: resource, facets, filter."""
    for resource in resources():
        found_by = [
            filter_
            for filter_ in resource.filters
            if isinstance(filter_, Key) and filter_.kind == kind
        ]
        if found_by:
            names = tuple(filter_.facet or filter_.name for filter_ in found_by)
            yield resource, names, found_by[0].name


def naming_each(documents: list[Json], now: datetime) -> dict[str, list[Json]]:
    """The records that name each of `documents`, in two queries a list and a language."""
    lists: dict[str, list[Json]] = {}
    for language, some in groupby(sorted(documents, key=language_of), language_of):
        lists |= naming_each_in(language, list(some), now)
    return lists


def naming_each_in(language: str, documents: list[Json], now: datetime) -> dict[str, list[Json]]:
    lists: dict[str, list[Json]] = {document["key"]: [] for document in documents}
    is_shown = once_in(language).q()
    for resource, names, filter_ in filters_by(documents[0]["type"]):
        records = public(resource.kind, now)
        shown = records.filter(is_shown).values("pk")
        facets = Facet.objects.filter(named(names), value__in=lists, record__in=shown)
        order = [
            key.order_by(backwards=False, of="record__")
            for key in sort_keys(resource.default_ordering)
        ]
        first: dict[str, list[Any]] = defaultdict(list)
        counts: Counter[str] = Counter()
        last: dict[str, Any] = {}
        # All of them are counted, and the first of each list are kept.
        for key, pk in facets.order_by(*order).values_list("value", "record_id").iterator():
            if last.get(key) != pk:  # it may have the value in two facets
                last[key] = pk
                counts[key] += 1
                if counts[key] <= MOST:
                    first[key].append(pk)
        rows = {
            pk: (summary, entry)
            for part in in_batches(sorted({pk for pks in first.values() for pk in pks}))
            for pk, summary, entry in records.filter(pk__in=part).values_list(
                "pk", "summary", "entry_id"
            )
        }
        for key, pks in first.items():
            results = [orjson.Fragment(body_of(rows[pk])) for pk in pks]
            lists[key].append(list_of(resource, filter_, counts[key], results))
    return lists


def newest(site: Json, now: datetime) -> Iterator[Json]:
    """All kinds in the language of `site`: what changed last, and of events the latest by date."""
    for resource in resources():
        if not resource.is_listed:
            continue
        records = public(resource.kind, now)
        if any(filter_.name == "locale" for filter_ in resource.filters):
            asked = {"locale": [site["locale"]]}
            records = filters.apply(records, resource.kind, asked, now)
        by_date = "start" in resource.default_ordering[0]
        ordering, most = (resource.default_ordering, MOST) if by_date else (NEWEST, MOST_NEW)
        yield part_of(resource, records, ordering, None, most)


def part_of(
    resource: ModelResource,
    records: QuerySet[PublicRecord],
    ordering: tuple[str, ...],
    named_by: str | None,
    most: int = MOST,
) -> Json:
    """One list: its resource, the filter that it was found with, how many there are, its items."""
    ordered = records.order_by(*order_by(sort_keys(ordering)))
    rows = list(ordered.values_list("summary", "entry_id")[: most + 1])
    count = len(rows) if len(rows) <= most else records.order_by().count()
    results = [orjson.Fragment(body_of(row)) for row in rows[:most]]
    return list_of(resource, named_by, count, results)


def list_of(resource: ModelResource, named_by: str | None, count: int, results: list[Any]) -> Json:
    return {"resource": resource.plural, "filter": named_by, "count": count, "results": results}
