"""Days without a year whose year follows from the rest of the page: "Saturday 16 May", on a page of 2009."""

import datetime
import re
from collections.abc import Iterator

from cms.dates_in_words.vocabulary import WEEKDAY_NAMES
from importer.extract.page import Block, ParsedPage
from importer.extract.proposal import Extraction

from .dateline import stated_in_head
from .patterns import (
    AND_PATTERN,
    DAYNAME,
    MONTH,
    NUMBERED_PART,
    TO_PATTERN,
    YEAR,
    dates_in,
    read_date,
    read_match,
)

NUMBER = r"\d{1,2}(?:st|nd|rd|th|er|\.|º)?"
SPAN = rf"{NUMBER}(?:(?:{TO_PATTERN}|{AND_PATTERN})(?:{DAYNAME})?{NUMBER})?"
DAYS = re.compile(
    rf"(?<![\w.:/-])(?P<days>(?:{DAYNAME})?(?:{SPAN}\s+(?:de\s+|of\s+)?{MONTH}|{MONTH}\s+{SPAN}(?!\w|:|[.h]\d)))(?!\w|[,.]?\s+(?:de\s+)?\d{{4}})",
    re.IGNORECASE,
)
MONTH_NAMED = re.compile(rf"\b{MONTH}", re.IGNORECASE)
# The most characters of days before or behind their month.
BESIDE = 45
YEARS = re.compile(rf"(?<![\w/-]){YEAR}(?![\w/-])")


def days_in(page: ParsedPage, block: Block, years: set[int]) -> Iterator[Extraction]:
    """The days of `block` that state no year, with the only one of `years` that fits them."""
    months = list(MONTH_NAMED.finditer(page.text, block.start, block.end))
    if not (months and years):
        return
    whole = [match.span() for match in dates_in(page.text, block.start, block.end)]
    for match in _matches(page, block, months):
        counted = NUMBERED_PART.search(
            page.text, max(match.start() - 20, block.start), match.start()
        )
        if counted or any(start < match.end() and match.start() < end for start, end in whole):
            continue
        stated = " ".join(match["days"].split())
        values = [read_date(f"{stated} {year}") for year in sorted(years)]
        fit = [value for value in values if value and _fits(stated, str(value["start"]))]
        if len(fit) == 1:
            yield Extraction(fit[0] | {"stated": stated}, *match.span("days"), confidence=0.75)


def _matches(
    page: ParsedPage, block: Block, months: list[re.Match[str]]
) -> Iterator[re.Match[str]]:
    """The days beside each month. The pattern would take long where a page has numbers alone."""
    place = block.start
    for month in months:
        begin, end = max(month.start() - BESIDE, place), min(month.end() + BESIDE, block.end)
        match = DAYS.search(page.text, begin, end)
        if match:
            yield match
            place = match.end()


def _fits(stated: str, day: str) -> bool:
    """Whether the day of the week that `stated` begins with is right, if it begins with one."""
    name = re.match(r"[^\W\d]+", stated.casefold())
    numbers = {
        number
        for number, forms in enumerate(WEEKDAY_NAMES)
        if name and any(form.startswith(name.group()) for form in forms.split())
    }
    if len(day) < len("2009-05-16") or not numbers:
        return True
    return datetime.date.fromisoformat(day).weekday() in numbers


def years_of(page: ParsedPage) -> set[int]:
    """The years that a day of the page can be of: those around the day on which it appeared, else
    those of its title and of its other days."""
    if published := next(stated_in_head(page), None):
        return {int(published["date"][:4]) + step for step in (-1, 0, 1)}
    titles = [block for block in page.content if block.level == 1]
    named = {int(year) for one in titles for year in YEARS.findall(page.text_of(one))}
    return named | {
        int(str(value["start"])[:4])
        for block in page.content
        for match in dates_in(page.text, block.start, block.end)
        if (value := read_match(match))
    }
