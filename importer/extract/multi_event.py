"""Pages about several events: newsletters, annual reports, lists in prose."""

import re
from collections.abc import Iterator
from itertools import pairwise

from .codes import CODE, parse_code
from .dates.compare import are_days_of_one, outermost
from .dates.patterns import DATE, dates_in, read_match
from .dates.wording import WRITTEN
from .page import Block, ParsedPage, Span
from .proposal import Extraction
from .title_match import OTHER_EVENT
from .words.events import EVENT
from .words.labels import label_of

WE_MET = re.compile(
    r"\bwe\s+(?:also\s+)?(?:met|held|hosted|ran|convened|organi[sz]ed|gathered)\b", re.IGNORECASE
)
BRACKETED = re.compile(r"\(([^()]{6,60})\)")
# Our conference on child labour (12-14 April 2010, CH1001)
NAMED = re.compile(rf"\b{EVENT}\b[^.;()]{{0,80}}$", re.IGNORECASE)
# Headings with a date that is not the date of an event.
NO_EVENT = re.compile(
    r"\b(?:deadlines?|registration|submissions?|abstracts|updated?|published|published on|day|version)\b",
    re.IGNORECASE,
)


def dates_several_events(page: ParsedPage, title: Block | None) -> bool:
    """Whether headings or sentences state the dates of different events."""
    groups = (
        _in_headings(page),
        _in_brackets(page),
        _with_codes(page, title),
        _we_met(page),
    )
    return any(_are_several(list(group)) for group in groups)


def dates_several_sections(page: ParsedPage) -> bool:
    """Whether texts below headings begin with different dates: those of events, or of news."""
    return _are_several(list(_below_headings(page)))


def _are_several(dates: list[Extraction]) -> bool:
    dates = outermost(dates)
    spans = {(date.value["start"], date.value["end"]) for date in dates}
    return len(spans) > 1 and not are_days_of_one(dates)


def _dates(page: ParsedPage, span: Span) -> list[Extraction]:
    matches = list(dates_in(page.text, span.start, span.end))
    values = [(match, read_match(match)) for match in matches]
    return [Extraction(value, *match.span()) for match, value in values if value]


def _in_headings(page: ParsedPage) -> Iterator[Extraction]:
    for block in page.content:
        if block.kind == "heading" and block.level > 1 and not NO_EVENT.search(page.text_of(block)):
            yield from _dates(page, block)


def _below_headings(page: ParsedPage) -> Iterator[Extraction]:
    """The dates with which texts below headings begin: "Orchard Day" / "14 October 2017, Kingsland. Led by …"."""
    for above, block in pairwise(page.content):
        name = page.text_of(above)
        names = above.kind == "heading" and above.level > 1 and not label_of(name)
        dated = DATE.match(page.text, block.start, block.end)
        if names and dated and not (NO_EVENT.match(name) or WRITTEN.search(page.text_of(block))):
            yield from _dates(page, block)[:1]


def _in_brackets(page: ParsedPage) -> Iterator[Extraction]:
    for sentence in page.sentences:
        for match in BRACKETED.finditer(page.text, sentence.start, sentence.end):
            before = page.text[sentence.start : match.start()]
            if NAMED.search(before) and not OTHER_EVENT.search(before):
                yield from _dates(page, Span(*match.span(1)))


def _with_codes(page: ParsedPage, title: Block | None) -> Iterator[Extraction]:
    """The dates of sentences with a code in brackets that is not the code in the title."""
    own = page.text_of(title) if title else ""
    for sentence in page.sentences:
        text = page.text[sentence.start : sentence.end]
        codes = [code for code in re.findall(rf"\(({CODE})\)", text) if parse_code(code)]
        if codes and not OTHER_EVENT.search(text) and not any(code in own for code in codes):
            yield from _dates(page, sentence)[:1]


def _we_met(page: ParsedPage) -> Iterator[Extraction]:
    for sentence in page.sentences:
        text = page.text[sentence.start : sentence.end]
        if WE_MET.search(text) and not OTHER_EVENT.search(text):
            yield from _dates(page, sentence)[:1]
