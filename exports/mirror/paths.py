"""The addresses of a mirror, and the files behind them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import orjson

from archive.addresses import API_ROOT

File = tuple[str, bytes]
LIMIT = 100


class MirrorPaths:
    """`origin` is the origin of the mirror. Documents keep their addresses."""

    def __init__(self, origin: str) -> None:
        self.origin = origin

    def url(self, path: str) -> str:
        """The URL of a path such as "events/page/2/"."""
        return f"{self.origin}{API_ROOT}{path}"

    @staticmethod
    def file(path: str, body: bytes) -> File:
        """The file for that path."""
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
    """At least one page of `rows`, each with whether another one follows."""
    remaining = iter(rows)
    page = list(islice(remaining, LIMIT))
    has_more = True
    while has_more:
        following = list(islice(remaining, LIMIT))
        has_more = bool(following)
        yield page, has_more
        page = following
