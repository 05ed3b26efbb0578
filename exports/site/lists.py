"""The records of a kind in the order of their list, a page at a time."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db.models import QuerySet

from api.query.ordering import order_by, sort_keys
from api.resources.base import ModelResource
from api.snapshot_read import public
from archive.models import PublicRecord


class ListPage(NamedTuple):
    number: int
    total: int  # of the records in the list
    results: list[Any]
    has_more: bool


def in_order(resource: ModelResource, now: datetime) -> QuerySet[PublicRecord]:
    """The public records of a kind in the order of their list."""
    return public(resource.kind, now).order_by(*order_by(sort_keys(resource.default_ordering)))


def list_pages(
    resource: ModelResource, now: datetime, size: int, numbers: set[int] | None = None
) -> Iterator[ListPage]:
    """All pages, or only some. The first page is there without a record, too."""
    ordered = in_order(resource, now)
    count = ordered.count()
    last = last_page(count, size)
    wanted = set(range(1, last + 1)) if numbers is None else numbers
    first = min(wanted, default=1)
    rows = ordered.values_list("summary", flat=True)[(first - 1) * size :]
    remaining = rows.iterator(chunk_size=1000)
    for number in range(first, max(wanted, default=0) + 1):
        summaries = list(islice(remaining, size))
        if number in wanted:
            results = [orjson.loads(bytes(summary or b"null")) for summary in summaries]
            yield ListPage(number, count, results, number < last)


def last_page(count: int, size: int) -> int:
    return max(1, -(-count // size))


def pages_with(resource: ModelResource, now: datetime, size: int, uids: set[UUID]) -> set[int]:
    """The pages of a list that show these records."""
    ordered = in_order(resource, now).values_list("pk", flat=True)
    places = (place for place, uid in enumerate(ordered.iterator()) if uid in uids)
    return {place // size + 1 for place in places}
