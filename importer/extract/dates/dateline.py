"""The day in a sentence of a press release, which takes its year from the dateline."""

import datetime
import re
from collections.abc import Iterator

from importer.extract.page import DATELINE, ParsedPage, Span
from importer.extract.proposal import Extraction
from importer.extract.title_match import OTHER_EVENT, announces_it, hosts_it, is_own
from importer.extract.words.events import EVENT

from .patterns import AND_PATTERN, DATE, DAYNAME, MONTH, TO_PATTERN, read_date
from .wording import HAPPENS, WRITTEN, is_near

NUMBER = r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
DAYS = re.compile(
    rf"(?:(?<=\bplace )|(?<=\bheld )|\b(?:on|from|am|vom|den|le|les|du|el|los(?:\s+días)?|entre\s+el|del|dal|il|op|nos dias|i giorni|nei giorni|no dia)\s+)(?P<days>(?:{DAYNAME})?{NUMBER}(?:(?:{TO_PATTERN}|{AND_PATTERN}){NUMBER})?\s+(?:de\s+)?{MONTH}"
    rf"|(?:{DAYNAME})?{MONTH}\s+{NUMBER}(?:(?:{TO_PATTERN}|{AND_PATTERN}){NUMBER})?)(?!\w|,?\s+(?:de\s+)?\d{{4}})",
    re.IGNORECASE,
)
TODAY = re.compile(
    r"\b(?:am\s+heutigen|ce\s+(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?!\s+\d)|today|heute|aujourd[’']hui|hoy|oggi|hoje|vandaag)\b",
    re.IGNORECASE,
)
# It opened today, and goes on.
SEVERAL_DAYS = re.compile(
    r"\b(?:two|three|four|five|six|seven|[2-9])-day\b|\b(?:runs?|continues?|lasts?)\s+(?:until|till|through|to)\b"
    r"|\bbis\s+(?:zum\s+)?\d{1,2}\.|\bjusqu[’']au\s+\d|\bhasta\s+el\s+\d|\bfino\s+al\s+\d|\baté\s+(?:ao\s+dia\s+)?\d|\btot\s+en\s+met\s+\d",
    re.IGNORECASE,
)
# What ends today began before.
CLOSES = re.compile(
    r"\b(?:clos(?:e|es|ed|ing)|end(?:ed|s)|conclu\w+|achev\w+|clôtur\w+|beendet|zu\s+Ende|schloss|clausur\w+|finaliz\w+|terminó|chius\w+|encerr\w+)\b",
    re.IGNORECASE,
)
DAY_ALONE = re.compile(
    rf"(?P<before>[^\W\d][\w -]{{1,40}}?[:,]?\s+(?:(?:le|den|el|il|lì|op)\s+)?)?(?P<date>{DATE.pattern})(?:[\s|·,–-]+(?:by|par|von|por)\s.{{2,40}})?",
    re.IGNORECASE,
)
PUBLISHED = re.compile(r"^published: (?P<date>\S+)$", re.MULTILINE)
# … filled the hall for the eleventh annual Span symposium.
FOR_EVENT = re.compile(
    rf"\b(?:for|at|during|pour|lors|zur|zum|beim|para|en|per|voor)\s+(?:the|its|their|la|le|el|de|het|il)\s+(?:[\w’'-]+\s+){{0,6}}?{EVENT}\b",
    re.IGNORECASE,
)
# A release appears at most so long before or after the event.
LONGEST = datetime.timedelta(150)


def stated_in_head(page: ParsedPage) -> Iterator[re.Match[str]]:
    """The days on which the page appeared, as its head states them."""
    for block in page.of_kind("data"):
        yield from PUBLISHED.finditer(page.text, block.start, block.end)


def days_of_publication(page: ParsedPage) -> set[str]:
    """The days on which the page appeared, as its dateline and its head state them."""
    days = {match["date"] for match in stated_in_head(page)}
    sentence = page.first_sentence
    block = page.block_at(sentence.start) if sentence else None
    filed = DATELINE.match(page.text, block.start, block.end) if block else None
    value = read_date(" ".join(filed["date"].split())) if filed else None
    return days | {str(value["start"])} if value and value["precision"] == "day" else days


def days_without_year(page: ParsedPage) -> Iterator[Extraction]:
    """The days that a sentence states of the event, with the year that brings them nearest to the
    dateline: "BASEL, 18 September 2019 – Mayors met on 16 and 17 September …"."""
    first = page.first_sentence
    filed = (_filed(page, first) or next(stated_in_head(page), None)) if first else None
    value = read_date(" ".join(filed["date"].split())) if filed else None
    if first is None or filed is None or value is None:
        return
    text = page.text_of(first)
    if announces_it(text) or hosts_it(text) or FOR_EVENT.search(text):
        yield from _of_first(page, first, filed, value)
    for sentence in page.sentences:
        if sentence != first and is_own(page.text_of(sentence)):
            yield from _in_year(page, sentence, value)


def _filed(page: ParsedPage, first: Span) -> re.Match[str] | None:
    """The day in the dateline, or in the only line above the text that is a day or says when the
    page appeared."""
    block = page.block_at(first.start)
    if filed := DATELINE.match(page.text, block.start, block.end):
        return filed
    lines = [
        match
        for above in page.blocks
        if above.end <= first.start and above.kind in ("paragraph", "boilerplate", "heading")
        if (match := DAY_ALONE.fullmatch(page.text, above.start, above.end))
        and (not match["before"] or WRITTEN.search(match["before"]) or "," in match["before"])
    ]
    return lines[0] if len(lines) == 1 else None


def _of_first(
    page: ParsedPage, sentence: Span, filed: re.Match[str], value: dict[str, object]
) -> Iterator[Extraction]:
    """The days of the first sentence, or the day of the dateline for "today"."""
    today = TODAY.search(page.text, sentence.start, sentence.end)
    matches = list(DAYS.finditer(page.text, sentence.start, sentence.end))
    ends = CLOSES.search(page.text, sentence.start, sentence.end)
    if today and not matches and (ends or SEVERAL_DAYS.search(page.text)):
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
