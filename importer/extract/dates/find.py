"""The dates of the event, from a line of its own or from a sentence about the event."""

import datetime
import re
from collections.abc import Iterator

from cms.vocabularies import Precision
from importer.extract.page import ParsedPage
from importer.extract.proposal import Extraction
from importer.extract.title_match import OTHER_EVENT, announces_it, begins_clause, hosts_it, is_own
from importer.extract.words.events import NAMES_EVENT

from .compare import is_one_day, is_within, meaning, outermost
from .data import date_in_data
from .dateline import LONGEST, SEVERAL_DAYS, TODAY, days_of_publication, days_without_year
from .from_today import days_from_today
from .lines import LABELLED, date_lines, is_unread, reading
from .patterns import (
    AND_PATTERN,
    DATE,
    DAYNAME,
    MONTH,
    TO_PATTERN,
    YEAR,
    dates_in,
    read_date,
    read_match,
)
from .wording import HAPPENS, INVITES_TO_COME, TO_DATE_FIRST, WRITTEN, is_near

# "In 2009 and 2010" is more than a year.
ONE_YEAR = rf"({YEAR})(?=[\s.,;)])(?!(?:{TO_PATTERN}|{AND_PATTERN}|\s*,\s*)\d\d)"
IN_YEAR = re.compile(
    rf"\b(?:was|were) (?:held|convened|hosted|organi[sz]ed)\b[^.;]{{0,60}}?\bin {ONE_YEAR}"
    rf"|\btook place\b[^.;]{{0,60}}?\bin {ONE_YEAR}"
)
# Lyon, le 18 novembre 2019; mercredi 9 septembre 2015, par Ghislaine
FILED = re.compile(
    rf"(?:[A-ZÀ-Ý][\w. ()-]{{1,40}},\s+(?:le\s+|den\s+|a\s+|el\s+)?|[^\d|]{{0,20}}(?:press|prens|communiqu|comunic|medien)[^\d|]{{0,30}}[\d/. -]{{0,12}}[\s|,]+)?{DATE.pattern}\.?(?:,?\s+(?:by|par|von|por|di|door)\s+.{{2,40}})?",
    re.IGNORECASE,
)
WITHOUT_YEAR = re.compile(
    rf"\bon\s+((?:{DAYNAME})?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?))(?!\w)(?!,?\s+\d{{4}})",
    re.IGNORECASE,
)
SOON = datetime.timedelta(21)
MOST_IN_LEAD = 5
# A day with hours is not the day of publication.
HOURS = re.compile(r"[,|\s@]*\d{1,2}(?:[:.h]\d\d|\s*[ap]\.?m)", re.IGNORECASE)


def find_date(page: ParsedPage) -> Extraction | None:
    """The date of the event. None when the page states no date or several."""
    sentence_dates = (
        outermost([*_sentences(page), *_years(page)])
        or outermost([*days_from_today(page)])
        or outermost([*days_without_year(page)])
    )
    lines = [
        line
        for line in date_lines(page)
        if not (_is_dateline(page, line, sentence_dates) or _is_after(line, sentence_dates))
    ]
    if lines and not sentence_dates and all(_is_filed(page, line) for line in lines):
        # "Lyon, le 18 novembre 2019" above the text of a release is the day of the release.
        lines = _only(page, filed=lines[0]) or lines
        lines = [] if _began_today(page) else lines
    days = [
        day for day in sentence_dates if any(is_within(line.value, day.value) for line in lines)
    ]
    if not lines and is_unread(page):
        return None
    dates = days or lines or sentence_dates or date_in_data(page) or _only(page)
    if any(is_one_day(date) and date.confidence < LABELLED for date in dates) and _says_another_day(
        page, dates[0]
    ):
        return None
    return dates[0] if len({meaning(date) for date in dates}) == 1 else None


def _says_another_day(page: ParsedPage, date: Extraction) -> bool:
    """Whether a sentence states another day without a year: "will meet on Thursday, May 8"."""
    if HOURS.match(page.text[date.end : date.end + 20]):
        return False
    day = datetime.date.fromisoformat(date.value["start"])
    for sentence in page.sentences:
        for match in WITHOUT_YEAR.finditer(page.text, sentence.start, sentence.end):
            before = page.text[sentence.start : match.start()]
            happens_then = (
                HAPPENS.search(before)
                and not OTHER_EVENT.search(before)
                and not WRITTEN.search(before)
            )
            value = read_date(f"{match.group(1)} {day.year}") if happens_then else None
            if value and value["start"] != date.value["start"]:
                return True
    return False


def _is_dateline(page: ParsedPage, date: Extraction, sentence_dates: list[Extraction]) -> bool:
    """Whether the date is the day of publication: it is above the title, and a sentence differs, or
    it is at the top, and the first sentence of the page says another day."""
    title = next((block.start for block in page.content if block.level == 1), 0)
    others = [other for other in sentence_dates if meaning(other) != meaning(date)]
    first = page.first_sentence
    differs = first and any(first.start <= other.start < first.end for other in others)
    above = differs and first and date.end <= first.start
    dated = date.value["start"] in days_of_publication(page)
    at_top = date.end <= title or (date.confidence < LABELLED and (dated or above))
    return is_one_day(date) and bool(others) and bool(at_top)


def _sentences(page: ParsedPage) -> Iterator[Extraction]:
    for sentence in page.sentences:
        text = page.text_of(sentence)
        own = is_own(text)
        matches = list(dates_in(page.text, sentence.start, sentence.end))
        if len(matches) != 1 or (WRITTEN.search(text) and not own):
            continue
        before = page.text[sentence.start : matches[0].start()]
        is_own_date = own and HAPPENS.search(before) and is_near(before)
        is_own_date = is_own_date or begins_clause(" ".join(before.split())) or hosts_it(text)
        is_own_date = is_own_date or (
            sentence in page.opening and (announces_it(text) or _goes_on(page, matches[0], before))
        )
        if is_own_date and not OTHER_EVENT.search(before):
            yield from reading(matches[0], 0.85)


def _goes_on(page: ParsedPage, match: re.Match[str], before: str) -> bool:
    """Whether the sentence goes on with the event that the first one announces, and begins with its
    days: "Mayors met in Kigali for the third summit. From 22 to 25 August 2017 they …"."""
    first, value = page.first_sentence, read_match(match)
    lasts = value and value["precision"] == Precision.DAY and value["start"] != value["end"]
    begins = not TO_DATE_FIRST.sub("", before).strip()
    return bool(first and lasts and begins) and announces_it(page.text_of(first))  # type: ignore[arg-type]


def _years(page: ParsedPage) -> Iterator[Extraction]:
    """The year in a sentence such as "The conference was held in 2009"."""
    for sentence in page.sentences:
        match = IN_YEAR.search(page.text, sentence.start, sentence.end)
        before = page.text[sentence.start : match.start()] if match else ""
        if match and is_own(before) and not OTHER_EVENT.search(before) and is_near(match.group()):
            group = 1 if match.group(1) else 2
            if value := read_date(match.group(group)):
                yield Extraction(value, *match.span(group), confidence=0.75)


def _is_filed(page: ParsedPage, line: Extraction) -> bool:
    """Whether the line may say when the page appeared: it is a day with a place or an author, without
    a label or hours, above the text."""
    first, block = page.first_sentence, page.block_at(line.start)
    alone = FILED.fullmatch(page.text_of(block)) and block.level != 1
    return bool(
        alone
        and is_one_day(line)
        and line.confidence < LABELLED
        and first
        and line.end <= first.start
    )


def _is_after(line: Extraction, sentence_dates: list[Extraction]) -> bool:
    """Whether the line is a day soon after the days that a sentence states: news say so when they
    appeared, also behind the label "Date"."""
    if not is_one_day(line) or line.confidence < LABELLED or len(sentence_dates) != 1:
        return False
    value = sentence_dates[0].value
    if value["precision"] != Precision.DAY or value["start"] == value["end"]:
        return False
    last = datetime.date.fromisoformat(value["end"])
    days = datetime.date.fromisoformat(line.value["start"]) - last
    return datetime.timedelta(0) < days <= SOON


def _began_today(page: ParsedPage) -> bool:
    """Whether the event began on the day of the release, and goes on: "today", "until 8 July"."""
    lead = " ".join(page.text_of(sentence) for sentence in page.sentences[:MOST_IN_LEAD])
    return bool(TODAY.search(lead) and SEVERAL_DAYS.search(lead))


def _is_soon(date: Extraction, filed: Extraction | None) -> bool:
    """Whether the date is near the day on which the page appeared."""
    if filed is None:
        return True
    days = [datetime.date.fromisoformat(one.value["start"]) for one in (date, filed)]
    return abs(days[0] - days[1]) <= LONGEST


def _only(page: ParsedPage, filed: Extraction | None = None) -> list[Extraction]:
    """The only days of the text, apart from those on which the page appeared and deadlines, if the
    page begins with them and their sentence names an event."""
    published, top = days_of_publication(page), page.end_of_lead
    published = published | {filed.value["start"]} if filed else published
    dates, of_event = [], set()
    for sentence in page.sentences:
        text = page.text_of(sentence)
        happens = bool(
            NAMES_EVENT.search(text) or HAPPENS.search(text) or INVITES_TO_COME.search(text)
        )
        for match in dates_in(page.text, sentence.start, sentence.end):
            before = page.text[sentence.start : match.start()]
            if WRITTEN.search(before) or OTHER_EVENT.search(before):
                continue
            for date in reading(match, 0.7):
                if (
                    date.value["precision"] == Precision.DAY
                    and date.value["start"] not in published
                ):
                    dates.append(date)
                    near = date.start < top and _is_soon(date, filed)
                    if near and (happens or not is_one_day(date)):
                        of_event.add(meaning(date))
    only = outermost(dates)
    return (
        only if len({meaning(date) for date in only}) == 1 and meaning(only[0]) in of_event else []
    )
