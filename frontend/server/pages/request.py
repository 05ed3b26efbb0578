"""What a page is made with."""

from dataclasses import dataclass
from urllib.parse import urlencode

from frontend.server.asking import Questions
from frontend.server.config import Config
from frontend.server.renderer import Renderer

# Campaigns and social networks add these to links. They ask for nothing.
STRAY = ("utm_", "fbclid", "gclid", "mc_")


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
            (name, value) for name, value in self.pairs if value and not name.startswith(STRAY)
        )

    def value(self, name: str) -> str:
        return next((value for given, value in self.pairs if given == name), "")

    @property
    def number(self) -> int:
        """The number of the page of a list."""
        value = self.value("page")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 8 else 1

    def address(self, path: str, pairs: object = ()) -> str:
        """The canonical address of a page."""
        query = urlencode(list(pairs))  # type: ignore[call-overload]
        return f"{self.config.site}{path}" + (f"?{query}" if query else "")
