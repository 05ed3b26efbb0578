"""Pages that tell of one event after another: newsletters, reports of a year, lists in prose."""

import re
from collections.abc import Iterator

from .codes import CODE, plain_code
from .date_shapes import found_in, read_date
from .dates import are_days_of_one, settled
from .page import Block, Page, Span
from .proposal import Found
from .title_match import EVENT, OTHER

WE_MET = re.compile(
    r"\bwe\s+(?:also\s+)?(?:met|held|hosted|ran|convened|organi[sz]ed|gathered)\b", re.IGNORECASE
)
BRACKETED = re.compile(r"\(([^()]{6,60})\)")
# Our conference on child labour (12-14 April 2010, CH1001)
NAMED = re.compile(rf"\b{EVENT}\b[^.;()]{{0,80}}$", re.IGNORECASE)
# What a heading with a date names that is no event.
NO_EVENT = re.compile(
    r"\b(?:deadlines?|registration|submissions?|abstracts|updated?|published|published on|day|version)\b",
    re.IGNORECASE,
)


def told_one_by_one(page: Page, title: Block | None) -> bool:
    """Whether headings, or sentences each with a date of its own, tell of different events."""
    told = (_in_headings(page), _in_brackets(page), _with_codes(page, title), _we_met(page))
    return any(_are_several(list(each)) for each in told)


def _are_several(found: list[Found]) -> bool:
    found = settled(found)
    spans = {(each.value["start"], each.value["end"]) for each in found}
    return len(spans) > 1 and not are_days_of_one(found)


def _dates(page: Page, span: Span) -> list[Found]:
    matches = list(found_in(page.text, span.start, span.end))
    values = [(match, read_date(" ".join(match.group().split()))) for match in matches]
    return [Found(value, *match.span()) for match, value in values if value]


def _in_headings(page: Page) -> Iterator[Found]:
    for block in page.content:
        if block.kind == "heading" and block.level > 1 and not NO_EVENT.search(page.words(block)):
            yield from _dates(page, block)


def _in_brackets(page: Page) -> Iterator[Found]:
    for sentence in page.sentences:
        for match in BRACKETED.finditer(page.text, sentence.start, sentence.end):
            before = page.text[sentence.start : match.start()]
            if NAMED.search(before) and not OTHER.search(before):
                yield from _dates(page, Span(*match.span(1)))


def _with_codes(page: Page, title: Block | None) -> Iterator[Found]:
    """The dates of sentences that end in a code in brackets, which the title has not."""
    own = page.words(title) if title else ""
    for sentence in page.sentences:
        words = page.text[sentence.start : sentence.end]
        codes = [each for each in re.findall(rf"\(({CODE})\)", words) if plain_code(each)]
        if codes and not OTHER.search(words) and not any(each in own for each in codes):
            yield from _dates(page, sentence)[:1]


def _we_met(page: Page) -> Iterator[Found]:
    for sentence in page.sentences:
        words = page.text[sentence.start : sentence.end]
        if WE_MET.search(words) and not OTHER.search(words):
            yield from _dates(page, sentence)[:1]
