"""Where the event is."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from .codes import has_code
from .date_shapes import DATE
from .dates import HAPPENS
from .dates import LABEL as DATE_LABEL
from .lines import LABELLED
from .page import Block, Page, Span, is_labelled_line, is_line
from .proposal import Found
from .title_match import ANNOUNCES, EVENT, OTHER, is_own

LABEL = re.compile(
    r"^(?:venue|location|where|place|held at|lieu|ort)(?:\s+(?:and|&)\s+(?:address|travel))?\s*(?::|$)\s*",
    re.IGNORECASE,
)
NAME = r"(?:the\s+)?(?:\d{1,4}\s+)?[A-ZÀ-Ý][\w’'.-]*(?:(?:,\s+|\s+(?:(?:of|de|des|du|la|le|the|and|for|in|&|near|at|am|an|der)\s+){0,2})[A-ZÀ-Ý0-9][\w’'.-]*)*"
AT = re.compile(rf"\b(?:at|in)\s+({NAME})")
MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Winter)"
NO_PLACE = re.compile(
    rf"^(?:{DATE.pattern}|{MONTHS}\b|Chatham House [Rr]ule|Partnership|English|French|Issue|Volume|Vol\b|Number|No\b|Edition|Newsletter|Online|Zoom|Code\b|Ref\b|Day\b|Session|Collaboration|Association)"
)
BEFORE = re.compile(rf"^({NAME})\s*[,|]\s*$")
HOURS = (
    r"(?:\s*[,|]?\s*(?:from\s+|at\s+)?\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?)?"
    r"(?:\s*(?:–|—|-|to)\s*\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?)?)?(?:\s*\(?[A-Z]{2,4}(?:[+-]\d)?\)?)?)?"
)
JOINED = re.compile(rf"^{HOURS}\s*(?:[|•·,–@-]|—|\bat\b|\bin\b)\s*({NAME}),?\s*$")
# A line right below the date, when it names a house, a room or a town with its country.
BUILDING = re.compile(
    r"\b(?:House|Hotel|Palais|Palace|Hall|Castle|Chateau|Château|Schloss|Abbey|Centre|Center|University|College|School|Faculty|Library|Museum|Room|Auditorium|Theatre|Theater"
    r"|Campus|Building|Institute|Embassy|Club|Street|Road|Square|Park|Manor|Court|Chamber|Church|Cathedral|Academy|Villa|Lodge|Headquarters)\b"
)


def find_venue(page: Page) -> Found | None:
    """The place as stated; None when none or several are."""
    found = (
        list(_labelled(page))
        or list(_beside_dates(page))
        or list(_below_dates(page))
        or list(_in_sentences(page))
        or list(_data(page))
    )
    whole = [each for each in found if not any(_is_part(each, other) for other in found)]
    return whole[0] if len({each.value.casefold() for each in whole}) == 1 else None


def _is_part(found: Found, other: Found) -> bool:
    """Whether `other` says the same place and more: "Geneva", "Villa Moynier, Geneva"."""
    return found.value != other.value and found.value.casefold() in other.value.casefold()


def _labelled(page: Page) -> Iterator[Found]:
    waiting = False
    for block in page.content:
        words = page.text[block.start : block.end]
        label = LABEL.match(words)
        told = waiting and is_line(words) and not LABELLED.match(words)
        if (label and label.end() < len(words)) or told:
            start = block.start + (label.end() if label else 0)
            yield Found(page.text[start : block.end].strip(), start, block.end, confidence=0.95)
        waiting = bool(label and label.end() == len(words))


def _beside_dates(page: Page) -> Iterator[Found]:
    """26–28 January 2012 | Wiston House, Steyning"""
    for block in page.content:
        words = page.text[block.start : block.end]
        dates = list(DATE.finditer(words))
        label = DATE_LABEL.match(words)
        line = is_line(words) or (label and is_labelled_line(words))
        if not line or len(dates) != 1:
            continue
        start, end = dates[0].span()
        after, before = JOINED.match(words[end:]), BEFORE.match(words[:start])
        first = not words[:start].strip(" |") or (label and label.end() == start)
        if first and after and not NO_PLACE.match(after.group(1)) and not has_code(after.group(1)):
            yield from _with_next_line(page, block, after.group(1), end + after.start(1))
        elif before and block.level != 1 and _may_be_place(before.group(1)):
            yield _found(block, before.group(1), before.start(1), 0.75)


def _with_next_line(page: Page, block: Block, name: str, start: int) -> Iterator[Found]:
    """The place beside a date; after a comma at the end of the line it goes on in the next one."""
    found = _found(block, name, start, 0.85)
    below = _next(page, block)
    if page.text[found.end : block.end].strip() == "," and below is not None:
        match = re.fullmatch(NAME, page.text[below.start : below.end].strip())
        if match:
            place = page.words(Span(found.start, below.end))
            found = Found(place, found.start, below.end, confidence=0.8)
    yield found


def _below_dates(page: Page) -> Iterator[Found]:
    for block in page.content:
        words = page.text[block.start : block.end]
        below = _next(page, block)
        if below is None or not is_line(words) or block.level == 1:
            continue
        date, place = DATE.search(words), page.text[below.start : below.end].rstrip()
        rest = (words[: date.start()] + words[date.end() :]).strip() if date else ""
        if date and len(rest) < 20 and re.fullmatch(NAME, place) and _is_building(place):
            yield Found(place, below.start, below.start + len(place), confidence=0.75)


def _is_building(words: str) -> bool:
    """A house or a room, and no event in one."""
    return bool(BUILDING.search(words)) and not re.search(rf"\b{EVENT}s?\b", words, re.IGNORECASE)


def _next(page: Page, block: Block) -> Block | None:
    """The line below `block`, if it is one and no heading."""
    number = bisect_right(page.content, block.start, key=lambda each: each.start)
    below = page.content[number] if number < len(page.content) else None
    is_told = below and below.kind in ("paragraph", "item") and is_line(page.words(below))
    return below if is_told else None


def _data(page: Page) -> Iterator[Found]:
    """What the page says to machines, when it says no place to readers."""
    for block in page.of_kind("data"):
        if match := re.search(r"location: (.+)", page.text[block.start : block.end]):
            yield _found(block, match.group(1), match.start(1), 0.8)


def _is_place(words: str) -> bool:
    """Two words at least, and none of them of a kind of page or event."""
    other = re.search(rf"\b(?:{EVENT}|report|news|press)s?\b", words, re.IGNORECASE)
    return len(words.split()) > 1 and not other


def _may_be_place(words: str) -> bool:
    return _is_place(words) and not NO_PLACE.match(words)


def _found(block: Span, name: str, start: int, confidence: float) -> Found:
    start += block.start
    return Found(name, start, start + len(name), confidence=confidence)


def _in_sentences(page: Page) -> Iterator[Found]:
    for sentence in page.sentences:
        text = page.text[sentence.start : sentence.end]
        announces = sentence == page.first_sentence and ANNOUNCES.search(text)
        happens = announces or (HAPPENS.search(text) if is_own(text) else None)
        if not happens or OTHER.search(text[: happens.end()]):
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
            name = re.split(
                rf",\s+(?={DATE.pattern})|\s+in\s+\d{{4}}\b", name, flags=re.IGNORECASE
            )[0]
            start = sentence.start + match.start(1) + match.group(1).find(name)
            yield Found(name, start, start + len(name), confidence=0.8)
