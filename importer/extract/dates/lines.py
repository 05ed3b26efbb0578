"""The dates on lines of their own: below a label, in a title page, beside a place."""

import re
from collections.abc import Iterator

from cms.vocabularies import Precision
from importer.extract.page import Block, ParsedPage, is_labelled_line, is_line
from importer.extract.proposal import Extraction
from importer.extract.title_match import OTHER_EVENT
from importer.extract.words.events import EVENT, NAMES_EVENT
from importer.extract.words.labels import DATE_LABEL as DATE_FIELD
from importer.extract.words.labels import label_of
from importer.extract.words.places import is_place
from importer.extract.words.times import TO_DAY

from .compare import are_days_of_one, is_one_day, meaning, outermost
from .labelled_ends import dates_between_labels, days_below_label, days_over_lines
from .patterns import DATE, dates_in, read_match
from .wording import TO_DATE_FIRST, UNTIL_DAY, WRITTEN

LABEL = re.compile(r"^(?:event\s+|conference\s+|meeting\s+)?dates?\s*(?=\d)", re.IGNORECASE)
BY = re.compile(
    r"\b(?:[Bb]y|par|von|por|door) (?:la rédaction|der Redaktion|la redacción|de redactie|admin\b|[A-Z]\w+ [A-Z]\w+)"
)
# Words before the day in its line: "Du 15 au 17 juin", "Am 3. Mai", "Tagung am 3. Mai".
TO_DATE = re.compile(rf"^\s*(?:{EVENT}\s+)?{TO_DAY}\s*$", re.IGNORECASE)
NEWS = re.compile(
    r"[>»›/]\s*(?:news|blog|press|posts?|stories|articles)\b|/(?:19|20)\d\d/\d\d/",
    re.IGNORECASE,
)
AUTHOR = re.compile(r"^by [\w.’'-]+(?:\s+[\w.’'-]+){0,3}$", re.IGNORECASE)
# Agenda (PDF, 210 KB) 14 October 2019
OF_FILE = re.compile(r"\((?:pdf|docx?|pptx?|xlsx?|zip)\b|\b\d[\d.,]*\s?[kM]B\b", re.IGNORECASE)
# What stands below is no day of the event.
OF_OTHERS = re.compile(
    r"(?:important|key) dates|deadlines?|(?:paper |abstract )?submissions?|registration|documents?|downloads?|wichtige termine|fristen|termine und fristen|dates (?:importantes|clés|limites?)|calendrier|fechas (?:importantes|clave)|plazos|date importanti|scadenze|datas importantes|prazos|belangrijke data",
    re.IGNORECASE,
)
AMBIGUOUS = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d\b")
ASIDE = re.compile(r"\.\s|\s\(")
FEW_WORDS = re.compile(r"[A-ZÀ-Ý][\w’'-]+(?:\s[\w’'-]+){0,2}")
MOST_BELOW_TITLE = 2
LABELLED = 0.97
# Separators between the date and the rest of a date line.
BESIDE = re.compile(r"^[\s|lI¦/•·,:()–—-]*$")


def is_unread(page: ParsedPage) -> bool:
    """Whether a label has a day in figures that nobody can read for sure: "When" / "12/06/2021"."""
    for block in page.content:
        line = page.text_of(block)
        label = date_label(line)
        below = page.below(block) if label and label == len(line) else None
        value = page.text_of(below) if below else line[label:] if label else ""
        if AMBIGUOUS.search(value):
            return True
    return False


def date_lines(page: ParsedPage) -> list[Extraction]:
    """The dates on lines of their own. Left out are the days of a programme, which lie within
    another date, and the day on which the page was published."""
    if spans := (
        list(dates_between_labels(page))
        or list(days_below_label(page))
        or list(days_over_lines(page))
    ):
        return outermost(spans)
    dates = _without_months(list(_lines(page)))
    labelled = outermost([date for date in dates if date.confidence >= LABELLED])
    if len({meaning(date) for date in labelled}) == 1:
        # A label says more than a line among others, unless the label is that of the page's day.
        spans = [date for date in dates if not is_one_day(date)]
        if not (is_one_day(labelled[0]) and spans):
            return labelled
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


def _end_of_top(page: ParsedPage) -> int:
    """Where the running text begins, below the title and the lines around it."""
    for block in page.content:
        if block.kind not in ("heading", "logo") and not is_line(page.text_of(block)):
            return block.start
    return 0


def _lines(page: ParsedPage) -> Iterator[Extraction]:
    """Dates on a line of their own, under a label, or in the title."""
    waiting = passing = False
    news = is_news(page)
    for block in page.content:
        line = page.text_of(block)
        passing = OF_OTHERS.fullmatch(line) is not None or (passing and block.kind != "heading")
        if passing:
            continue
        labelled = bool(date_label(line)) or waiting
        waiting = date_label(line) == len(line)
        opens = DATE.match(TO_DATE_FIRST.sub("", line))
        short = is_line(line) or ((labelled or opens) and is_labelled_line(line))
        labelled_part = ASIDE.split(line)[0] if labelled else line
        is_other = WRITTEN.search(labelled_part) or BY.search(line) or OF_FILE.search(line)
        if not short or block.kind == "quote" or is_other:
            continue
        matches = list(dates_in(page.text, block.start, block.end))
        if labelled and len(matches) > 1:
            # "New date: 7 October 2021. (It was planned for 2 April 2020.)"
            stop = ASIDE.search(page.text, block.start, block.end)
            matches = [match for match in matches if stop and match.end() <= stop.start() + 1]
        if len(matches) == 1 and (labelled or _is_date_line(page, block, matches[0])):
            if not labelled and news and _is_day(matches[0]):
                continue
            yield from reading(matches[0], LABELLED if labelled else 0.93)


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
    place = TO_DATE.sub("", before).strip(" ,|–—-")
    near = (
        _is_below_title(page, block)
        and FEW_WORDS.fullmatch(place)
        and not NAMES_EVENT.search(place)
    )
    if block.kind == "heading" and block.level > 1 and place and not (near or is_place(place)):
        return False
    if OTHER_EVENT.search(before) or (_is_day(match) and UNTIL_DAY.match(before)):
        return False
    if not TO_DATE.sub("", before).strip():
        return not re.match(r"\s*(?:[a-z]{3,}|\w+\s+\w+ed\b)", after)
    return bool(BESIDE.match(after)) or bool(re.search(r"[|,–—:(/·•]\s*$", before))


def _is_below_title(page: ParsedPage, block: Block) -> bool:
    """Whether only headings are between the title and the block."""
    number = page.content.index(block)
    above = page.content[max(number - MOST_BELOW_TITLE, 0) : number]
    return any(one.level == 1 for one in above) and above[-1].kind == "heading"


def _is_day(match: re.Match[str]) -> bool:
    """Whether the date is a single day. On a news page that is the day of publication."""
    value = read_match(match)
    return bool(value and value["precision"] == Precision.DAY and value["start"] == value["end"])


def is_news(page: ParsedPage) -> bool:
    """Whether the page is a news post, by its breadcrumbs, its address or its byline."""
    around = [page.text_of(block)[:200] for block in page.of_kind("boilerplate", "address")]
    top = [page.text_of(block) for block in page.content[:5]]
    return any(NEWS.search(line) for line in around) or any(AUTHOR.match(line) for line in top)


def reading(match: re.Match[str], confidence: float) -> Iterator[Extraction]:
    if value := read_match(match):
        yield Extraction(value, match.start(), match.end(), confidence=confidence)
