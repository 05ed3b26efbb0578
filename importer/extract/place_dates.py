"""The place in a sentence beside the days of the event: "met at Carrow Bridge in June 2017"."""

import re
from collections.abc import Iterator
from typing import Any

from .dates.patterns import DATE, dates_in, read_match
from .page import ParsedPage, Span
from .place_names import NO_PLACE, PLACE_NAME, is_venue
from .proposal import Extraction
from .title_match import OTHER_EVENT
from .words.events import NAMES_EVENT
from .words.places import is_place

ARTICLE = r"(?:(?:the|la|le|les|el|los|las|il|lo|der|dem|het|de|o|a)\s+|l[’'])?"
TO_PLACE = (
    r"(?:at|in|à|au|aux|en|a|im|am|an\s+der|no|na|nel|nell[’']|nella|alla?|presso|bij|te|em|dans)"
)
HOURS = r"(?:[\s,]*(?:de|from|at|à|von|ab|um|dalle(?:\s+ore)?|alle(?:\s+ore)?|ore|a\s+las|das|às|van)?\s*\d{1,2}(?:\s?[:.h]\s?\d{0,2})?\s*(?:[ap]\.?m\.?|uhr|uur)?(?:\s*(?:–|-|to|à|bis|a|alle|tot|às|a\s+las)\s*\d{1,2}(?:\s?[:.h]\s?\d{0,2})?\s*(?:[ap]\.?m\.?|uhr|uur)?)?)?"
BEFORE = re.compile(
    rf"\b(?P<at>{TO_PLACE})\s?{ARTICLE}(?P<place>{PLACE_NAME})(?:\s*\([^()]{{2,40}}\))?,?\s*(?:(?:on|from|between|in|during|le|les|du|am|vom|el|los|del|dal|il|op|de|nos|no|i|nei)\s+(?:(?:días|dias|giorni|dia|the)\s+)?)?$"
)
BEHIND = re.compile(rf"(?i:{HOURS})[\s,]*(?P<at>{TO_PLACE})\s?{ARTICLE}(?P<place>{PLACE_NAME})")
AT = frozenset(["at", "in"])


def overlaps(match: re.Match[str], own: dict[str, Any]) -> bool:
    """Whether the date may be that of the event, or a part of it."""
    value = read_match(match)
    if value is None or not own.get("start"):
        return True
    start, end = str(value["start"]), str(value["end"] or value["start"])
    first, last = str(own["start"]), str(own["end"] or own["start"])
    return start[: len(last)] <= last[: len(start)] and first[: len(end)] <= end[: len(first)]


def places_beside_own_date(page: ParsedPage, date: Extraction | None) -> Iterator[Extraction]:
    """The places directly before or behind the days of the event in a sentence."""
    if date is None:
        return
    for sentence in page.sentences:
        spans = [
            Span(*match.span())
            for match in dates_in(page.text, sentence.start, sentence.end)
            if overlaps(match, date.value)
        ]
        if not spans and sentence.start <= date.start < sentence.end:
            spans = [date.span]
        for span in spans:
            yield from _beside(page, sentence, span)


def _beside(page: ParsedPage, sentence: Span, span: Span) -> Iterator[Extraction]:
    before = page.text[sentence.start : span.start]
    if OTHER_EVENT.search(before):
        return
    behind = BEHIND.match(page.text, span.end, sentence.end)
    above = None if behind else BEFORE.search(before)
    match = behind or above
    if match is None:
        return
    name = DATE.split(match["place"])[0].rstrip(" .,")
    start = match.start("place") + (0 if behind else sentence.start)
    # "4 pm in London" says the time zone.
    if (
        behind
        and is_place(name)
        and re.match(r"[\s,]*\d[^,]*$", behind.string[span.end : behind.start("at")])
    ):
        return
    named = is_venue(name) or (match["at"] in AT and len(name.split()) > 1)
    if named and not NO_PLACE.match(name) and not NAMES_EVENT.search(name):
        yield Extraction(name, start, start + len(name), confidence=0.75)
