"""Rich text for the outside: clean HTML, absolute links, nothing hidden."""

from typing import TYPE_CHECKING

import nh3
from bs4 import BeautifulSoup, Tag
from django.conf import settings

from api.links import address_of

if TYPE_CHECKING:
    from api.render import Render

TAGS = {
    "a", "b", "blockquote", "br", "code", "em", "h2", "h3", "h4", "i", "li", "ol", "p", "strong",
    "sub", "sup", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto", "tel"}


def clean_rich_text(html: str, render: "Render") -> str:
    """`html` as Wagtail stores it, for readers.

    Links to pages and documents become absolute addresses, or plain words when their target is
    not public. Everything outside the allowed tags and schemes goes.
    """
    if "<a" in html or "<embed" in html:
        html = _resolve(html, render)
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


def _resolve(html: str, render: "Render") -> str:
    render.targets.load([html])
    soup = BeautifulSoup(html, "html.parser")
    for embed in soup.find_all("embed"):
        embed.decompose()
    for anchor in soup.find_all("a"):
        address = _address(anchor, render)
        if address is None:
            anchor.unwrap()
        else:
            anchor.attrs = {"href": address}
    return str(soup)


def _address(anchor: Tag, render: "Render") -> str | None:
    """The absolute address that `anchor` leads to; None when readers cannot follow it."""
    if anchor.has_attr("linktype"):
        record = render.targets.of(str(anchor["linktype"]), str(anchor.get("id", "")))
        return address_of(record) if record and render.sees(record) else None
    href = str(anchor.get("href", "")).strip()
    if href.startswith("/") and not href.startswith(("//", "/\\")):
        return f"{settings.FRONTEND_ORIGIN}{href}"
    scheme, colon, _rest = href.partition(":")
    return href if colon and scheme.lower() in SCHEMES else None
