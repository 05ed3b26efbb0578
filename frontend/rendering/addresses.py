"""Where a page leads to. The site and the copy have other addresses for the same pages."""

from typing import Any, Protocol
from urllib.parse import quote, urlsplit

Document = dict[str, Any]


class Addresses(Protocol):
    """What the renderer asks when it writes a link."""

    def page(self, link: Document) -> str | None:
        """The page of a record. None when there is none."""

    def page_of_key(self, kind: str, key: str, url: str) -> str | None:
        """The page of a record that rich text names. `url` is the address in the text."""

    def media(self, url: str) -> str | None:
        """The file that a document names by its URL. None when it is not there."""

    def place(self, path: str) -> str:
        """The address of a page that the caller knows by its path."""

    def numbered(self, path: str, number: int) -> str:
        """The address of page `number` of a list."""


def plural_of(link: Document) -> str:
    """The plural of the kind of a record, from its address in the API: "events"."""
    return urlsplit(link["url"]).path.split("/")[-3]


class SiteAddresses:
    """The addresses of the site: those that documents name, as paths."""

    def __init__(self, api: str) -> None:
        self.api = api

    def page(self, link: Document) -> str | None:
        if link.get("html_url"):
            return urlsplit(link["html_url"]).path
        if not link.get("key") or not link.get("url"):
            return None
        return f"/{plural_of(link)}/{quote(link['key'], safe='')}/"

    def page_of_key(self, kind: str, key: str, url: str) -> str | None:
        if not kind or kind == "document":
            return None
        parts = urlsplit(url)
        return parts.path + (f"#{parts.fragment}" if parts.fragment else "")

    def media(self, url: str) -> str | None:
        return url if url.startswith(f"{self.api}/") else None

    def place(self, path: str) -> str:
        return path

    def numbered(self, path: str, number: int) -> str:
        if number == 1:
            return path
        return f"{path}{'&' if '?' in path else '?'}page={number}"
