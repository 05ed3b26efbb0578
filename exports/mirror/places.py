"""Addresses of the mirror and the files that answer them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import orjson

from archive.addresses import API_ROOT

File = tuple[str, bytes]
LIMIT = 100


class Places:
    """`origin` is where the mirror will stand. Documents keep the addresses that they have."""

    def __init__(self, origin: str) -> None:
        self.origin = origin

    def url(self, path: str) -> str:
        """Of a path such as "events/page/2/"."""
        return f"{self.origin}{API_ROOT}{path}"

    @staticmethod
    def file(path: str, body: bytes) -> File:
        """What answers at that path."""
        return f"{API_ROOT[1:]}{path}index.json", body

    def json(self, path: str, value: Any) -> File:
        return self.file(path, orjson.dumps(value))

    def listed(self, path: str, count: int, rows: Iterable[Any]) -> Iterator[File]:
        """A list of the API in pages of a hundred: "events/", "events/page/2/" and so on."""
        for number, (results, has_more) in enumerate(paged(rows), 1):
            page = {
                "count": count,
                "next": self.url(page_path(path, number + 1)) if has_more else None,
                "previous": self.url(page_path(path, number - 1)) if number > 1 else None,
                "results": results,
            }
            yield self.json(page_path(path, number), page)


def page_path(path: str, number: int) -> str:
    return path if number == 1 else f"{path}page/{number}/"


def paged(rows: Iterable[Any]) -> Iterator[tuple[list[Any], bool]]:
    """`rows` in pages, and whether another one follows; at least one page."""
    waiting = iter(rows)
    page = list(islice(waiting, LIMIT))
    has_more = True
    while has_more:
        following = list(islice(waiting, LIMIT))
        has_more = bool(following)
        yield page, has_more
        page = following
