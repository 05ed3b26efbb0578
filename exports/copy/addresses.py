"""Where a page of the copy leads to, and how the pages of a long list are parted."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from exports.media import media_path
from frontend.rendering.rows import Group, Named, grouped

from .catalogue import Catalogue
from .paths import address, numbered

Document = dict[str, Any]
Part = tuple[list[Group], bool]

PER_PAGE = 500


class CopyAddresses:
    """The addresses on pages from which `root` ("../") leads to the first page."""

    def __init__(self, catalogue: Catalogue, media: str, root: str) -> None:
        self.catalogue = catalogue
        self.to_media = media
        self.root = root

    def page(self, link: Document) -> str | None:
        return self._place(self.catalogue.page(link["type"], link["key"]))

    def page_of_key(self, kind: str, key: str, url: str) -> str | None:
        page = self._place(self.catalogue.page(kind, key))
        _address, sharp, anchor = url.partition("#")
        return f"{page}{sharp}{anchor}" if page else None

    def media(self, url: str) -> str | None:
        path = media_path(url)
        if not path or not self.catalogue.has_media(path):
            return None
        return f"{self.root}{self.to_media}{address(path)}"

    def place(self, path: str) -> str:
        return f"{self.root}{address(path)}"

    def numbered(self, path: str, number: int) -> str:
        return self.place(numbered(path, number))

    def _place(self, page: str | None) -> str | None:
        return None if page is None else self.place(page)


def chunks(rows: Iterator[Named]) -> Iterator[Part]:
    """`rows`, each with its heading, as pages of groups, and whether another page follows."""
    chunk = list(islice(rows, PER_PAGE))
    has_more = True
    while has_more:
        following = list(islice(rows, PER_PAGE))
        has_more = bool(following)
        yield grouped(chunk), has_more
        chunk = following
