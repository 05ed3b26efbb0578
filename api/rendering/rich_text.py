"""Rich text for readers: clean HTML, absolute links, no link to a hidden record."""

from collections.abc import Callable
from typing import Any

import nh3
from bs4 import BeautifulSoup, Tag
from django.conf import settings

from api.rendering.links import Targets
from archive.keys import Keys
from cms.models import Identified
from cms.text.numbers import whole_number

Sees = Callable[[Identified], bool]  # whether readers may know of a record

TAGS = {
    "a", "b", "blockquote", "br", "code", "em", "h2", "h3", "h4", "i", "li", "ol", "p", "strong",
    "sub", "sup", "ul",
}  # fmt: skip
# As Wagtail stores a link.
STORED = {"a": {"href", "linktype", "id"}}
# As readers get it. Only this module writes the two attributes beside `href`.
ATTRIBUTES = {"a": {"href", "data-type", "data-key"}}
SCHEMES = {"http", "https", "mailto", "tel"}


def clean_rich_text(html: str, targets: Targets, keys: Keys, sees: Sees) -> str:
    """`html` as Wagtail stores it, for readers.

    Links to pages and documents become absolute. A link to a target that is not public becomes
    plain text. All tags and schemes that are not allowed are removed.
    """
    html = _stored(html)
    if "<a" not in html:
        return html
    html = _resolve(html, targets, keys, sees)
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


def _stored(html: str) -> str:
    """`html` as Wagtail stores it, without tags that readers never get."""
    return nh3.clean(html, tags=TAGS, attributes=STORED, url_schemes=SCHEMES, link_rel=None)


def public_html(html: str, is_public: Callable[[str, int], bool]) -> str:
    """`html` as Wagtail stores it, with only what readers get.

    A link to a target that is not public becomes plain text, as in `clean_rich_text`.
    """
    html = _stored(html)
    if "linktype" not in html:
        return html
    soup = BeautifulSoup(html, "html.parser")
    for anchor in soup.find_all("a", linktype=True):
        number = str(anchor.get("id", ""))
        pk = whole_number(number)
        if pk is None or not is_public(str(anchor["linktype"]), pk):
            anchor.unwrap()
    return str(soup)


def _resolve(html: str, targets: Targets, keys: Keys, sees: Sees) -> str:
    targets.load([html])
    keys.load(targets.records())
    soup = BeautifulSoup(html, "html.parser")
    for anchor in soup.find_all("a"):
        attributes = _attributes(anchor, targets, keys, sees)
        if attributes is None:
            anchor.unwrap()
        else:
            anchor.attrs = attributes
    return str(soup)


def _attributes(anchor: Tag, targets: Targets, keys: Keys, sees: Sees) -> dict[str, Any] | None:
    """Where `anchor` leads, and to which record of ours; None when readers cannot follow it."""
    if anchor.has_attr("linktype"):
        record = targets.of(str(anchor["linktype"]), str(anchor.get("id", "")))
        address = targets.address_of(record) if record and sees(record) else None
        if record is None or address is None:
            return None
        return {"href": address, "data-type": record.kind, "data-key": keys.of(record)}
    address = _address(str(anchor.get("href", "")).strip())
    return {"href": address} if address else None


def _address(href: str) -> str | None:
    if href.startswith("#") and len(href) > 1:
        return href  # a place on the same page
    if href.startswith("/") and not href.startswith(("//", "/\\")):
        return f"{settings.FRONTEND_ORIGIN}{href}"
    scheme, colon, _rest = href.partition(":")
    return href if colon and scheme.lower() in SCHEMES else None
