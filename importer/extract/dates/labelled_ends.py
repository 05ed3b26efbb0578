"""The first and the last day below labels of their own: "from", 5 May 2007, "to", 7 May 2007."""

import re
from collections.abc import Iterator
from itertools import pairwise

from importer.extract.page import Block, ParsedPage
from importer.extract.proposal import Extraction
from importer.extract.words.labels import DATE_LABEL, label_of

from .compare import follow
from .patterns import DATE as DATE_SHAPE
from .patterns import dates_in, read_date, read_match

FIRST = frozenset(["from", "start", "starts", "begins", "start date", "von", "beginn", "début", "du", "desde", "inicio", "dal", "inizio", "van", "de"])  # fmt: skip
LAST = frozenset(["to", "end", "ends", "until", "end date", "bis", "ende", "fin", "au", "hasta", "al", "fine", "tot", "até"])  # fmt: skip
LABELS = FIRST | LAST
ENDS_OPEN = re.compile(r"(.{6,60}?)\s*[–—-]")
# From: 5 May 2007; Starts 3 Mar 2022, 10:00
BEHIND = re.compile(
    rf"(?P<label>[^\W\d][\w ]{{1,20}}?)(?:\s*:\s*\S|\s+(?={DATE_SHAPE.pattern}))", re.IGNORECASE
)
MOST_DAYS = 31


def dates_between_labels(page: ParsedPage) -> Iterator[Extraction]:
    """One span of days for each pair of labels with a day below or behind each."""
    first: tuple[int, str] | None = None
    for label, block in _labelled(page):
        days = [read_match(match) for match in dates_in(page.text, block.start, block.end)]
        value = days[0] if len(days) == 1 else None
        if value is None or value["precision"] != "day" or value["start"] != value["end"]:
            first = None
        elif label in FIRST:
            first = block.start, str(value["start"])
        elif first:
            span = read_date(f"{first[1]}/{value['start']}")
            if span:
                stated = page.text[first[0] : block.end]
                span["stated"] = " ".join(stated.split())
                yield Extraction(span, first[0], block.end, confidence=0.95)
            first = None


def days_over_lines(page: ParsedPage) -> Iterator[Extraction]:
    """The span whose first line ends with a dash: "Sat, Sep 21, 2019, 9:00 AM –" / "Sun, Sep 22, 2019"."""
    for above, block in pairwise(page.content):
        first = ENDS_OPEN.fullmatch(page.text_of(above))
        second = DATE_SHAPE.match(page.text_of(block))
        days = [
            read_match(match) for match in (first and DATE_SHAPE.search(first[1]), second) if match
        ]
        if len(days) != 2 or not all(days):
            continue
        starts = [str(day["start"]) for day in days if day]
        value = read_date("/".join(starts)) if starts == sorted(set(starts)) else None
        if value:
            stated = " ".join(page.text[above.start : block.end].split())
            yield Extraction(value | {"stated": stated}, above.start, block.end, confidence=0.97)


def days_below_label(page: ParsedPage) -> Iterator[Extraction]:
    """The days in lines of their own below "Dates", as one span, or as a set when they do not follow
    each other."""
    for number, above in enumerate(page.content):
        label = label_of(page.text_of(above))
        if not label or label.field != DATE_LABEL or label.end < len(page.text_of(above)):
            continue
        days: list[tuple[str, Block]] = []
        for block in page.content[number + 1 : number + 1 + MOST_DAYS]:
            match = DATE_SHAPE.fullmatch(page.text_of(block))
            value = read_match(match) if match else None
            if value is None or value["precision"] != "day" or value["start"] != value["end"]:
                break
            days.append((str(value["start"]), block))
        starts = [start for start, _ in days]
        if len(starts) > 1 and starts == sorted(set(starts)):
            first, last = days[0][1], days[-1][1]
            value = read_date(f"{starts[0]}/{starts[-1]}" if follow(starts) else ", ".join(starts))
            if value:
                stated = ", ".join(page.text_of(block) for _, block in days)
                yield Extraction(value | {"stated": stated}, first.start, last.end, confidence=0.97)


def _labelled(page: ParsedPage) -> Iterator[tuple[str, Block]]:
    """Each label of a first or a last day, with the block that has the day."""
    for above, block in pairwise(page.content):
        label = page.text_of(above).casefold().rstrip(" :")
        if label in LABELS:
            yield label, block
    for block in page.content:
        match = BEHIND.match(page.text_of(block))
        if match and match["label"].casefold().strip() in LABELS:
            yield match["label"].casefold().strip(), block
