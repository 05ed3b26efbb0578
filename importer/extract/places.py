"""Places in lines: beside, below and above the days, beneath the title, and in the data of the page."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from .codes import has_code
from .dates.lines import date_label
from .dates.patterns import DATE
from .letterhead import is_paper
from .page import Block, ParsedPage, Span, is_labelled_line, is_line
from .place_dates import overlaps
from .place_lines import is_place_line, with_address
from .place_names import NO_PLACE, PLACE_NAME, ROOM, is_beside, is_venue
from .proposal import Extraction
from .words.buildings import is_building
from .words.events import EVENT
from .words.hours import TIME
from .words.labels import label_of
from .words.ordinals import ORDINAL
from .words.places import is_place
from .words.times import TO_DAY

IN_ALONE = re.compile(
    rf"(?:in|at|im|in der|in dem|am|à|au|aux|en|en el|en la|no|na|in de|in het|presso)\s+(?:the\s+|la\s+|l[’'])?(?P<place>{PLACE_NAME}|(?:salle|sala|aula|room)\s.+)"
)
HELD_AT = re.compile(
    rf"\b(?:held|hosted|stattfindend)\s+(?:at|in)\s+(?:the\s+)?(?P<place>{PLACE_NAME})(?:,?\s+on\s+(?i:{DATE.pattern}))?$"
)
COUNTRY_BEHIND = re.compile(r",\s+([^\W\d][\w’' -]{3,40}?)[^\S\n]*(?=[\n.;|(]|$)")
PARTED = re.compile(r"\s+[|·•]\s+")
TIMES = frozenset(["time", "start time", "time:"])
MONTH_ALONE = re.compile(r"[^\d\s]+\s+\d{4}")
# The most characters beside a date in its line.
MOST_BESIDE, FEWEST_COMMAS, MOST_ABOVE = 20, 2, 8
BEFORE = re.compile(rf"^(?:[^|·•]{{2,40}}\s[|·•]\s)?({PLACE_NAME})\s*[,|·•]\s*$")
HOURS = (
    r"(?:\s*[,|]?\s*(?:from\s+|at\s+|de\s+|à\s+|um\s+|ab\s+|ore\s+)?\d{1,2}(?:[:.h]\d{2}|\s?h)?\s*(?:[ap]\.?m\.?)?"
    r"(?:\s*(?:–|—|-|to|à|bis)\s*\d{1,2}(?:[:.h]\d{2}|\s?h)?\s*(?:[ap]\.?m\.?)?)?(?:\s*[Uu]hr|\s*uur)?(?:\s*\(?[A-Z]{2,4}(?:[+-]\d)?\)?)?)?"
)
JOINED = re.compile(
    rf"^{HOURS}\s*(?:[|•·,–@-]|—|\bat\b|\bin\b|(?-i:\bà\b|\ben\b|\ba\b|\bau\b))\s*(?:en\s+|,\s*en\s+)?({PLACE_NAME}|(?:salle|sala|aula)\s\w+,\s{PLACE_NAME}),?(?:\s+(?:and|&|/|\+)\s+(?:[Oo]nline|[Zz]oom))?\s*$"
)
ONLY_HOURS = re.compile(
    r"(?:(?:from|de|dalle(?:\s+ore)?|ore|von|ab|um|at|à|a las|van|das|às|dès)\s+)?\d{1,2}(?:\s?[:.h]\s?\d{2})?\s*(?:[ap]\.?m\.?|h(?:rs|oras|eures)?|uhr|uur)?(?:\s*(?:–|—|-|to|à|a|bis|alle(?:\s+ore)?|tot|às|a las|\s)\s*\d{1,2}(?:\s?[:.h]\s?\d{2})?\s*(?:[ap]\.?m\.?|h(?:rs|oras|eures)?|uhr|uur)?)?(?:\s*\(?[A-Z]{2,4}\)?)?",
    re.IGNORECASE,
)
# 4th edition · 20–21 September 2023 · Tallinn
ORDINAL_ALONE = re.compile(rf"{ORDINAL.pattern}\s+{EVENT}\s*[|·•,]", re.IGNORECASE)
# Words between a place and the date behind it: "Arequipa, del 7 al 9 de agosto".
TO_DATE = re.compile(rf"(?:\b{TO_DAY}\s*)$", re.IGNORECASE)


# By Ana Lund | 30 August 2017 | 4 min read
WRITTEN_BY = re.compile(
    r"(?:(?:written|posted|published|text|words|words and pictures)\s+)?(?:[Bb]y|[Pp]ar|[Vv]on|[Pp]or|[Dd]oor|[Tt]esto di|[Ff]oto:?|[Tt]ext:?)\s+[A-ZÀ-Ý]|.*\b\d{1,3}\s?(?:min(?:utes?|uten|utos)?)\.?\s+(?:read|de lecture|de lectura|lesezeit)\b",
    re.IGNORECASE,
)
HOURS_BEHIND = re.compile(rf"^{HOURS}")
TO_EVENT = re.compile(rf"^{EVENT}\s+{TO_DAY}\s*$", re.IGNORECASE)


def places_beside_dates(page: ParsedPage, own: dict[str, Any]) -> Iterator[Extraction]:
    """Places in the line of a date: 26–28 January 2012 | Wiston House, Steyning."""
    above: Block | None = None
    for block in page.content:
        line = page.text[block.start : block.end]
        dates = list(DATE.finditer(line))
        label = date_label(line)
        short = is_line(line) or (label and is_labelled_line(line))
        timed, above = page.text_of(above).casefold() in TIMES if above else False, block
        # "Time" / "18 February 2021, 4 pm in London": the town says the time zone.
        if not short or len(dates) != 1 or timed or WRITTEN_BY.match(line):
            continue
        if not overlaps(dates[0], own):
            continue
        start, end = dates[0].span()
        after, before = JOINED.match(line[end:]), BEFORE.match(TO_DATE.sub("", line[:start]))
        opening = TO_DATE.sub("", line[:start]).strip(" |")
        first = not opening or label == start > 0 or ORDINAL_ALONE.fullmatch(opening)
        if after and not is_beside(after.group(1), line[end : end + after.start(1)]):
            after = None
        if before and not is_beside(before.group(1), line[before.end(1) : start]):
            before = None
        if (
            before
            and after
            and is_place(before.group(1))
            and (is_building(after.group(1)) or ROOM.match(after.group(1)))
        ):
            # Geneva, 26 November 2013, Room XX, Palais des Nations
            value = f"{after.group(1)}, {before.group(1)}"
            yield Extraction(value, block.start + before.start(1), block.end, confidence=0.8)
        elif (
            first and after and not NO_PLACE.match(after.group(1)) and not has_code(after.group(1))
        ):
            yield from _with_next_line(page, block, after.group(1), end + after.start(1))
        elif (
            before
            and block.level != 1
            and not _is_filed(page, block)
            and not MONTH_ALONE.fullmatch(dates[0].group())
            and (is_place(before.group(1)) or _may_be_place(before.group(1)))
        ):
            yield _extraction(block, before.group(1), before.start(1), 0.75)


def _is_filed(page: ParsedPage, block: Block) -> bool:
    """Whether the line says where and when a release was written: the kind of paper stands above it."""
    return any(
        is_paper(page.text_of(above))
        for above in page.content[:MOST_ABOVE]
        if above.start < block.start
    )


def _with_next_line(page: ParsedPage, block: Block, name: str, start: int) -> Iterator[Extraction]:
    """The place beside a date. A comma at the end of the line continues it in the next line."""
    place = _extraction(block, name, start, 0.85)
    below = _next(page, block)
    if page.text[place.end : block.end].strip() == "," and below is not None:
        match = re.fullmatch(PLACE_NAME, page.text[below.start : below.end].strip())
        if match:
            name = page.text_of(Span(place.start, below.end))
            place = Extraction(name, place.start, below.end, confidence=0.8)
    yield place


def places_below_dates(page: ParsedPage, own: dict[str, Any]) -> Iterator[Extraction]:
    for block in page.content:
        line = page.text[block.start : block.end]
        below = _next(page, block) or _heading_below(page, block)
        if below and ONLY_HOURS.fullmatch(page.text_of(below)):
            below = _next(page, below)
        if below is None or not is_line(line) or block.level == 1:
            continue
        date, place = DATE.search(line), page.text[below.start : below.end].rstrip()
        rest = _beside(line, date) if date else ""
        if (
            date
            and overlaps(date, own)
            and len(rest) < MOST_BESIDE
            and is_place_line(place)
            and is_venue(place)
        ):
            whole = with_address(page, below, place)
            yield Extraction(whole.value, below.start, whole.end, confidence=0.75)


def places_above_dates(page: ParsedPage, own: dict[str, Any]) -> Iterator[Extraction]:
    """A town and a country in the line above the date."""
    for above, block in pairwise(page.content):
        line, place = page.text_of(block), page.text[above.start : above.end].strip()
        date = DATE.match(line)
        whole = (
            date
            and overlaps(date, own)
            and len(line) - date.end() < MOST_BESIDE
            and not label_of(place)
        )
        # "Port Ellery, Old Quay, Isle of Arran": three names above the days are a place, too.
        named = is_venue(place) or place.count(", ") >= FEWEST_COMMAS
        if whole and above.level != 1 and is_place_line(place) and named:
            yield Extraction(place, above.start, above.start + len(place), confidence=0.7)


def places_beneath_title(page: ParsedPage) -> Iterator[Extraction]:
    """A line such as "in the Council Chamber, Guildhall", or the end of "held at Hotel Majestic"."""
    for block in page.content:
        line = page.text[block.start : block.end]
        match = (IN_ALONE.fullmatch(line) or HELD_AT.search(line)) if is_line(line) else None
        if match and is_venue(match["place"]) and not NO_PLACE.match(match["place"]):
            yield _extraction(block, match["place"], match.start("place"), 0.75)


def places_beside_hours(page: ParsedPage) -> Iterator[Extraction]:
    """The house or room in a line that begins with hours: "10:30am–4:30pm | Lecture Theatre | £25"."""
    for block in page.content:
        line = page.text[block.start : block.end]
        if not (is_line(line) and TIME.match(line) and PARTED.search(line)):
            continue
        named = [part for part in PARTED.split(line) if is_building(part) and is_place_line(part)]
        if len(named) == 1:
            yield _extraction(block, named[0], line.index(named[0]), 0.7)


def _beside(line: str, date: re.Match[str]) -> str:
    """What stands beside the date, without the hours and "Symposium am"."""
    behind = HOURS_BEHIND.sub("", line[date.end() :])
    return (TO_EVENT.sub("", line[: date.start()]) + behind).strip()


def _heading_below(page: ParsedPage, block: Block) -> Block | None:
    """The heading below a date, if it is a house with its town: title pages print both alike."""
    below = page.below(block)
    heads = below and below.kind == "heading" and below.level > 1
    return below if heads and "," in page.text_of(below) else None  # type: ignore[arg-type]


def _next(page: ParsedPage, block: Block) -> Block | None:
    """The line below `block`, unless it is a heading or a sentence."""
    below = page.below(block)
    is_told = below and below.kind in ("paragraph", "item") and is_line(page.text_of(below))
    return below if is_told else None


def places_in_data(page: ParsedPage) -> Iterator[Extraction]:
    """The place in the structured data of the page."""
    for block in page.of_kind("data"):
        if match := re.search(r"location: (.+)", page.text[block.start : block.end]):
            whole = _with_country(page, match.group(1))
            yield _extraction(block, whole, match.start(1), 0.8)


def _with_country(page: ParsedPage, name: str) -> str:
    """The place with the country behind it, where the page writes it out."""
    start = page.text.find(f"{name}, ")
    match = COUNTRY_BEHIND.match(page.text, start + len(name)) if start >= 0 else None
    return f"{name}, {match[1]}" if match and is_place(match[1]) else name


def _is_place(text: str) -> bool:
    """Whether the text has no word for a kind of page or event."""
    return not re.search(rf"\b(?:{EVENT}|report|news|press)s?\b", text, re.IGNORECASE)


def _may_be_place(text: str) -> bool:
    return _is_place(text) and not NO_PLACE.match(text)


def _extraction(block: Span, name: str, start: int, confidence: float) -> Extraction:
    start += block.start
    return Extraction(name, start, start + len(name), confidence=confidence)
