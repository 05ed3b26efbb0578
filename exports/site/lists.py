"""The lists of the records of a kind, as files: their order is read once for the site and the API.

A block is a page of the API, and a few whole pages of the site.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import count, islice, takewhile
from typing import Any, NamedTuple

import orjson
from django.db.models import QuerySet

from api.query.ordering import beyond, order_by, sort_keys
from api.resources.base import ModelResource
from api.snapshot_read import public
from archive.models import PublicRecord
from exports.mirror.paths import LIMIT
from frontend.server.pages.lists import PER_PAGE

from .api import ApiFiles, list_file
from .pages import File, Pages, file_of

# Pages of a list. Of a longer one that has another order, those with a record that changed are
# written before what is gone is removed, and the others after it.
SHORT_LIST = 40


class ListPart(NamedTuple):
    number: int
    results: list[Any]  # summaries


@dataclass(frozen=True)
class ListFiles:
    """The files of the list of a kind.

    `ranks` are the values by which records that changed are ordered, or were, with their ids.
    After a change of the order or the length, all files can differ.
    """

    pages: Pages
    api: ApiFiles
    resource: ModelResource
    ranks: Sequence[list[Any]] = ()
    is_reordered: bool = True

    @cached_property
    def count(self) -> int:
        return in_order(self.resource, self.pages.now).count()

    @property
    def is_long(self) -> bool:
        return self.is_reordered and self.count > SHORT_LIST * PER_PAGE

    def first(self) -> Iterator[File]:
        """Those that are written with the records."""
        if self.is_reordered and not self.is_long:
            yield from self.files()
        else:
            for number in sorted(self._numbers()):
                yield from self._files_of(blocks(self.resource, self.pages.now, {number}))

    def files(self) -> Iterator[File]:
        """All of them."""
        numbers = set(range(1, last_page(self.count, LIMIT) + 1))
        yield from self._files_of(blocks(self.resource, self.pages.now, numbers))

    def _files_of(self, parts: Iterable[ListPart]) -> Iterator[File]:
        each_has = LIMIT // PER_PAGE
        for block in parts:
            for place, start in enumerate(range(0, len(block.results) or 1, PER_PAGE), 1):
                number = (block.number - 1) * each_has + place
                results = block.results[start : start + PER_PAGE]
                path, body = self.pages.of_list(self.resource, number, results, self.count)
                yield file_of(path), body
            yield self.api.of_list(self.resource, block.number, block.results, self.count)

    def _numbers(self) -> set[int]:
        """The blocks that show one of `ranks`, or showed it before all of these changed."""
        last, others = last_page(self.count, LIMIT), len(self.ranks) - 1
        numbers: set[int] = set()
        for place in map(self._place, self.ranks):
            first, end = max(place - others, 0) // LIMIT, (place + others) // LIMIT
            numbers.update(min(number + 1, last) for number in range(first, end + 1))
        return numbers

    def _place(self, rank: list[Any]) -> int:
        """How many records come before it."""
        keys = sort_keys(self.resource.default_ordering)
        records = public(self.resource.kind, self.pages.now)
        return sum(records.filter(part).count() for part in beyond(keys, rank, backwards=True))

    def behind_last(self, existing: Container[str]) -> set[str]:
        """Those that are there behind the last page: the list has become shorter."""
        behind: set[str] = set()
        for name, size in ((self._page, PER_PAGE), (self._list, LIMIT)):
            numbers = count(last_page(self.count, size) + 1)
            behind.update(takewhile(existing.__contains__, map(name, numbers)))
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
            yield ListPart(
                number, [orjson.loads(bytes(summary or b"null")) for summary in summaries]
            )


def last_page(count: int, size: int) -> int:
    return max(1, -(-count // size))
