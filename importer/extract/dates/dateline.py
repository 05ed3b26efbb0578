"""The day in a sentence of a press release, which takes its year from the dateline."""

import datetime
import re
from collections.abc import Iterator

from importer.extract.page import DATELINE, ParsedPage, Span
from importer.extract.proposal import Extraction
from importer.extract.title_match import OTHER_EVENT, announces_it, hosts_it, is_own

from .patterns import AND_PATTERN, DAYNAME, MONTH, TO_PATTERN, read_date
from .wording import HAPPENS, is_near

NUMBER = r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
DAYS = re.compile(
    rf"\b(?:on|from|am|vom|den|le|les|du|el|los|del|dal|il|op|nos dias|no dia)\s+(?P<days>(?:{DAYNAME})?{NUMBER}(?:(?:{TO_PATTERN}|{AND_PATTERN}){NUMBER})?\s+(?:de\s+)?{MONTH}"
    rf"|(?:{DAYNAME})?{MONTH}\s+{NUMBER}(?:(?:{TO_PATTERN}|{AND_PATTERN}){NUMBER})?)(?!\w|,?\s+(?:de\s+)?\d{{4}})",
    re.IGNORECASE,
)
TODAY = re.compile(r"\b(?:today|heute|aujourd[’']hui|hoy|oggi|hoje|vandaag)\b", re.IGNORECASE)
# It opened today, and goes on.
SEVERAL_DAYS = re.compile(
    r"\b(?:two|three|four|five|six|seven|[2-9])-day\b|\b(?:runs?|continues?|lasts?)\s+(?:until|till|through|to)\b",
    re.IGNORECASE,
)
PUBLISHED = re.compile(r"^published: (\S+)$", re.MULTILINE)
# A release appears at most so long before or after the event.
LONGEST = datetime.timedelta(150)


def days_of_publication(page: ParsedPage) -> set[str]:
    """The days on which the page appeared, as its dateline and its head state them."""
    days = {
        match[1]
        for block in page.of_kind("data")
        for match in PUBLISHED.finditer(page.text, block.start, block.end)
    }
    sentence = page.first_sentence
    block = page.block_at(sentence.start) if sentence else None
    filed = DATELINE.match(page.text, block.start, block.end) if block else None
    value = read_date(" ".join(filed["date"].split())) if filed else None
    return days | {str(value["start"])} if value and value["precision"] == "day" else days


def days_without_year(page: ParsedPage) -> Iterator[Extraction]:
    """The days that a sentence states of the event, with the year that brings them nearest to the
    dateline: "BASEL, 18 September 2019 – Mayors met on 16 and 17 September …"."""
    first = page.first_sentence
    if first is None:
        return
    block = page.block_at(first.start)
    filed = DATELINE.match(page.text, block.start, block.end)
    value = read_date(" ".join(filed["date"].split())) if filed else None
    if filed is None or value is None:
        return
    text = page.text_of(first)
    if announces_it(text) or hosts_it(text):
        yield from _of_first(page, first, filed, value)
    for sentence in page.sentences:
        if sentence != first and is_own(page.text_of(sentence)):
            yield from _in_year(page, sentence, value)


def _of_first(
    page: ParsedPage, sentence: Span, filed: re.Match[str], value: dict[str, object]
) -> Iterator[Extraction]:
    """The days of the first sentence, or the day of the dateline for "today"."""
    today = TODAY.search(page.text, sentence.start, sentence.end)
    matches = list(DAYS.finditer(page.text, sentence.start, sentence.end))
    if today and not matches and SEVERAL_DAYS.search(page.text):
        return
    if today and not matches and value["start"] == value["end"]:
        yield Extraction(value, *filed.span("date"), confidence=0.8)
    elif len(matches) == 1:
        yield from _with_year(page, sentence, matches[0], value)


def _in_year(page: ParsedPage, sentence: Span, value: dict[str, object]) -> Iterator[Extraction]:
    """The days of a later sentence about the event: "The conference, held on 13 and 14 October, …"."""
    matches = list(DAYS.finditer(page.text, sentence.start, sentence.end))
    before = page.text[sentence.start : matches[0].start()] if matches else ""
    if len(matches) == 1 and HAPPENS.search(before) and is_near(before):
        yield from _with_year(page, sentence, matches[0], value)


def _with_year(
    page: ParsedPage, sentence: Span, match: re.Match[str], value: dict[str, object]
) -> Iterator[Extraction]:
    if value["precision"] != "day" or OTHER_EVENT.search(page.text, sentence.start, match.start()):
        return
    day = datetime.date.fromisoformat(str(value["start"]))
    stated = " ".join(match["days"].split())
    near = [date for year in (-1, 0, 1) if (date := _near(f"{stated} {day.year + year}", day))]
    if len(near) == 1:
        yield Extraction(near[0] | {"stated": stated}, *match.span("days"), confidence=0.8)


def _near(stated: str, day: datetime.date) -> dict[str, object] | None:
    value = read_date(stated)
    if value is None or value["precision"] != "day":
        return None
    start = datetime.date.fromisoformat(str(value["start"]))
    return value if abs(start - day) <= LONGEST else None
