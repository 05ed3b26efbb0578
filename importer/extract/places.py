"""The venue of the event."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from .codes import has_code
from .date_shapes import DATE
from .dates import HAPPENS
from .dates import LABEL as DATE_LABEL
from .lines import LABELLED
from .page import Block, ParsedPage, Span, is_labelled_line, is_line
from .proposal import Extraction
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
THEN_DATE = re.compile(rf",\s+(?={DATE.pattern})|\s+in\s+\d{{4}}\b", re.IGNORECASE)
BEFORE = re.compile(rf"^({NAME})\s*[,|]\s*$")
HOURS = (
    r"(?:\s*[,|]?\s*(?:from\s+|at\s+)?\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?)?"
    r"(?:\s*(?:–|—|-|to)\s*\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?)?)?(?:\s*\(?[A-Z]{2,4}(?:[+-]\d)?\)?)?)?"
)
JOINED = re.compile(rf"^{HOURS}\s*(?:[|•·,–@-]|—|\bat\b|\bin\b)\s*({NAME}),?\s*$")
# The nouns of buildings and rooms, for a line directly below the date.
BUILDING = re.compile(
    r"\b(?:House|Hotel|Palais|Palace|Hall|Castle|Chateau|Château|Schloss|Abbey|Centre|Center|University|College|School|Faculty|Library|Museum|Room|Auditorium|Theatre|Theater"
    r"|Campus|Building|Institute|Embassy|Club|Street|Road|Square|Park|Manor|Court|Chamber|Church|Cathedral|Academy|Villa|Lodge|Headquarters)\b"
)


def find_venue(page: ParsedPage) -> Extraction | None:
    """The place as stated. None when the page states no place or several."""
    places = (
        list(_labelled(page))
        or list(_beside_dates(page))
        or list(_below_dates(page))
        or list(_in_sentences(page))
        or list(_data(page))
    )
    whole = [place for place in places if not any(_is_part(place, other) for other in places)]
    return whole[0] if len({place.value.casefold() for place in whole}) == 1 else None


def _is_part(place: Extraction, other: Extraction) -> bool:
    """Whether `other` contains the place: "Geneva" in "Villa Moynier, Geneva"."""
    return place.value != other.value and place.value.casefold() in other.value.casefold()


def _labelled(page: ParsedPage) -> Iterator[Extraction]:
    waiting = False
    for block in page.content:
        line = page.text[block.start : block.end]
        label = LABEL.match(line)
        is_value = waiting and not label and is_line(line) and not LABELLED.match(line)
        if (label and label.end() < len(line)) or is_value:
            start = block.start + (label.end() if label else 0)
            yield Extraction(
                page.text[start : block.end].strip(), start, block.end, confidence=0.95
            )
        waiting = bool(label and label.end() == len(line))


def _beside_dates(page: ParsedPage) -> Iterator[Extraction]:
    """Places in the line of a date: 26–28 January 2012 | Wiston House, Steyning."""
    for block in page.content:
        line = page.text[block.start : block.end]
        dates = list(DATE.finditer(line))
        label = DATE_LABEL.match(line)
        short = is_line(line) or (label and is_labelled_line(line))
        if not short or len(dates) != 1:
            continue
        start, end = dates[0].span()
        after, before = JOINED.match(line[end:]), BEFORE.match(line[:start])
        first = not line[:start].strip(" |") or (label and label.end() == start)
        if first and after and not NO_PLACE.match(after.group(1)) and not has_code(after.group(1)):
            yield from _with_next_line(page, block, after.group(1), end + after.start(1))
        elif before and block.level != 1 and _may_be_place(before.group(1)):
            yield _extraction(block, before.group(1), before.start(1), 0.75)


def _with_next_line(page: ParsedPage, block: Block, name: str, start: int) -> Iterator[Extraction]:
    """The place beside a date. A comma at the end of the line continues it in the next line."""
    place = _extraction(block, name, start, 0.85)
    below = _next(page, block)
    if page.text[place.end : block.end].strip() == "," and below is not None:
        match = re.fullmatch(NAME, page.text[below.start : below.end].strip())
        if match:
            name = page.text_of(Span(place.start, below.end))
            place = Extraction(name, place.start, below.end, confidence=0.8)
    yield place


def _below_dates(page: ParsedPage) -> Iterator[Extraction]:
    for block in page.content:
        line = page.text[block.start : block.end]
        below = _next(page, block)
        if below is None or not is_line(line) or block.level == 1:
            continue
        date, place = DATE.search(line), page.text[below.start : below.end].rstrip()
        rest = (line[: date.start()] + line[date.end() :]).strip() if date else ""
        if date and len(rest) < 20 and re.fullmatch(NAME, place) and _is_building(place):
            yield Extraction(place, below.start, below.start + len(place), confidence=0.75)


def _is_building(text: str) -> bool:
    """Whether the text names a house or a room, and no event in it."""
    return bool(BUILDING.search(text)) and not re.search(rf"\b{EVENT}s?\b", text, re.IGNORECASE)


def _next(page: ParsedPage, block: Block) -> Block | None:
    """The line below `block`, unless it is a heading or a sentence."""
    number = bisect_right(page.content, block.start, key=lambda item: item.start)
    below = page.content[number] if number < len(page.content) else None
    is_told = below and below.kind in ("paragraph", "item") and is_line(page.text_of(below))
    return below if is_told else None


def _data(page: ParsedPage) -> Iterator[Extraction]:
    """The place in the structured data of the page."""
    for block in page.of_kind("data"):
        if match := re.search(r"location: (.+)", page.text[block.start : block.end]):
            yield _extraction(block, match.group(1), match.start(1), 0.8)


def _is_place(text: str) -> bool:
    """Whether the text has two words or more, and none for a kind of page or event."""
    other = re.search(rf"\b(?:{EVENT}|report|news|press)s?\b", text, re.IGNORECASE)
    return len(text.split()) > 1 and not other


def _may_be_place(text: str) -> bool:
    return _is_place(text) and not NO_PLACE.match(text)


def _extraction(block: Span, name: str, start: int, confidence: float) -> Extraction:
    start += block.start
    return Extraction(name, start, start + len(name), confidence=confidence)


def _in_sentences(page: ParsedPage) -> Iterator[Extraction]:
    for sentence in page.sentences:
        text = page.text[sentence.start : sentence.end]
        announces = sentence == page.first_sentence and ANNOUNCES.search(text)
        happens = announces or (HAPPENS.search(text) if is_own(text) else None)
        if not happens or OTHER.search(text[: happens.end()]):
            continue
        match = next(
            (
                candidate
                for candidate in AT.finditer(text, happens.start())
                if not NO_PLACE.match(candidate.group(1))
            ),
            None,
        )
        if match and not re.search(
            r"[,;] (?:which|who|that)\b|\bto [a-z]", text[happens.end() : match.start()]
        ):
            name = re.sub(r"^the\s+|[.,]+$", "", match.group(1))
            name = THEN_DATE.split(name)[0]
            start = sentence.start + match.start(1) + match.group(1).find(name)
            yield Extraction(name, start, start + len(name), confidence=0.8)
