"""The lists of the records of a kind, as files: their order is read once for the site and the API.

A block is a page of the API, and a few whole pages of the site.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import count, islice, takewhile
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db.models import QuerySet

from api.query.ordering import order_by, sort_keys
from api.resources.base import ModelResource
from api.snapshot_read import public
from archive.models import PublicRecord
from exports.mirror.paths import LIMIT
from frontend.server.pages.lists import PER_PAGE

from .api import ApiFiles, list_file
from .pages import File, Pages, file_of

# Pages of a list. A longer one is written after what is gone has been removed, which cannot wait.
SHORT_LIST = 40


class ListPart(NamedTuple):
    number: int
    results: list[Any]  # summaries


@dataclass(frozen=True)
class ListFiles:
    """The files of the list of a kind: all of them, or those that show some records."""

    pages: Pages
    api: ApiFiles
    resource: ModelResource
    uids: set[UUID] | None = None

    @cached_property
    def count(self) -> int:
        return in_order(self.resource, self.pages.now).count()

    @property
    def is_long(self) -> bool:
        return self.uids is None and self.count > SHORT_LIST * PER_PAGE

    def files(self) -> Iterator[File]:
        each_has = LIMIT // PER_PAGE
        for block in blocks(self.resource, self.pages.now, self._numbers()):
            for place, start in enumerate(range(0, len(block.results) or 1, PER_PAGE), 1):
                number = (block.number - 1) * each_has + place
                shown = block.results[start : start + PER_PAGE]
                path, body = self.pages.of_list(self.resource, number, shown, self.count)
                yield file_of(path), body
            yield self.api.of_list(self.resource, block.number, block.results, self.count)

    def _numbers(self) -> set[int]:
        """The blocks that show the records."""
        if self.uids is None:
            return set(range(1, last_page(self.count, LIMIT) + 1))
        ordered = in_order(self.resource, self.pages.now).values_list("pk", flat=True)
        places = (place for place, uid in enumerate(ordered.iterator()) if uid in self.uids)
        return {place // LIMIT + 1 for place in places}

    def behind_last(self, there: Container[str]) -> set[str]:
        """Those that are there behind the last page: the list has become shorter."""
        behind: set[str] = set()
        for name, size in ((self._page, PER_PAGE), (self._list, LIMIT)):
            numbers = count(last_page(self.count, size) + 1)
            behind.update(takewhile(there.__contains__, map(name, numbers)))
        return behind

    def _page(self, number: int) -> str:
        return file_of(self.pages.list_path(self.resource, number))

    def _list(self, number: int) -> str:
        return list_file(self.resource, number)


def in_order(resource: ModelResource, now: datetime) -> QuerySet[PublicRecord]:
    """The public records of a kind in the order of their list."""
    return public(resource.kind, now).order_by(*order_by(sort_keys(resource.default_ordering)))


def blocks(resource: ModelResource, now: datetime, numbers: set[int]) -> Iterator[ListPart]:
    """The blocks `numbers` of a list. The first one is there without a record, too."""
    first = min(numbers, default=1)
    rows = in_order(resource, now).values_list("summary", flat=True)[(first - 1) * LIMIT :]
    remaining = rows.iterator(chunk_size=1000)
    for number in range(first, max(numbers, default=0) + 1):
        summaries = list(islice(remaining, LIMIT))
        if number in numbers:
            yield ListPart(number, [orjson.loads(bytes(each or b"null")) for each in summaries])


def last_page(count: int, size: int) -> int:
    return max(1, -(-count // size))
