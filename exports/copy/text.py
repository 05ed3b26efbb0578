"""Rich text in the copy: cleaned once more, with links that lead to pages of the copy."""

import html
import re
from typing import TYPE_CHECKING

import nh3

from .paths import address

if TYPE_CHECKING:
    from .catalogue import Catalogue

# What documents hold: `api.rendering.rich_text` writes it, and the copy trusts nothing else.
CLEANER = nh3.Cleaner(
    tags={
        "a", "b", "blockquote", "br", "code", "em", "h2", "h3", "h4", "i", "li", "ol", "p",
        "strong", "sub", "sup", "ul",
    },
    attributes={"a": {"href", "data-type", "data-key"}},
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative="deny",
    link_rel=None,
)  # fmt: skip
LINK = re.compile(r'<a((?: [a-z-]+="[^"]*")*)>')
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


def clean(text: str, catalogue: "Catalogue", root: str) -> str:
    """`text` as it can stand in a page that lies at `root` ("../") from the first one."""
    cleaned = CLEANER.clean(text)
    if "<a" not in cleaned:
        return cleaned
    return LINK.sub(lambda match: _link(match[1], catalogue, root), cleaned)


def _link(written: str, catalogue: "Catalogue", root: str) -> str:
    found = {name: html.unescape(value) for name, value in ATTRIBUTE.findall(written)}
    if "href" not in found:
        return "<a>"
    page = catalogue.page(found.get("data-type", ""), found.get("data-key", ""))
    if page is None:
        return f'<a href="{html.escape(found["href"])}" rel="noreferrer">'
    _address, sharp, anchor = found["href"].partition("#")
    return f'<a href="{root}{address(page)}{sharp}{html.escape(anchor)}">'
