"""Places close to the days of the event, in forms that no rule of `places` reads."""

import re
from collections.abc import Iterator

from .dates.patterns import DATE, dates_in
from .lines import is_kicker
from .name_chunks import HEAD_NOUN
from .page import Block, ParsedPage, Span, is_line
from .person_names import is_known_name
from .place_dates import overlaps
from .place_lines import ONLINE_TOO, is_place_line
from .place_names import NO_PLACE, PLACE_NAME, is_venue
from .place_sentences import AT
from .proposal import Extraction
from .title_match import OTHER_EVENT
from .words.buildings import is_building
from .words.events import NAMES_EVENT
from .words.labels import label_of
from .words.places import is_place

# – 9.30 am | The Old Refectory, 12 Bunhill Passage
BEHIND = re.compile(
    r"[\s,|·•–—-]*(?:\d{1,2}(?:\s?[:.h]\s?\d{2})?\s*(?:[ap]\.?m\.?|h|uhr|uur)?[\s–—-]*){0,2}\s*[|·•@–—,-]\s+(?P<place>.{4,120})$",
    re.IGNORECASE,
)
TWO_NAMES = re.compile(rf"(?!.*\d.*:){PLACE_NAME},\s+[^,]{{3,40}}")
# Tour à Plomb: the words are within a name.
IN_NAMES = frozenset(["à", "a", "au", "aux", "en"])
NAME_BEFORE = re.compile(r"[A-ZÀ-Ý][\w’-]*\s$")
CONFIDENCE, MOST_IN_HOUSE, MOST_BELOW = 0.75, 5, 3


def likely_places(page: ParsedPage, date: Extraction | None) -> list[Extraction]:
    """The place in the line of the days, in the line below them, or else in their sentence."""
    if date is None:
        return []
    places = [*_in_line(page, date), *_below(page, date)]
    return places or list(_in_sentence(page, date)) or list(_lines_near(page, date))


def _lines_of_days(page: ParsedPage, date: Extraction) -> Iterator[tuple[Block, Span]]:
    """The lines that state the days of the event and no others, and where they do."""
    for block in page.content:
        stated = _own_date(page, block, date) if is_line(page.text_of(block)) else None
        if stated:
            yield block, stated


def _own_date(page: ParsedPage, span: Span, date: Extraction) -> Span | None:
    """The only date within `span`, if it is that of the event."""
    matches = list(dates_in(page.text, span.start, span.end))
    own = len(matches) == 1 and overlaps(matches[0], date.value)
    return Span(*matches[0].span()) if own else None


def _in_line(page: ParsedPage, date: Extraction) -> Iterator[Extraction]:
    for block, stated in _lines_of_days(page, date):
        match = BEHIND.match(page.text, stated.end, block.end)
        if match and _may_be_place(match["place"]) and is_venue(match["place"]):
            yield Extraction(match["place"], *match.span("place"), confidence=CONFIDENCE)


def _below(page: ParsedPage, date: Extraction) -> Iterator[Extraction]:
    """A name and a town below the line with the days alone: "Claustro de San Jerónimo, Mompox"."""
    for block, stated in _lines_of_days(page, date):
        below = page.below(block)
        if below is None or below.kind != "paragraph" or _rest(page, block, stated):
            continue
        name = page.text_of(below)
        if TWO_NAMES.fullmatch(name) and _may_be_place(name):
            yield Extraction(name, below.start, below.end, confidence=CONFIDENCE)


def _lines_near(page: ParsedPage, date: Extraction) -> Iterator[Extraction]:
    """A house in one of the lines between title and text that are near the line of the days, below the
    hours or the price."""
    first = page.first_sentence
    for block, _ in _lines_of_days(page, date):
        below = page.below(block)
        for _ in range(MOST_BELOW):
            if below is None or below.kind == "heading" or (first and below.start >= first.start):
                break
            name = ONLINE_TOO.sub("", page.text_of(below))
            if is_building(name) and _may_be_place(name):
                yield Extraction(name, below.start, below.end, confidence=CONFIDENCE)
            below = page.below(below)


def _rest(page: ParsedPage, block: Block, stated: Span) -> str:
    return (page.text[block.start : stated.start] + page.text[stated.end : block.end]).strip(" ,.|")


def _may_be_place(name: str) -> bool:
    first = name.split(",", maxsplit=1)[0]
    return is_place_line(name) and not (
        is_known_name(first)
        or (HEAD_NOUN.search(first) and not is_building(first))
        or label_of(name)
        or is_kicker(first)
        or NAMES_EVENT.search(name)
        or DATE.search(name)
    )


def _in_sentence(page: ParsedPage, date: Extraction) -> Iterator[Extraction]:
    """The only house with its town in the sentence of the days: "im Kulturstadl Mauterndorf"."""
    for sentence in page.sentences:
        text = page.text[sentence.start : sentence.end]
        stated = _own_date(page, sentence, date)
        within = stated or (sentence.start <= date.start < sentence.end)
        if not within or OTHER_EVENT.search(text):
            continue
        names = [
            (match.start(2) + len(match.group(2)) - len(name), name)
            for match in AT.finditer(text)
            if not (match["at"] in IN_NAMES and NAME_BEFORE.search(text, 0, match.start()))
            and _is_house(name := match.group(2).removeprefix("the ").rstrip(" .,"))
        ]
        if len(names) == 1:
            start, name = sentence.start + names[0][0], names[0][1]
            yield Extraction(name, start, start + len(name), confidence=CONFIDENCE)


def _is_house(name: str) -> bool:
    """Whether the name is a house: it names one, or a town is its last word."""
    if (
        NO_PLACE.match(name)
        or re.search(r"\d", name)
        or NAMES_EVENT.search(name)
        or DATE.search(name)
    ):
        return False
    parts = re.split(r",?\s+", name)
    in_town = len(parts) > 1 and is_place(parts[-1])
    return in_town and len(parts) <= MOST_IN_HOUSE and not is_place(name)
