"""What stands beside a record on its page: the records that name it, and what is new on the site.

So a front end makes a page from one answer.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import orjson
from django.db.models import QuerySet

from api.query import filters
from api.query.conditions import HasValue
from api.query.filter_types import Key
from api.query.ordering import order_by, sort_keys
from api.rendering.render import Json
from api.resources.base import ModelResource, resources
from api.snapshot_read import public
from archive.models import Damaged, PublicRecord

MOST = 100  # of each list
NEWEST = ("-changed",)
MOST_NEW = 12


def linked_to(document: Json, now: datetime) -> list[Json]:
    """The lists that belong on the page of `document`. A list without a record is left out."""
    lists = newest(document, now) if document["type"] == "site" else naming(document, now)
    return [part for part in lists if part["results"]]


def naming(document: Json, now: datetime) -> Iterator[Json]:
    """The records that name `document`: of each list those that a filter finds by its key."""
    for resource in resources():
        found_by = [
            filter_
            for filter_ in resource.filters
            if isinstance(filter_, Key) and filter_.kind == document["type"]
        ]
        if found_by:
            names = tuple(filter_.facet or filter_.name for filter_ in found_by)
            condition = HasValue(names, (document["key"],)).q()
            records = public(resource.kind, now).filter(condition)
            yield part_of(resource, records, resource.default_ordering, found_by[0].name)


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
    results: list[Any] = []
    for summary, entry in rows[:most]:
        if summary is None:
            raise Damaged(entry)
        results.append(orjson.Fragment(bytes(summary)))
    return {"resource": resource.plural, "filter": named_by, "count": count, "results": results}
