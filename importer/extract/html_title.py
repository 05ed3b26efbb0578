"""Which words of a page of HTML name it: the tags often name the site instead."""

import re
from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from .boilerplate import is_chrome
from .lines import is_kicker
from .page import Block

PARTED = re.compile(r"\s+(?:[|·«»›>–—:-]|::)+\s+")
# What programs write into a page that nobody named.
UNNAMED = re.compile(
    r"^(?:untitled.*|new page.*|document|index(?: of.*)?|welcome.*|home ?page|default|page \d+)$",
    re.IGNORECASE,
)
# The head's name for a page among many.
LISTING = re.compile(r"\b(?:programme|program|calendar|diary|events|conferences)\b", re.IGNORECASE)
# A code may stand behind the name in the one place and not in the other.
MOST_BEHIND = 20


def with_title(tree: LexborHTMLParser, text: str, blocks: list[Block]) -> tuple[list[Block], str]:
    """The blocks, of which at most one is a heading of the first level: the one that the head of
    the page names, else the first. And the name from the head, when none of them says it."""
    names = list(dict.fromkeys(_names(tree)))
    title = _named(names, text, blocks)
    if title is None:
        title = next((each for each in blocks if each.kind == "heading" and each.level == 1), None)
    if title is None and names and LISTING.search(names[0]):
        title = _first_heading(blocks)
    if title is None and names:
        return blocks, names[0]
    sites = {_plain(each) for each in _parts(tree)}
    return [_levelled(block, title, sites, text) for block in blocks], ""


def _first_heading(blocks: list[Block]) -> Block | None:
    """The heading that the page begins with: on old pages the head names a list of events."""
    told = [each for each in blocks if each.kind not in ("chrome", "logo")]
    return told[0] if told and told[0].kind == "heading" else None


def _levelled(block: Block, title: Block | None, sites: set[str], text: str) -> Block:
    """`block` as it is beside `title`: a heading above it with the site's name is chrome."""
    if block == title:
        return replace(block, kind="heading", level=1)
    if title is None or block.kind != "heading" or block.level != 1:
        return block
    of_site = block.start < title.start and _plain(text[block.start : block.end]) in sites
    return replace(block, kind="chrome") if of_site else replace(block, level=2)


def _named(names: list[str], text: str, blocks: list[Block]) -> Block | None:
    """The block that says the longest of `names`, and nearly nothing else."""
    found = [
        (len(name), -block.start, block)
        for block in blocks
        if block.kind in ("heading", "paragraph", "item")
        for name in map(_plain, names)
        if _says(_plain(text[block.start : block.end]), name)
    ]
    return max(found, key=lambda each: each[:2])[2] if found else None


def _says(words: str, name: str) -> bool:
    return words == name or (words.startswith(name) and len(words) - len(name) <= MOST_BEHIND)


def _names(tree: LexborHTMLParser) -> Iterator[str]:
    """The names that the head gives the page, without that of the site."""
    site = _plain(_content(tree, "meta[property='og:site_name']"))
    for each in _parts(tree):
        named = not (is_chrome(each) or is_kicker(each) or UNNAMED.match(each))
        if named and _plain(each) != site and len(each.split()) > 1:
            yield each


def _parts(tree: LexborHTMLParser) -> Iterator[str]:
    """What the head calls the page: whole, and in the parts that lines and arrows make of it."""
    node = tree.css_first("head > title")
    for title in (_content(tree, "meta[property='og:title']"), node.text() if node else ""):
        words = " ".join(title.split())
        parts = PARTED.split(words)
        yield from parts if len(parts) > 2 else [words, *parts]


def _content(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return (node.attributes.get("content") or "") if node is not None else ""


def _plain(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().casefold()
