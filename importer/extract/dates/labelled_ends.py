"""The first and the last day below labels of their own: "from", 5 May 2007, "to", 7 May 2007."""

from collections.abc import Iterator
from itertools import pairwise

from importer.extract.page import Block, ParsedPage
from importer.extract.proposal import Extraction

from .patterns import dates_in, read_date, read_match

FIRST = frozenset(["from", "start", "starts", "begins", "start date", "von", "beginn", "début", "du", "desde", "inicio", "dal", "inizio", "van", "de"])  # fmt: skip
LAST = frozenset(["to", "end", "ends", "until", "end date", "bis", "ende", "fin", "au", "hasta", "al", "fine", "tot", "até"])  # fmt: skip
LABELS = FIRST | LAST


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


def _labelled(page: ParsedPage) -> Iterator[tuple[str, Block]]:
    """Each label of a first or a last day, with the block that has the day."""
    for above, block in pairwise(page.content):
        label = page.text_of(above).casefold().rstrip(" :")
        if label in LABELS:
            yield label, block
    for block in page.content:
        label, colon, rest = page.text_of(block).partition(":")
        label = label.casefold().strip()
        if colon and rest.strip() and label in LABELS:
            yield label, block
