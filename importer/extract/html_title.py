"""Find the title of a page of HTML. Its title tags often name the site instead."""

import re
from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from .boilerplate import is_boilerplate
from .lines import is_kicker, is_labelled, is_organisation
from .name_chunks import HEAD
from .page import Block
from .plain_text import COUNTED

SEPARATOR = re.compile(r"\s+(?:[|·«»›>–—:-]|::)+\s+")
# The titles that programs give to a page without one.
UNNAMED = re.compile(
    r"^(?:untitled.*|new page.*|document|index(?: of.*)?|welcome.*|home ?page|default|page \d+)$",
    re.IGNORECASE,
)
# The title of a page that lists many events.
LISTING = re.compile(r"\b(?:programme|program|calendar|diary|events|conferences)\b", re.IGNORECASE)
# One place may have a code behind the name that the other place does not have.
MOST_BEHIND, MOST_ABOVE = 20, 4


def with_title(tree: LexborHTMLParser, text: str, blocks: list[Block]) -> tuple[list[Block], str]:
    """The blocks with at most one heading of level 1: the one that the head of the page names, or
    else the first. The second value is the name from the head when no block has it."""
    parts = list(_parts(tree))
    site = _plain(parts[-1])
    names = list(dict.fromkeys(_names(tree, parts)))
    title = _named(names, site, text, blocks)
    first = next((block for block in blocks if block.kind == "heading" and block.level == 1), None)
    if title is None or (first and _names_site(title, text, site)):
        title = first
    if title is not None and title.kind != "heading" and _is_named(first, text, parts):
        title = first
    if title is None and not names:
        title = _below_organisation(text, blocks)
    if title is None and names and LISTING.search(names[0]):
        title = _first_heading(blocks)
    if title is None and names:
        return blocks, names[0]
    sites = {_plain(part) for part in parts}
    return [_levelled(block, title, sites, text) for block in blocks], ""


def _names_site(title: Block, text: str, site: str) -> bool:
    """Whether the block is no heading, and the last part of the title in the head: the site."""
    return title.kind != "heading" and _plain(text[title.start : title.end]) == site


def _is_named(first: Block | None, text: str, parts: list[str]) -> bool:
    """Whether the title in the head contains the first heading: "Seminar: Old Maps – The Museum"."""
    name = _plain(text[first.start : first.end]) if first else ""
    return len(name.split()) > 1 and any(name in _plain(part) for part in parts)


def _below_organisation(text: str, blocks: list[Block]) -> Block | None:
    """The heading below those that name an organisation and the number of the event. None when the
    first heading names neither."""
    headings = [block for block in blocks if block.kind == "heading"][:MOST_ABOVE]
    for number, block in enumerate(headings):
        line = " ".join(text[block.start : block.end].split())
        if not (is_organisation(line) or COUNTED.match(line) or is_kicker(line)):
            return block if number and not is_labelled(line) else None
    return None


def _first_heading(blocks: list[Block]) -> Block | None:
    """The heading that begins the page. On old pages the title tag names a list of events."""
    content = [block for block in blocks if block.kind not in ("boilerplate", "logo")]
    return content[0] if content and content[0].kind == "heading" else None


def _levelled(block: Block, title: Block | None, sites: set[str], text: str) -> Block:
    """`block` with its level next to `title`. A heading with the site's name is boilerplate."""
    if block == title:
        return replace(block, kind="heading", level=1)
    if title is None or block.kind != "heading" or block.level != 1:
        return block
    of_site = block.start < title.start and _plain(text[block.start : block.end]) in sites
    return replace(block, kind="boilerplate") if of_site else replace(block, level=2)


def _named(names: list[str], site: str, text: str, blocks: list[Block]) -> Block | None:
    """The block whose text is nearly the longest of `names`, and better not that of the `site`."""
    candidates = [
        (len(name), -block.start, block)
        for block in blocks
        if block.kind in ("heading", "paragraph", "item")
        for name in map(_plain, names)
        if _names_page(_plain(text[block.start : block.end]), name)
    ]
    of_page = [candidate for candidate in candidates if not _may_be_site(candidate[2], text, site)]
    return max(of_page or candidates, key=lambda candidate: candidate[:2], default=(0, 0, None))[2]


def _may_be_site(block: Block, text: str, site: str) -> bool:
    """Whether the block is no heading, or names a body, and begins with the last part of the title in the head: a
    place or an organisation that has the page's site."""
    name = text[block.start : block.end]
    may = block.kind != "heading" or bool(HEAD.search(name))
    return may and _names_page(_plain(name), site)


def _names_page(text: str, name: str) -> bool:
    is_longer = text.startswith(name) and len(text) - len(name) <= MOST_BEHIND
    return bool(name) and (text == name or is_longer)


def _names(tree: LexborHTMLParser, parts: list[str]) -> Iterator[str]:
    """The names of the page among the parts of the titles, without the site's name."""
    site = _plain(_content(tree, "meta[property='og:site_name']"))
    for part in parts:
        named = not (is_boilerplate(part) or is_kicker(part) or UNNAMED.match(part))
        if named and _plain(part) != site and len(part.split()) > 1:
            yield part


def _parts(tree: LexborHTMLParser) -> Iterator[str]:
    """The titles in the head: each one whole, and its parts between separators."""
    node = tree.css_first("head > title")
    for title in (_content(tree, "meta[property='og:title']"), node.text() if node else ""):
        whole = " ".join(title.split())
        parts = SEPARATOR.split(whole)
        yield from parts if len(parts) > 2 else [whole, *parts]


def _content(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return (node.attributes.get("content") or "") if node is not None else ""


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
