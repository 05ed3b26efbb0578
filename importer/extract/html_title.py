"""Find the title of a page of HTML. Its title tags often name the site instead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser

from .bare_title import without_kind
from .boilerplate import is_boilerplate
from .html_below import (
    below_organisation,
    line_of,
    may_name,
    title_below,
    with_wrapped_headings,
)
from .html_data import event_name
from .html_marks import Marks, content_of, marks_of, plain
from .lines import is_kicker
from .name_chunks import HEAD_NOUN
from .page import Block
from .text_title import COUNTED
from .title_evidence import Heads, likeliest_heading, weigh_title
from .words.events import NAMES_ONE_EVENT

SEPARATOR = re.compile(r"\s+(?:[|·•«»›>–—:-]|::)+\s+")
# The titles that programs give to a page without one.
UNNAMED = re.compile(
    r"^(?:untitled.*|.*\b(?:newsletter|e-?bulletin|rundbrief|infolettre|boletín)\b.*|new page.*|document|index(?: of.*)?|welcome.*|home ?page|default|page \d+)$",
    re.IGNORECASE,
)
# The title of a page that lists many events.
LISTING = re.compile(r"\b(?:programme|program|calendar|diary|events|conferences)\b", re.IGNORECASE)
# One place may have a code behind the name that the other place does not have.
TITLE_LABELS = frozenset(["title", "titel", "titre", "título", "titolo", "event title"])
MOST_BEHIND, FEWEST_SHARED, MOST_TOPS = 20, 2, 8


@dataclass(frozen=True)
class Titled:
    """The blocks with at most one heading of level 1, and whether that is the title for sure. `name` is
    the name from the head when no block has it."""

    blocks: list[Block]
    name: str = ""
    sure: bool = True


def with_title(tree: LexborHTMLParser, text: str, blocks: list[Block]) -> Titled:
    """The title is the block that the head of the page names, or else the first heading."""
    blocks = with_wrapped_headings(text, blocks)
    parts = list(_parts(tree))
    site, marks = plain(parts[-1]), marks_of(tree)
    stated = _stated(tree)
    names = _event_of_site(parts, marks) or [*_names(parts, marks)]
    names = list(dict.fromkeys((*stated, *names)))
    title = _named(names, site, marks, text, blocks)
    top = [block for block in blocks if block.kind == "heading" and block.level == 1]
    own = [block for block in top if _may_be_own(line_of(block, text), marks)]
    first = next(iter(own if names else own or top), None)
    names_own = own and first
    if title is None or (names_own and _names_site(title, text, site)):
        title = first
    if title is not None and title.kind != "heading" and _is_named(first, text, parts):
        title = first
    if title is None and (not names or top):
        title = below_organisation(text, blocks)
    if title is None and names and LISTING.search(names[0]):
        title = _first_heading(blocks)
    title = _of_post(title, marks, text, blocks, parts) or title
    labelled = _behind_label(text, blocks)
    title = labelled or title or _marked(marks, text, blocks)
    if title is None and names:
        title = _like(names[0], marks, text, blocks)
    heads, sure = _heads(tree, parts, marks), True
    if title is None and names:
        title, sure = (None if stated else likeliest_heading(text, blocks, heads)), False
        if title is None:
            return Titled(blocks, names[0], sure=bool(stated))
    else:
        title = title_below(title, text, blocks)
    sure = sure and title is not None
    if sure and title is not None and title != labelled:
        title, sure = weigh_title(text, blocks, title, heads)
    sites = {plain(part) for part in parts} | marks.sites
    return Titled([_levelled(block, title, sites, text) for block in blocks], sure=sure)


def _heads(tree: LexborHTMLParser, parts: list[str], marks: Marks) -> Heads:
    plain_parts = frozenset(filter(None, map(plain, parts)))
    tops = frozenset(plain(node.text()) for node in tree.css("h1")[:MOST_TOPS])
    return Heads(plain_parts, plain(event_name(tree)), tops, marks)


def _may_be_own(line: str, marks: Marks) -> bool:
    """Whether the first heading may be the title: it names no site, and more than "Welcome" or
    "Event details"."""
    general = UNNAMED.match(line) or (is_kicker(line) and not COUNTED.match(line))
    return plain(line) not in marks.sites and (not general or marks.of_title(line))


def _marked(marks: Marks, text: str, blocks: list[Block]) -> Block | None:
    """The only block that the page marks as its title."""
    marked = [
        block
        for block in blocks
        if block.kind in ("heading", "paragraph") and marks.of_title(line_of(block, text))
    ]
    return marked[0] if len(marked) == 1 and may_name(line_of(marked[0], text)) else None


def _of_post(
    title: Block | None, marks: Marks, text: str, blocks: list[Block], parts: list[str]
) -> Block | None:
    """The post that the page marks, when the title in the head is "Name of the blog: Name of the post"."""
    post = _marked(marks, text, blocks)
    if title is None or post is None:
        return None
    names = f"{plain(line_of(title, text))} {plain(line_of(post, text))}"
    return post if any(plain(part) == names for part in parts) else None


def _behind_label(text: str, blocks: list[Block]) -> Block | None:
    """The cell beside "Title" in the table of a catalogue."""
    named = (below for above, below in pairwise(blocks) if _is_title_label(above, text))
    return next(named, None)


def _is_title_label(block: Block, text: str) -> bool:
    return block.names_next and plain(line_of(block, text)) in TITLE_LABELS


def _like(name: str, marks: Marks, text: str, blocks: list[Block]) -> Block | None:
    """The first heading that has most of its long words from `name`: the head of the page may
    shorten it."""
    words = _long_words(name)
    for block in blocks:
        if block.kind == "heading" and not marks.of_site(line_of(block, text)):
            shared = words & _long_words(line_of(block, text))
            return block if len(shared) >= FEWEST_SHARED and len(shared) * 2 >= len(words) else None
    return None


def _long_words(line: str) -> set[str]:
    return {word for word in plain(line).split() if len(word) > 3}


def _names_site(title: Block, text: str, site: str) -> bool:
    """Whether the block is no heading, and the last part of the title in the head: the site."""
    return title.kind != "heading" and plain(text[title.start : title.end]) == site


def _is_named(first: Block | None, text: str, parts: list[str]) -> bool:
    """Whether the title in the head contains the first heading: "Seminar: Old Maps – The Museum"."""
    name = plain(text[first.start : first.end]) if first else ""
    return len(name.split()) > 1 and any(name in plain(part) for part in parts)


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
    of_site = block.start < title.start and plain(text[block.start : block.end]) in sites
    return replace(block, kind="boilerplate") if of_site else replace(block, level=2)


def _named(
    names: list[str], site: str, marks: Marks, text: str, blocks: list[Block]
) -> Block | None:
    """The block whose text is nearly the longest of `names`, and better not that of the `site`."""
    candidates = [
        (len(name), -block.start, block)
        for block in blocks
        if block.kind in ("heading", "paragraph", "item")
        for name in map(plain, names)
        if _names_page(plain(text[block.start : block.end]), name)
    ]
    of_page = [candidate for candidate in candidates if not _may_be_site(candidate[2], text, site)]
    of_page = [one for one in of_page if not marks.of_site(line_of(one[2], text))] or of_page
    marked = [one for one in of_page if marks.of_title(line_of(one[2], text))]
    best = marked or of_page or candidates
    return max(best, key=lambda candidate: candidate[:2], default=(0, 0, None))[2]


def _may_be_site(block: Block, text: str, site: str) -> bool:
    """Whether the block is no heading, or names a body, and begins with the last part of the title in the head: a
    place or an organisation that has the page's site."""
    name = text[block.start : block.end]
    may = block.kind != "heading" or bool(HEAD_NOUN.search(name))
    return may and _names_page(plain(name), site)


def _names_page(text: str, name: str) -> bool:
    is_longer = text.startswith(name) and len(text) - len(name) <= MOST_BEHIND
    return bool(name) and (text == name or is_longer)


def _names(parts: list[str], marks: Marks) -> Iterator[str]:
    """The names of the page among the parts of the titles, without the site's name."""
    for part in parts:
        first = SEPARATOR.split(part)[0]
        if first != part and (is_boilerplate(first) or UNNAMED.match(first)):
            continue
        general = is_boilerplate(part) or is_kicker(part) or UNNAMED.match(part)
        if (
            (not general or marks.of_title(part))
            and plain(part) not in marks.sites
            and len(part.split()) > 1
        ):
            yield part
            if (bare := without_kind(part)) != part:
                yield bare


def _event_of_site(parts: list[str], marks: Marks) -> list[str]:
    """The name of the site, when it is an event with a site of its own and the page is only its
    "Programme"."""
    single = [part for part in parts if part and not SEPARATOR.search(part)]
    sites = [part for part in single if plain(part) in marks.sites and NAMES_ONE_EVENT.search(part)]
    others = (part for part in single if part not in sites)
    return sites[:1] if all(is_kicker(part) or is_boilerplate(part) for part in others) else []


def _stated(tree: LexborHTMLParser) -> list[str]:
    """The name of the event in the structured data, if it is more than a word."""
    name = event_name(tree)
    return [name] if len(name.split()) > 1 else []


def _parts(tree: LexborHTMLParser) -> Iterator[str]:
    """The titles in the head: each one whole, and its parts between separators."""
    node = tree.css_first("head > title")
    for title in (content_of(tree, "meta[property='og:title']"), node.text() if node else ""):
        whole = " ".join(title.split())
        parts = SEPARATOR.split(whole)
        yield from parts if len(parts) > 2 else [whole, *parts]
