"""Rich text: sanitised again, with links to pages."""

import html
import re

import nh3

from .addresses import Addresses

# The tags that the API writes. A page accepts no others.
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
# An absolute address, or a place on the same page. No other relative address leads anywhere.
LEADS = re.compile(r"#.|[A-Za-z][A-Za-z0-9+.-]*:")
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


def clean(text: str, addresses: Addresses) -> str:
    cleaned = CLEANER.clean(text)
    if "<a" not in cleaned:
        return cleaned
    return LINK.sub(lambda match: _link(match[1], addresses), cleaned)


def _link(attributes: str, addresses: Addresses) -> str:
    values = {name: html.unescape(value) for name, value in ATTRIBUTE.findall(attributes)}
    url = values.get("href", "")
    if not LEADS.match(url):
        return "<a>"
    if url.startswith("#"):
        return f'<a href="{html.escape(url)}">'
    kind, key = values.get("data-type", ""), values.get("data-key", "")
    page = addresses.page_of_key(kind, key, url)
    if page is None:
        return f'<a href="{html.escape(url)}" rel="noreferrer">'
    return f'<a href="{html.escape(page)}">'
