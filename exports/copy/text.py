"""Rich text in the copy: sanitised again, with links to pages of the copy."""

import html
import re
from typing import TYPE_CHECKING

import nh3

from .paths import address

if TYPE_CHECKING:
    from .catalogue import Catalogue

# The tags that `api.rendering.rich_text` writes. The copy accepts no others.
CLEANER = nh3.Cleaner(
    tags={
        "a", "b", "blockquote", "br", "code", "em", "h2", "h3", "h4", "i", "li", "ol", "p",
        "strong", "sub", "sup", "ul",
    },
    attributes={"a": {"href", "data-type", "data-key"}},
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative="pass_through",
    link_rel=None,
)  # fmt: skip
LINK = re.compile(r'<a((?: [a-z-]+="[^"]*")*)>')
# An absolute address, or a place on the same page. The copy knows no other relative address.
LEADS = re.compile(r"#.|[A-Za-z][A-Za-z0-9+.-]*:")
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


def clean(text: str, catalogue: "Catalogue", root: str) -> str:
    """`text` for a page from which `root` ("../") leads to the first page."""
    cleaned = CLEANER.clean(text)
    if "<a" not in cleaned:
        return cleaned
    return LINK.sub(lambda match: _link(match[1], catalogue, root), cleaned)


def _link(attributes: str, catalogue: "Catalogue", root: str) -> str:
    values = {name: html.unescape(value) for name, value in ATTRIBUTE.findall(attributes)}
    if "href" not in values or not LEADS.match(values["href"]):
        return "<a>"
    if values["href"].startswith("#"):
        return f'<a href="{html.escape(values["href"])}">'
    page = catalogue.page(values.get("data-type", ""), values.get("data-key", ""))
    if page is None:
        return f'<a href="{html.escape(values["href"])}" rel="noreferrer">'
    _address, sharp, anchor = values["href"].partition("#")
    return f'<a href="{root}{address(page)}{sharp}{html.escape(anchor)}">'
