"""The renderer of the site, for pages that no server stands behind."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from exports.media import media_path
from frontend.rendering.addresses import SiteAddresses
from frontend.server.api import Api
from frontend.server.asking import Questions, SharedAnswers
from frontend.server.config import Config
from frontend.server.pages.request import Request
from frontend.server.renderer import Renderer

Document = dict[str, Any]


class FileAddresses(SiteAddresses):
    """Pages of lists have paths of their own, and the media lie beside the pages."""

    def numbered(self, path: str, number: int) -> str:
        return path if number == 1 else f"{path}page/{number}/"

    def media(self, url: str) -> str | None:
        path = media_path(url)
        return f"/media/{path}" if path else None


class FileRenderer(Renderer):
    """Pages without search, without forms and without the versions of records."""

    has_server = False

    def __init__(self, config: Config, sites: list[Document]) -> None:
        super().__init__(config, FileAddresses(config.api))
        self.sites = {site["locale"]: site for site in sites}
        by_path = {self.addresses.page(site) or "/": site for site in sites}
        # The home pages of other languages, such as "/fr/": the deepest first.
        self.homes = {path: by_path[path] for path in sorted(by_path.keys() - {"/"}, key=depth)}
        self.api = Api(config)
        self.shared = SharedAnswers(self.api, 0)

    def site(self, questions: Questions, locale: str | None = None) -> Document:
        own = self.sites.get(locale or self.config.language)
        return own or self.sites.get(self.config.language) or next(iter(self.sites.values()))

    def request_for(self, path: str) -> Request:
        """What a page is made with. It asks no question: all answers are given to it."""
        return Request(path, (), Questions(self.api, self.shared), self, path)


def home_above(path: str, homes: Iterable[str]) -> str:
    """The home page above a decoded path: "/fr/" for "/fr/nothing/"."""
    return next((home for home in homes if path.startswith(unquote(home))), "/")


def depth(path: str) -> tuple[int, str]:
    return -path.count("/"), path
