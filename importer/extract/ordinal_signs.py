"""The number of the event where no rule of `series` reads it: of its edition, or said twice."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from cms.vocabularies import Precision

from .dates.patterns import dates_in, read_match
from .page import Block, ParsedPage, Span, is_line
from .place_dates import overlaps
from .proposal import Extraction
from .series import COUNTED_EVENT, EDITION, MOST_COUNTED, PART, is_of_a_body
from .title_match import OTHER_EVENT
from .words.events import EVENT
from .words.ordinals import ORDINAL, number_of

# The block, its line or sentence, and the number with what it counts.
Counted = tuple[Block, Span, Extraction]
LIKELY, STATED = 0.75, 0.93
MOST_BEFORE, MOST_BEHIND, MOST_ON_PAGE = 200, 200, 60
# 19º ENAPESCA; 7th IWRC 2019
SHORT_NAME = re.compile(r"\s+[A-Z][A-Z\d-]{2,}(?:\s+\d{4})?\s*(?=$|[-–—:|])")
ITS = re.compile(
    r"\b(?:its|our|this|sa|son|leur|notre|su|nuestra|sua|nossa|la sua|nostra|seine[rmn]?|ihre[rmn]?|unsere[rmn]?|zijn|haar|onze)\s*$",
    re.IGNORECASE,
)
THE = re.compile(
    r"(?:\b(?:the|la|l[’']|der|die|das|de|da|à|na|a|il|lo|el|del|della|alla|agli|zijn|celui de la)\s*|[–—|(,:-]\s*)$",
    re.IGNORECASE,
)
ANOTHER = re.compile(
    r"\b(?:next|previous|last|following|forthcoming|upcoming|nächste\w*|letzte\w*|vorige\w*|prochaine?|précédente?|próxim[ao]|anterior|prossim[ao]|scors[ao]|volgende|vorige|since|after|seit|depuis|desde|dopo|sinds)\b",
    re.IGNORECASE,
)

TO_TIMES = re.compile(
    r"\b(?:zum|for the|pour la|por|per la|pela|voor de|te)\s+(?:bereits\s+)?$", re.IGNORECASE
)
TIMES = re.compile(r"\s+(?:mal|time|fois|vez|volta|keer)\b", re.IGNORECASE)
OF_EVENT = re.compile(rf"\b(?:the|this)\s+(?:[\w-]+\s+){{0,3}}?{EVENT},\s+the\s+$", re.IGNORECASE)
SINCE = re.compile(r"\s+(?:since|of its kind|in the series|so far|to date)\b", re.IGNORECASE)
# The sentence names the event, and says that it is held.
HELD_TIMES = re.compile(rf"\b{EVENT}\b", re.IGNORECASE)


def likely_ordinal(page: ParsedPage, date: Extraction | None) -> Extraction | None:
    """The number before the short name that is the title, that of an edition that the page calls its
    own, the only number that title and text say both, the one in the sentence of the days, or how often
    the event was held."""
    counted = list(islice(_counted(page), MOST_ON_PAGE))
    signs = (_before_short_name(page), _of_editions(page, counted), _said_twice(page, counted))
    for ordinals in (*signs, _beside_days(page, counted, date), _of_times(page)):
        stated = list(ordinals)
        if stated:
            return stated[0] if len({one.value for one in stated}) == 1 else None
    return None


def _before_short_name(page: ParsedPage) -> Iterator[Extraction]:
    for block in page.content:
        match = ORDINAL.match(page.text, block.start, block.end) if block.level == 1 else None
        name = match and SHORT_NAME.match(page.text[match.end() : block.end])
        if match and name and number_of(match):
            end = match.end() + name.end()
            yield Extraction(number_of(match), match.start(), end, confidence=STATED)


def _of_editions(page: ParsedPage, counted: list[Counted]) -> Iterator[Extraction]:
    """The numbers of editions in the lines below the title and in the first paragraph."""
    first = page.first_sentence
    end = page.block_at(first.start).end if first else len(page.text)
    for _, span, ordinal in counted:
        before = page.text[span.start : ordinal.start]
        edition = EDITION.search(page.text[ordinal.start : ordinal.end])
        own = ITS.search(before) or THE.search(before) or not before.strip()
        if span.start < end and edition and own:
            yield ordinal


def _of_times(page: ParsedPage) -> Iterator[Extraction]:
    """The number of a sentence that says how often the event was held: "findet zum vierten Mal statt", or
    "the summit, the 12th since 1994"."""
    for sentence in page.sentences:
        text = page.text[sentence.start : sentence.end]
        for match in ORDINAL.finditer(text) if HELD_TIMES.search(text) else ():
            before, rest = text[: match.start()], text[match.end() :]
            times = TO_TIMES.search(before) and TIMES.match(rest)
            since = OF_EVENT.search(before) and SINCE.match(rest)
            if (times or since) and number_of(match) and not ANOTHER.search(before):
                start = sentence.start + match.start()
                yield Extraction(
                    number_of(match), start, sentence.start + match.end(), confidence=LIKELY
                )


def _said_twice(page: ParsedPage, counted: list[Counted]) -> Iterator[Extraction]:
    """The only number of an event on the page, if the title and a sentence have it."""
    blocks: defaultdict[object, set[int]] = defaultdict(set)
    for block, _, ordinal in counted:
        blocks[ordinal.value].add(block.start)
    titles = {block.start for block in page.content if block.level == 1}
    if len(blocks) == 1:
        (places,) = blocks.values()
        if len(places) > 1 and places & titles:
            yield counted[0][2]


def _beside_days(
    page: ParsedPage, counted: list[Counted], date: Extraction | None
) -> Iterator[Extraction]:
    """The number in a sentence that states the days of the event behind it: "The tenth Estuary Dialogue
    will take place on 20 September 2010"."""
    if date is None or date.value["precision"] != Precision.DAY:
        return
    for _, span, ordinal in counted:
        days = [
            day
            for day in dates_in(page.text, span.start, span.end)
            if day.start() >= ordinal.end and read_match(day) and overlaps(day, date.value)
        ]
        if days and not OTHER_EVENT.search(page.text, span.start, span.end):
            yield ordinal


def _counted(page: ParsedPage) -> Iterator[Counted]:
    """Each number of an event that is no other one."""
    for block in page.content:
        short = block.level == 1 or is_line(page.text_of(block))
        for span in [block] if short else page.sentences_of(block):
            ordinals = ORDINAL.finditer(page.text, span.start, span.end)
            for match in islice(ordinals, MOST_COUNTED):
                if ordinal := _own_number(page, span, match):
                    yield block, span, ordinal


def _own_number(page: ParsedPage, span: Span, match: re.Match[str]) -> Extraction | None:
    before = page.text[max(span.start, match.start() - MOST_BEFORE) : match.start()]
    rest = page.text[match.end() : min(span.end, match.end() + MOST_BEHIND)]
    counted = COUNTED_EVENT.match(rest)
    if counted is None or not number_of(match) or PART.match(rest) or is_of_a_body(rest):
        return None
    if OTHER_EVENT.search(before) or ANOTHER.search(before):
        return None
    end = match.end() + counted.end()
    return Extraction(number_of(match), match.start(), end, confidence=LIKELY)
