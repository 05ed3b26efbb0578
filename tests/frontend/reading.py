"""Reading the site in this process, without a browser: its own code, over the API's own code."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import urllib3
from django.conf import settings
from django.test import Client
from selectolax.lexbor import LexborHTMLParser
from werkzeug.test import Client as WsgiClient

from api.management.commands.frontend import of_settings
from frontend.server.app import Site


class InProcess:
    """What stands for connections to the API: the same requests, to the API in this process."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.client = Client(raise_request_exception=False)

    def request(self, method: str, url: str, *, body: Any, headers: dict[str, str]) -> Any:
        self.asked.append(url)
        path, _mark, query = url.partition("?")
        sent = {name: value for name, value in headers.items() if name != "Host"}
        given = {"data": body or b"", "content_type": sent.pop("Content-Type", "")}
        answer = self.client.generic(method, path, **given, headers=sent, QUERY_STRING=query)
        content = b"".join(answer) if answer.streaming else answer.content
        return urllib3.HTTPResponse(content, dict(answer.headers), answer.status_code)


@dataclass
class Page:
    """An answer of the site, and its HTML."""

    status: int
    headers: Any
    body: bytes

    @property
    def html(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.body.decode())

    def css(self, selector: str) -> list[Any]:
        return self.html.css(selector)

    def css_first(self, selector: str) -> Any:
        return self.html.css_first(selector)

    @property
    def words(self) -> str:
        return " ".join(self.css_first("main").text(separator=" ").split())


class Reader:
    """A reader of the site."""

    def __init__(self, **config: Any) -> None:
        self.site = Site(of_settings(**{"fresh_seconds": 0, **config}))
        self.api = InProcess()
        self.site.api.pool = self.api
        self.client = WsgiClient(self.site)

    def get(self, path: str, method: str = "GET", **more: Any) -> Page:
        answer = self.client.open(path, method=method, **more)
        return Page(answer.status_code, answer.headers, answer.data)


def site_here(**config: Any) -> Reader:
    return Reader(**config)


def links_of(page: Page, path: str) -> Iterator[str]:
    """The addresses of the same site that a page leads to or loads, with their anchors."""
    for node in page.css("[href], [src], [action]"):
        for name in ("href", "src", "action"):
            if address := node.attributes.get(name):
                url = urljoin(settings.FRONTEND_ORIGIN + path, address)
                if url.startswith(f"{settings.FRONTEND_ORIGIN}/"):
                    yield url.removeprefix(settings.FRONTEND_ORIGIN)


def crawl(reader: Reader, *starts: str) -> dict[str, Page]:
    """Every page that can be reached by links, by its path. Redirects are followed.

    A search is narrowed twice at most: all that its links lead to would be thousands of pages.
    """
    waiting, pages = list(starts), {}
    while waiting:
        path = urldefrag(waiting.pop()).url
        if path in pages:
            continue
        page = pages[path] = reader.get(path)
        if page.status in (301, 302):
            location = page.headers["Location"]
            waiting.append(urlsplit(location)._replace(scheme="", netloc="").geturl())
        elif page.headers["Content-Type"].startswith("text/html"):
            waiting += (link for link in links_of(page, path) if link.count("&") <= 2)
    return pages
