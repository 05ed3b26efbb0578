"""The venue of the event."""

import re
from collections.abc import Iterator
from itertools import pairwise

from .codes import has_code
from .dates.find import date_label
from .dates.patterns import DATE
from .dates.wording import HAPPENS
from .lines import is_labelled
from .page import Block, ParsedPage, Span, is_labelled_line, is_line
from .place_lines import is_place_line, labelled_places, with_address
from .place_names import NAME, NO_PLACE, is_beside, is_venue
from .proposal import Extraction
from .title_match import ANNOUNCES, HOLDS, OTHER, is_own
from .words.buildings import BUILDING, is_building
from .words.events import EVENT
from .words.labels import label_of
from .words.ordinals import ORDINAL
from .words.places import is_place
from .words.times import TO_DAY

AT = re.compile(rf"\b(?P<at>at|in|à|au|aux|en|a|im|am|an der)\s+({NAME})")
# With these verbs the sentence is not English, where nouns have capital letters without being places.
ABROAD = re.compile(
    r"\b(?:statt|findet|fand|veranstaltet|lädt|lieu|tiendra|tiendront|tenu|déroule\w*|celebr\w+|tendrá|tuvo|realiz\w+)\b",
    re.IGNORECASE,
)
IN_ALONE = re.compile(
    rf"(?:in|at|im|in der|in dem|am|à|au|aux|en|en el|en la|no|na|in de|in het|presso)\s+(?:the\s+|la\s+|l[’'])?(?P<place>{NAME}|(?:salle|sala|aula|room)\s.+)"
)
HOLDS_THEN = re.compile(rf"\b{HOLDS}\b", re.IGNORECASE)
HELD_AT = re.compile(
    rf"\b(?:held|hosted|stattfindend)\s+(?:at|in)\s+(?:the\s+)?(?P<place>{NAME})(?:,?\s+on\s+(?i:{DATE.pattern}))?$"
)
MONTH_ALONE = re.compile(r"[^\d\s]+\s+\d{4}")
# The most characters beside a date in its line.
MOST_BESIDE = 20
THEN_DATE = re.compile(
    rf"\s+for\s+(?=[A-Z])|,\s+(?={DATE.pattern})|\s+in\s+\d{{4}}\b", re.IGNORECASE
)
BEFORE = re.compile(rf"^(?:[^|·•]{{2,40}}\s[|·•]\s)?({NAME})\s*[,|·•]\s*$")
HOURS = (
    r"(?:\s*[,|]?\s*(?:from\s+|at\s+|de\s+|à\s+|um\s+|ab\s+|ore\s+)?\d{1,2}(?:[:.h]\d{2}|\s?h)?\s*(?:[ap]\.?m\.?)?"
    r"(?:\s*(?:–|—|-|to|à|bis)\s*\d{1,2}(?:[:.h]\d{2}|\s?h)?\s*(?:[ap]\.?m\.?)?)?(?:\s*\(?[A-Z]{2,4}(?:[+-]\d)?\)?)?)?"
)
JOINED = re.compile(
    rf"^{HOURS}\s*(?:[|•·,–@-]|—|\bat\b|\bin\b|(?-i:\bà\b|\ben\b|\ba\b|\bau\b))\s*(?:en\s+|,\s*en\s+)?({NAME}|(?:salle|sala|aula)\s\w+,\s{NAME}),?(?:\s+(?:and|&|/|\+)\s+(?:[Oo]nline|[Zz]oom))?\s*$"
)
ONLY_HOURS = re.compile(
    r"(?:from\s+)?\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?|h|uhr)?(?:\s*(?:–|—|-|to|\s)\s*\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?|h|uhr)?)?(?:\s*\(?[A-Z]{2,4}\)?)?",
    re.IGNORECASE,
)
# 4th edition · 20–21 September 2023 · Tallinn
ORDINAL_ALONE = re.compile(rf"{ORDINAL.pattern}\s+{EVENT}\s*[|·•,]", re.IGNORECASE)
# Words between a place and the date behind it: "Arequipa, del 7 al 9 de agosto".
TO_DATE = re.compile(rf"(?:\b{TO_DAY}\s*)$", re.IGNORECASE)


def find_venue(page: ParsedPage) -> Extraction | None:
    """The place as stated. None when the page states no place or several."""
    places = (
        list(labelled_places(page))
        or [_in_building(page, place) for place in _beside_dates(page)]
        or list(_below_dates(page))
        or list(_above_dates(page))
        or list(_beneath_title(page))
        or list(_in_sentences(page))
        or list(_data(page))
    )
    whole = [place for place in places if not any(_is_part(place, other) for other in places)]
    return whole[0] if len({place.value.casefold() for place in whole}) == 1 else None


def _is_part(place: Extraction, other: Extraction) -> bool:
    """Whether `other` contains the place: "Geneva" in "Villa Moynier, Geneva"."""
    return place.value != other.value and place.value.casefold() in other.value.casefold()


def _beside_dates(page: ParsedPage) -> Iterator[Extraction]:
    """Places in the line of a date: 26–28 January 2012 | Wiston House, Steyning."""
    for block in page.content:
        line = page.text[block.start : block.end]
        dates = list(DATE.finditer(line))
        label = date_label(line)
        short = is_line(line) or (label and is_labelled_line(line))
        if not short or len(dates) != 1:
            continue
        start, end = dates[0].span()
        after, before = JOINED.match(line[end:]), BEFORE.match(TO_DATE.sub("", line[:start]))
        opening = TO_DATE.sub("", line[:start]).strip(" |")
        first = not opening or label == start > 0 or ORDINAL_ALONE.fullmatch(opening)
        if after and not is_beside(after.group(1), line[end : end + after.start(1)]):
            after = None
        if before and not is_beside(before.group(1), line[before.end(1) : start]):
            before = None
        if first and after and not NO_PLACE.match(after.group(1)) and not has_code(after.group(1)):
            yield from _with_next_line(page, block, after.group(1), end + after.start(1))
        elif (
            before
            and block.level != 1
            and not MONTH_ALONE.fullmatch(dates[0].group())
            and (is_place(before.group(1)) or _may_be_place(before.group(1)))
        ):
            yield _extraction(block, before.group(1), before.start(1), 0.75)


def _in_building(page: ParsedPage, place: Extraction) -> Extraction:
    """The town beside the date with the house or room in the next line: "Palais des Nations, Geneva"."""
    below = page.below(page.block_at(place.start))
    name = page.text_of(below).rstrip(" ,") if below else ""
    if (
        below is None
        or below.level == 1
        or BUILDING.search(place.value)
        or not (is_building(name) and (is_place_line(name) or BUILDING.match(name)))
        or not is_line(name)
        or label_of(name)
        or is_labelled(name)
    ):
        return place
    towns = [part for part in re.split(r",\s+", place.value) if part not in name]
    return Extraction(", ".join([name, *towns]), place.start, below.end, confidence=0.75)


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
        if below and ONLY_HOURS.fullmatch(page.text_of(below)):
            below = _next(page, below)
        if below is None or not is_line(line) or block.level == 1:
            continue
        date, place = DATE.search(line), page.text[below.start : below.end].rstrip()
        rest = (line[: date.start()] + line[date.end() :]).strip() if date else ""
        if date and len(rest) < MOST_BESIDE and is_place_line(place) and is_venue(place):
            whole = with_address(page, below, place)
            yield Extraction(whole.value, below.start, whole.end, confidence=0.75)


def _above_dates(page: ParsedPage) -> Iterator[Extraction]:
    """A town and a country in the line above the date."""
    for above, block in pairwise(page.content):
        line, place = page.text_of(block), page.text[above.start : above.end].strip()
        date = DATE.match(line)
        whole = date and len(line) - date.end() < MOST_BESIDE
        if whole and above.level != 1 and re.fullmatch(NAME, place) and is_venue(place):
            yield Extraction(place, above.start, above.start + len(place), confidence=0.7)


def _beneath_title(page: ParsedPage) -> Iterator[Extraction]:
    """A line such as "in the Council Chamber, Guildhall", or the end of "held at Hotel Majestic"."""
    for block in page.content:
        line = page.text[block.start : block.end]
        match = (IN_ALONE.fullmatch(line) or HELD_AT.search(line)) if is_line(line) else None
        if match and is_venue(match["place"]) and not NO_PLACE.match(match["place"]):
            yield _extraction(block, match["place"], match.start("place"), 0.75)


def _next(page: ParsedPage, block: Block) -> Block | None:
    """The line below `block`, unless it is a heading or a sentence."""
    below = page.below(block)
    is_told = below and below.kind in ("paragraph", "item") and is_line(page.text_of(below))
    return below if is_told else None


def _data(page: ParsedPage) -> Iterator[Extraction]:
    """The place in the structured data of the page."""
    for block in page.of_kind("data"):
        if match := re.search(r"location: (.+)", page.text[block.start : block.end]):
            yield _extraction(block, match.group(1), match.start(1), 0.8)


def _is_place(text: str) -> bool:
    """Whether the text has no word for a kind of page or event."""
    return not re.search(rf"\b(?:{EVENT}|report|news|press)s?\b", text, re.IGNORECASE)


def _may_be_place(text: str) -> bool:
    return _is_place(text) and not NO_PLACE.match(text)


def _extraction(block: Span, name: str, start: int, confidence: float) -> Extraction:
    start += block.start
    return Extraction(name, start, start + len(name), confidence=confidence)


def _may_be_at(match: re.Match[str], *, abroad: bool) -> bool:
    """Whether the words behind "at" or "in" can be a place."""
    name = match.group(2)
    if NO_PLACE.match(name):
        return False
    english = match["at"] in ("at", "in") and not abroad
    return english or is_venue(name)


def _verb(text: str, place: int) -> int:
    """Where the verb begins: "The Summer School in Refugee Law takes place in Piran"."""
    verb = HOLDS_THEN.search(text, place) or HAPPENS.search(text, place)
    return verb.start() if verb else place


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
                for candidate in AT.finditer(text, _verb(text, happens.start()))
                if _may_be_at(candidate, abroad=bool(ABROAD.search(text)))
            ),
            None,
        )
        if match and not re.search(
            r"[,;] (?:which|who|that)\b|\bto [a-z]", text[happens.end() : match.start()]
        ):
            name = re.sub(r"^the\s+|[.,]+$", "", match.group(2))
            name = THEN_DATE.split(name)[0]
            start = sentence.start + match.start(2) + match.group(2).find(name)
            yield Extraction(name, start, start + len(name), confidence=0.8)
