"""Everything else on the page: headings, calls to action, the text as blocks, and what is left."""

import html
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from .codes import has_code, without_code
from .date_shapes import DATE
from .lines import may_be_title
from .page import Block, Page, Span, is_line
from .proposal import Found, Proposal

ACTION = re.compile(
    r"^(?:please\s+)?(?:sign up|register|subscribe|apply|download|read (?:the|more|our)|contact us|book|join|request|find out more(?!\?)|learn more|get in touch|view|watch|listen|see the|submit|donate|respond)\b(?!\s*:)",
    re.IGNORECASE,
)


def find_title(page: Page) -> Block | None:
    """The first heading of the first level; else the first heading at all."""
    headings = page.of_kind("heading")
    first = [block for block in headings if block.level == 1 and without_code(page.words(block))]
    return next(iter(first or headings), None)


def find_event_title(page: Page) -> Block | None:
    """The line right above a line with date and code, on a page that has another title: a post
    that announces an event. None when two lines are named so."""
    found = []
    for above, block in pairwise(page.content):
        words = page.words(block)
        match = DATE.search(words) if is_line(words) else None
        coded = match and has_code(words[: match.start()] + words[match.end() :])
        named = above.kind in ("heading", "paragraph") and may_be_title(page.words(above))
        if coded and named:
            found.append(above)
    return found[0] if len(found) == 1 and len(page.words(found[0]).split()) > 1 else None


def find_headings(page: Page, title: Block | None) -> Iterator[Found]:
    name = page.words(title) if title else ""
    for block in page.of_kind("heading"):
        if page.words(block) != name:
            words = page.text[block.start : block.end].rstrip(" :")
            name = " ".join(words.split())
            yield Found(name, block.start, block.start + len(words), confidence=0.95)


def find_calls(page: Page) -> Iterator[Found]:
    """`{"text", "url"}` of each line that asks the reader to do something."""
    for block in page.content:
        words = page.words(block)
        if (
            block.kind in ("paragraph", "item")
            and is_line(words)
            and len(words.split()) <= 10
            and ACTION.match(words)
        ):
            yield Found(
                {"text": words, "url": block.href or None}, block.start, block.end, confidence=0.9
            )


def place_the_rest(page: Page, title: Block | None, proposal: Proposal) -> None:
    """Put each block into the body, or into `unplaced` when it is no text and gave no value."""
    calls = {each["text"] for each in proposal.values["calls_to_action"]}
    used = proposal.used()
    for block in [each for each in page.blocks if each.kind not in ("chrome", "address", "data")]:
        words = page.words(block)
        if block == title or words in calls:
            continue
        if block.kind == "heading":
            value: Any = {"text": words, "level": str(min(max(block.level, 2), 4))}
        elif block.kind == "quote" or _is_text(words):
            value = f"<p>{html.escape(words, quote=False)}</p>"
        else:
            proposal.values["unplaced"] += _left(page, block, used)
            continue
        kind = "heading" if block.kind == "heading" else "paragraph"
        proposal.values["body"].append({"type": kind, "value": value})


def _left(page: Page, block: Block, used: Callable[[Span], bool]) -> list[str]:
    """The sentences of a line that gave no value; the line itself when none of them did."""
    if not used(block):
        return [page.words(block)]
    return [page.words(each) for each in page.sentences_of(block) if not used(each)]


def _is_text(words: str) -> bool:
    """A sentence, and not a line of facts."""
    return not is_line(words) or bool(re.search(r"[.!;]$", words) and len(words.split()) > 3)
