"""What a page is made with."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from frontend.server.asking import Questions
from frontend.server.config import Config
from frontend.server.renderer import Renderer

# Campaigns and social networks add these to links. They ask for nothing.
STRAY = ("utm_", "fbclid", "gclid", "mc_")


LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")


def language_tag(value: str) -> str | None:
    """`value`, which pages have in their head. None for what is no language, such as "*"."""
    return value if LANGUAGE_TAG.fullmatch(value) else None


@dataclass(frozen=True)
class Request:
    """One question of a reader: the path, decoded, and the query in pairs."""

    path: str
    pairs: tuple[tuple[str, str], ...]
    questions: Questions
    renderer: Renderer
    # The path and the query as they came.
    asked: str = ""

    @property
    def config(self) -> Config:
        return self.renderer.config

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """The query without what asks for nothing."""
        return tuple(
            (name, value)
            for name, value in self.pairs
            if value.strip() and not name.startswith(STRAY)
        )

    def value(self, name: str) -> str:
        return next((value for key, value in self.query if key == name), "")

    @property
    def locale(self) -> str | None:
        """The language that the reader asks for."""
        return language_tag(self.value("locale"))

    @property
    def number(self) -> int:
        """The number of the page of a list."""
        value = self.value("page")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 8 else 1

    def with_query(self, path: str) -> str:
        """`path` with the query as it came."""
        _path, mark, query = self.asked.partition("?")
        return f"{path}{mark}{query}"

    def of_page(self, size: int) -> tuple[tuple[str, str], ...]:
        """The query for the API, which numbers its pages when it is asked for a number."""
        first = () if self.value("page") else (("page", "1"),)
        return (*self.query, *first, ("limit", str(size)))

    def address(self, path: str, pairs: object = ()) -> str:
        """The canonical address of a page."""
        query = urlencode(list(pairs))  # type: ignore[call-overload]
        return f"{self.config.site}{path}" + (f"?{query}" if query else "")
