"""Where the event is."""

import re
from collections.abc import Iterator

from .dates import DATE, HAPPENS
from .page import Page, Span, is_line
from .proposal import Found
from .subject import EVENT, OTHER, is_own

LABEL = re.compile(r"^(?:venue|location|where|place|held at)\s*(?::|$)\s*", re.IGNORECASE)
NAME = r"(?:the\s+)?[A-ZÀ-Ý][\w’'.-]*(?:(?:,\s+|\s+(?:(?:of|de|des|du|la|le|the|and|for|in|&|near)\s+){0,2})[A-ZÀ-Ý0-9][\w’'.-]*)*"
AT = re.compile(rf"\b(?:at|in)\s+({NAME})")
NO_PLACE = re.compile(
    rf"^(?:{DATE.pattern}|(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Winter)\b|Chatham House [Rr]ule|Partnership|English|French)"
)
BEFORE = re.compile(rf"^({NAME})\s*[,|]\s*$")
JOINED = re.compile(rf"^\s*(?:[|•·,–—@-]|\bat\b|\bin\b)\s*({NAME})\s*$")


def find_venue(page: Page) -> Found | None:
    """The place as stated; None when none or several are."""
    found = list(_labelled(page)) or list(_beside_dates(page)) or list(_in_sentences(page))
    return found[0] if len({each.value.casefold() for each in found}) == 1 else None


def _labelled(page: Page) -> Iterator[Found]:
    waiting = False
    for block in page.content:
        words = page.text[block.start : block.end]
        label = LABEL.match(words)
        if (label and label.end() < len(words)) or (waiting and is_line(words)):
            start = block.start + (label.end() if label else 0)
            yield Found(page.text[start : block.end].strip(), start, block.end, confidence=0.95)
        waiting = bool(label and label.end() == len(words))


def _beside_dates(page: Page) -> Iterator[Found]:
    """26–28 January 2012 | Wiston House, Steyning"""
    for block in page.content:
        words = page.text[block.start : block.end]
        dates = list(DATE.finditer(words))
        if not is_line(words) or len(dates) != 1:
            continue
        start, end = dates[0].span()
        after, before = JOINED.match(words[end:]), BEFORE.match(words[:start])
        if after and not words[:start].strip(" |") and not re.search(r"\d{3,}", after.group(1)):
            yield _found(block, after.group(1), end + after.start(1), 0.85)
        elif before and block.level != 1 and _is_place(before.group(1)):
            yield _found(block, before.group(1), before.start(1), 0.75)


def _is_place(words: str) -> bool:
    """Two words at least, and none of them of a kind of page or event."""
    other = re.search(rf"\b(?:{EVENT}|report|news|press)s?\b", words, re.IGNORECASE)
    return len(words.split()) > 1 and not other


def _found(block: Span, name: str, start: int, confidence: float) -> Found:
    start += block.start
    return Found(name, start, start + len(name), confidence=confidence)


def _in_sentences(page: Page) -> Iterator[Found]:
    for sentence in page.sentences:
        text = page.text[sentence.start : sentence.end]
        happens = HAPPENS.search(text)
        if not happens or not is_own(text) or OTHER.search(text[: happens.end()]):
            continue
        match = next(
            (
                each
                for each in AT.finditer(text, happens.start())
                if not NO_PLACE.match(each.group(1))
            ),
            None,
        )
        if match and not re.search(
            r"[,;] (?:which|who|that)\b|\bto [a-z]", text[happens.end() : match.start()]
        ):
            name = re.sub(r"^the\s+|[.,]+$", "", match.group(1))
            name = re.split(rf",\s+(?={DATE.pattern})", name, flags=re.IGNORECASE)[0]
            start = sentence.start + match.start(1) + match.group(1).find(name)
            yield Found(name, start, start + len(name), confidence=0.8)
