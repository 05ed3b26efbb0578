"""Weigh the dates of a page: independent signs say which one is that of the event."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from cms.vocabularies import Precision
from importer.extract.page import Block, ParsedPage
from importer.extract.proposal import Extraction

from .compare import MOST_DATES, follow, is_one_day, is_within, meaning
from .data import date_in_data
from .dateline import days_of_publication
from .lines import OF_OTHERS, date_label, reading
from .patterns import dates_in, read_date
from .signs import DAY_SIGN, OTHER_SIGN, signs_beside
from .without_year import days_in, years_of

# Each sign counts once for a date, however often the page states it.
WEIGHTS = {
    "label": 3.0,
    "title": 3.0,
    "data": 3.0,
    "event": 2.0,
    "invites": 2.0,
    "programme": 2.0,
    "own": 1.0,
    "span": 1.5,
    "hours": 1.5,
    "place": 1.5,
    "top": 1.0,
    "alone": 1.0,
    "again": 1.0,
    "lead": 0.5,
    "weekday": 0.5,
    "item": -0.5,
    "yearless": -0.5,
    "month": -2.5,
    DAY_SIGN: 0.0,
    OTHER_SIGN: -2.0,
    "published": -3.0,
}
# A line with a day alone may say when the page appeared: it needs another sign than these.
PLAIN = frozenset(["top", "alone", "again", "lead", "weekday", DAY_SIGN])
# A date that no other one competes with needs less than one among several.
LEAST_ALONE, LEAST, MARGIN = 2.0, 3.0, 1.5
FAR, FAR_AHEAD = 4.0, 2.5
FAR_AHEAD_SURE, LIKELY = 0.85, 0.75
# The date of a page on one event is above its text, or in a sentence on this event.
BEGINS = frozenset(["top", "title", "label", "data", "own"])
# Signs of a day that are none of the span around it.
OF_DAY = frozenset(
    ["published", "month", "item", "alone", "label", "yearless", DAY_SIGN, OTHER_SIGN]
)


@dataclass
class WeighedDate:
    """A date with the signs that the page gives for and against it."""

    date: Extraction
    signs: set[str] = field(default_factory=set)
    blocks: set[int] = field(default_factory=set)

    @property
    def weight(self) -> float:
        if self.signs <= PLAIN:
            return 0.0
        again = {"again"} if len(self.blocks) > 1 else set()
        return sum(WEIGHTS[sign] for sign in self.signs | again)


def best_date(page: ParsedPage) -> Extraction | None:
    """The date with the most signs. None when the signs are few, or as many for another date."""
    first, ahead = _first(page)
    if first is None:
        return None
    alone = ahead >= first.weight
    clear = first.weight >= (LEAST_ALONE if alone else LEAST) and ahead >= min(MARGIN, first.weight)
    confidence = FAR_AHEAD_SURE if _is_far_ahead(first, ahead) else LIKELY
    return replace(first.date, confidence=confidence) if clear else None


def has_no_sign(page: ParsedPage, date: Extraction) -> bool:
    """Whether the page says nothing that makes a date that it states that of the event."""
    weights = [one.weight for one in weighed_dates(page) if meaning(one.date) == meaning(date)]
    return bool(weights) and weights[0] <= 0


def stands_out(page: ParsedPage) -> bool:
    """Whether the page begins with one date that has far more signs than each other: the others are
    those of news, of deadlines and of the past."""
    first, ahead = _first(page)
    return bool(first and first.signs & BEGINS and _is_far_ahead(first, ahead))


def _first(page: ParsedPage) -> tuple[WeighedDate | None, float]:
    """The date with the most signs, and by how much it is ahead of the next one."""
    first, second = [*weighed_dates(page), None, None][:2]
    rival = max(second.weight, 0.0) if second else 0.0
    return first, (first.weight - rival if first else 0.0)


def _is_far_ahead(first: WeighedDate, ahead: float) -> bool:
    return first.weight >= FAR and ahead >= FAR_AHEAD


def weighed_dates(page: ParsedPage) -> list[WeighedDate]:
    """The dates of the page that are no part of another one, those with the most signs first."""
    dates = _dates(page)
    if days := _programme(dates):
        dates.append(days)
    parts = set()
    for one in dates:
        for other in dates:
            if is_within(other.date.value, one.date.value):
                one.signs |= other.signs - OF_DAY
                parts.add(meaning(other.date))
    whole = [one for one in dates if meaning(one.date) not in parts]
    return sorted(whole, key=lambda one: -one.weight)


def _dates(page: ParsedPage) -> list[WeighedDate]:
    dates: dict[str, WeighedDate] = {}
    for block, date, signs in _stated(page):
        if date.value["precision"] not in (Precision.DAY, Precision.MONTH):
            continue
        one = dates.setdefault(meaning(date), WeighedDate(date))
        one.signs |= signs
        if OTHER_SIGN not in signs:
            one.blocks.add(block.start)
    for date in date_in_data(page):
        dates.setdefault(meaning(date), WeighedDate(date)).signs.add("data")
    return list(dates.values())[:MOST_DATES]


def _stated(page: ParsedPage) -> Iterator[tuple[Block, Extraction, set[str]]]:
    """Each date of the page with its block and the signs there."""
    published, lead, top = days_of_publication(page), page.end_of_lead, _end_of_top(page)
    passing, waiting, years = False, False, years_of(page)
    for block in page.content:
        line = page.text_of(block)
        passing = OF_OTHERS.fullmatch(line) is not None or (passing and block.kind != "heading")
        label = date_label(line)
        labelled, waiting = waiting or label > 0, 0 < label == len(line)
        if passing or block.kind in ("quote", "logo"):
            continue
        sentences = list(page.sentences_of(block))
        for date in _in_block(page, block, years):
            sentence = next(one for one in sentences if date.start < one.end)
            signs = signs_beside(page, block, sentence, date)
            signs |= {"label"} if labelled else set()
            signs |= {"lead"} if date.start < lead else set()
            signs |= {"top"} if date.start < top else set()
            if is_one_day(date):
                signs |= {"published"} if date.value["start"] in published else set()
            else:
                signs.add("month" if date.value["precision"] == Precision.MONTH else "span")
            yield block, date, signs


def _in_block(page: ParsedPage, block: Block, years: set[int]) -> Iterator[Extraction]:
    for match in dates_in(page.text, block.start, block.end):
        yield from reading(match, 0.75)
    yield from days_in(page, block, years)


def _programme(dates: list[WeighedDate]) -> WeighedDate | None:
    """The span of the days that head the parts of a programme, if they follow each other."""
    days = [one for one in dates if DAY_SIGN in one.signs]
    starts = sorted({one.date.value["start"] for one in days})
    value = read_date(f"{starts[0]}/{starts[-1]}") if follow(starts) else None
    if value is None:
        return None
    date = replace(days[0].date, value=value | {"stated": days[0].date.value["stated"]})
    return WeighedDate(date, {"span", "programme"})


def _end_of_top(page: ParsedPage) -> int:
    """Where the text below the title begins."""
    return page.first_sentence.start if page.first_sentence else len(page.text)
