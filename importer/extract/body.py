"""Headings, calls to action, the body as blocks, and the text that no value uses."""

import html
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from .codes import has_code, without_code
from .dates.patterns import DATE
from .lines import may_be_title
from .page import Block, ParsedPage, Span, is_line
from .proposal import Extraction, Proposal

ACTION = re.compile(
    r"^(?:please\s+)?(?:sign up|register|subscribe|apply|download|read (?:the|more|our)|contact us|book|join|request|find out more(?!\?)|learn more|get in touch|view|watch|listen|see the|submit|donate|respond)\b(?!\s*:)",
    re.IGNORECASE,
)


def find_title(page: ParsedPage) -> Block | None:
    """The first heading of level 1, or else the first heading."""
    headings = page.of_kind("heading")
    first = [block for block in headings if block.level == 1 and without_code(page.text_of(block))]
    return next(iter(first or headings), None)


def find_event_title(page: ParsedPage) -> Block | None:
    """The line directly above a line with a date and a code. It names the event in a post that
    announces it. None when two lines qualify."""
    titles = []
    for above, block in pairwise(page.content):
        text = page.text_of(block)
        match = DATE.search(text) if is_line(text) else None
        coded = match and has_code(text[: match.start()] + text[match.end() :])
        below = page.below(block)
        named = above.kind in ("heading", "paragraph") and may_be_title(page.text_of(above))
        # A site may state day and code between its own name and the title.
        named = named and not (below and below.level == 1 and above.level != 1)
        if coded and named:
            titles.append(above)
    return titles[0] if len(titles) == 1 and len(page.text_of(titles[0]).split()) > 1 else None


def find_headings(page: ParsedPage, title: Block | None) -> Iterator[Extraction]:
    name = page.text_of(title) if title else ""
    for block in page.of_kind("heading"):
        if page.text_of(block) != name:
            heading = page.text[block.start : block.end].rstrip(" :")
            name = " ".join(heading.split())
            yield Extraction(name, block.start, block.start + len(heading), confidence=0.95)


def find_calls(page: ParsedPage) -> Iterator[Extraction]:
    """`{"text", "url"}` of each line that asks the reader to do something."""
    for block in page.content:
        text = page.text_of(block)
        if (
            block.kind in ("paragraph", "item")
            and is_line(text)
            and len(text.split()) <= 10
            and ACTION.match(text)
        ):
            yield Extraction(
                {"text": text, "url": block.href or None}, block.start, block.end, confidence=0.9
            )


def fill_body(page: ParsedPage, title: Block | None, proposal: Proposal) -> None:
    """Put each block into the body. A line of facts that no value uses goes into `unplaced`."""
    calls = {call["text"] for call in proposal.values["calls_to_action"]}
    used = proposal.used()
    for block in [
        block for block in page.blocks if block.kind not in ("boilerplate", "address", "data")
    ]:
        text = page.text_of(block)
        if block == title or text in calls:
            continue
        if block.kind == "heading":
            value: Any = {"text": text, "level": str(min(max(block.level, 2), 4))}
        elif block.kind == "quote" or _is_text(text):
            value = f"<p>{html.escape(text, quote=False)}</p>"
        else:
            proposal.values["unplaced"] += _unplaced(page, block, used)
            continue
        kind = "heading" if block.kind == "heading" else "paragraph"
        proposal.values["body"].append({"type": kind, "value": value})


def _unplaced(page: ParsedPage, block: Block, used: Callable[[Span], bool]) -> list[str]:
    """The sentences of a line that no value uses. The whole line when no value uses any of it."""
    if not used(block):
        return [page.text_of(block)]
    return [page.text_of(sentence) for sentence in page.sentences_of(block) if not used(sentence)]


def _is_text(line: str) -> bool:
    """Whether `line` is a sentence and not a line of facts."""
    return not is_line(line) or bool(re.search(r"[.!;]$", line) and len(line.split()) > 3)
