"""The dates of the event, from a line of its own or from a sentence about the event."""

import datetime
import re
from collections.abc import Iterator

from cms.vocabularies import Precision
from importer.extract.page import Block, ParsedPage, is_labelled_line, is_line
from importer.extract.proposal import Extraction
from importer.extract.title_match import OTHER, announces_it, begins_clause, hosts_it, is_own
from importer.extract.words.events import EVENT
from importer.extract.words.labels import DATE as DATE_FIELD
from importer.extract.words.labels import label_of
from importer.extract.words.places import is_place
from importer.extract.words.times import TO_DAY

from .compare import are_days_of_one, is_one_day, is_within, meaning, outermost
from .dateline import days_of_publication, days_without_year
from .labelled_ends import dates_between_labels
from .patterns import AND, DATE, DAYNAME, MONTH, TO, YEAR, dates_in, read_date, read_match
from .wording import HAPPENS, TO_DATE_FIRST, WRITTEN

LABEL = re.compile(r"^(?:event\s+|conference\s+|meeting\s+)?dates?\s*(?=\d)", re.IGNORECASE)
BY = re.compile(r"\b[Bb]y [A-Z]\w+ [A-Z]\w+")
# Words before the day in its line: "Du 15 au 17 juin", "Am 3. Mai", "Tagung am 3. Mai".
TO_DATE = re.compile(rf"^\s*(?:{EVENT}\s+)?{TO_DAY}\s*$", re.IGNORECASE)
NEWS = re.compile(
    r"[>»›/]\s*(?:news|blog|press|posts?|stories|articles)\b|/(?:19|20)\d\d/\d\d/",
    re.IGNORECASE,
)
AUTHOR = re.compile(r"^by [\w.’'-]+(?:\s+[\w.’'-]+){0,3}$", re.IGNORECASE)
# "In 2009 and 2010" is more than a year.
ONE_YEAR = rf"({YEAR})(?=[\s.,;)])(?!(?:{TO}|{AND}|\s*,\s*)\d\d)"
IN_YEAR = re.compile(
    rf"\b(?:was|were) (?:held|convened|hosted|organi[sz]ed)\b[^.;]{{0,60}}?\bin {ONE_YEAR}"
    rf"|\btook place\b[^.;]{{0,60}}?\bin {ONE_YEAR}"
)
DATA = re.compile(r"startDate: (\S+)(?:\nendDate: (\S+))?")
WITHOUT_YEAR = re.compile(
    rf"\bon\s+((?:{DAYNAME})?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?))(?!\w)(?!,?\s+\d{{4}})",
    re.IGNORECASE,
)
# A day with hours is not the day of publication.
HOURS = re.compile(r"[,|\s@]*\d{1,2}(?:[:.h]\d\d|\s*[ap]\.?m)", re.IGNORECASE)
LABELLED = 0.97
# Separators between the date and the rest of a date line.
BESIDE = re.compile(r"^[\s|lI¦/•·,:()–—-]*$")


def find_date(page: ParsedPage) -> Extraction | None:
    """The date of the event. None when the page states no date or several."""
    sentence_dates = outermost([*_sentences(page), *_years(page)]) or [*days_without_year(page)]
    lines = [line for line in date_lines(page) if not _is_dateline(page, line, sentence_dates)]
    days = [
        day for day in sentence_dates if any(is_within(line.value, day.value) for line in lines)
    ]
    dates = days or lines or sentence_dates or _data(page)
    if any(is_one_day(date) and date.confidence < LABELLED for date in dates) and _says_another_day(
        page, dates[0]
    ):
        return None
    return dates[0] if len({meaning(date) for date in dates}) == 1 else None


def date_lines(page: ParsedPage) -> list[Extraction]:
    """The dates on lines of their own. Left out are the days of a programme, which lie within
    another date, and the day on which the page was published."""
    if spans := list(dates_between_labels(page)):
        return outermost(spans)
    dates = _without_months(list(_lines(page)))
    if len({meaning(date) for date in outermost(dates)}) > 1:
        top = _end_of_top(page)
        later = outermost(
            [
                date
                for date in dates
                if date.start > top or not is_one_day(date) or date.confidence >= LABELLED
            ]
        )
        if len({meaning(date) for date in later}) == 1:
            return later
    return outermost(dates)


def _without_months(dates: list[Extraction]) -> list[Extraction]:
    """Without the months alone, when other lines have days: a report says when it appeared."""
    days = [date for date in dates if date.value["precision"] == Precision.DAY]
    return days or dates


def distinct_lines(page: ParsedPage) -> int:
    """The number of different dates on lines of their own. Two dates mean two events."""
    dates = date_lines(page)
    return 1 if are_days_of_one(dates) else len({meaning(date) for date in dates})


def _says_another_day(page: ParsedPage, date: Extraction) -> bool:
    """Whether a sentence states another day without a year: "will meet on Thursday, May 8"."""
    if HOURS.match(page.text[date.end : date.end + 20]):
        return False
    day = datetime.date.fromisoformat(date.value["start"])
    for sentence in page.sentences:
        for match in WITHOUT_YEAR.finditer(page.text, sentence.start, sentence.end):
            before = page.text[sentence.start : match.start()]
            happens_then = (
                HAPPENS.search(before) and not OTHER.search(before) and not WRITTEN.search(before)
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
    told = first and any(first.start <= other.start < first.end for other in others)
    above = told and first and date.end <= first.start
    dated = date.value["start"] in days_of_publication(page)
    at_top = date.end <= title or (date.confidence < LABELLED and (dated or above))
    return is_one_day(date) and bool(others) and bool(at_top)


def _end_of_top(page: ParsedPage) -> int:
    """Where the running text begins, below the title and the lines around it."""
    for block in page.content:
        if block.kind not in ("heading", "logo") and not is_line(page.text_of(block)):
            return block.start
    return 0


def _lines(page: ParsedPage) -> Iterator[Extraction]:
    """Dates on a line of their own, under a label, or in the title."""
    waiting = False
    news = is_news(page)
    for block in page.content:
        line = page.text_of(block)
        labelled = bool(date_label(line)) or waiting
        waiting = date_label(line) == len(line)
        opens = DATE.match(TO_DATE_FIRST.sub("", line))
        short = is_line(line) or ((labelled or opens) and is_labelled_line(line))
        if not short or block.kind == "quote" or WRITTEN.search(line) or BY.search(line):
            continue
        matches = list(dates_in(page.text, block.start, block.end))
        if len(matches) == 1 and (labelled or _is_date_line(page, block, matches[0])):
            if not labelled and news and _is_day(matches[0]):
                continue
            yield from _reading(matches[0], LABELLED if labelled else 0.93)


def date_label(line: str) -> int:
    """The length of the label with which the line begins, or 0: 5 for "Date 12 May 2016"."""
    label = label_of(line)
    if label and label.field == DATE_FIELD:
        return label.end
    match = LABEL.match(line)
    return match.end() if match else 0


def _is_date_line(page: ParsedPage, block: Block, match: re.Match[str]) -> bool:
    """Whether the date begins or ends the line, and the rest of the line is no sentence."""
    before = page.text[block.start : match.start()]
    after = page.text[match.end() : block.end]
    place = before.strip(" ,|–—-")
    if block.kind == "heading" and block.level > 1 and place and not is_place(place):
        return False
    if OTHER.search(before):
        return False
    if not TO_DATE.sub("", before).strip():
        return not re.match(r"\s*(?:[a-z]{3,}|\w+\s+\w+ed\b)", after)
    return bool(BESIDE.match(after)) or bool(re.search(r"[|,–—:(/·•]\s*$", before))


def _is_day(match: re.Match[str]) -> bool:
    """Whether the date is a single day. On a news page that is the day of publication."""
    value = read_match(match)
    return bool(value and value["precision"] == Precision.DAY and value["start"] == value["end"])


def is_news(page: ParsedPage) -> bool:
    """Whether the page is a news post, by its breadcrumbs, its address or its byline."""
    around = [page.text_of(block)[:200] for block in page.of_kind("boilerplate", "address")]
    top = [page.text_of(block) for block in page.content[:5]]
    return any(NEWS.search(line) for line in around) or any(AUTHOR.match(line) for line in top)


def _sentences(page: ParsedPage) -> Iterator[Extraction]:
    for sentence in page.sentences:
        text = page.text_of(sentence)
        own = is_own(text)
        matches = list(dates_in(page.text, sentence.start, sentence.end))
        if len(matches) != 1 or (WRITTEN.search(text) and not own):
            continue
        before = page.text[sentence.start : matches[0].start()]
        is_own_date = own and HAPPENS.search(before) and _is_near(before)
        is_own_date = is_own_date or begins_clause(" ".join(before.split())) or hosts_it(text)
        is_own_date = is_own_date or (sentence == page.first_sentence and announces_it(text))
        if is_own_date and not OTHER.search(before):
            yield from _reading(matches[0], 0.85)


def _years(page: ParsedPage) -> Iterator[Extraction]:
    """The year in a sentence such as "The conference was held in 2009"."""
    for sentence in page.sentences:
        match = IN_YEAR.search(page.text, sentence.start, sentence.end)
        before = page.text[sentence.start : match.start()] if match else ""
        if match and is_own(before) and not OTHER.search(before) and _is_near(match.group()):
            group = 1 if match.group(1) else 2
            if value := read_date(match.group(group)):
                yield Extraction(value, *match.span(group), confidence=0.75)


def _data(page: ParsedPage) -> list[Extraction]:
    """The date in the structured data of the page."""
    for block in page.of_kind("data"):
        match = DATA.search(page.text, block.start, block.end)
        ends = [end.partition("T")[0] for end in match.groups() if end] if match else []
        value = read_date("/".join(dict.fromkeys(ends)))
        if match and value:
            return [Extraction(value, match.start(), match.end(), confidence=0.8)]
    return []


def _is_near(before: str) -> bool:
    """Whether the event is the subject of the last verb in `before`."""
    last = list(HAPPENS.finditer(before))[-1]
    return not re.search(
        r"\b(?:which|that|who|when|where|after|before|adopted|signed|launched)\b",
        before[last.end() :],
    )


def _reading(match: re.Match[str], confidence: float) -> Iterator[Extraction]:
    if value := read_match(match):
        yield Extraction(value, match.start(), match.end(), confidence=confidence)
