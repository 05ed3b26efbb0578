"""Part the lines that hold several: columns of a programme, and facts between bars."""

import re
from collections.abc import Iterator
from dataclasses import replace

from .page import Block, ParsedPage, is_labelled_line
from .words.hours import TIME
from .words.labels import label_of

# 10.15   Paper 1           Mr Roland Spurling, Town Clerk of Ludborough
COLUMNS = re.compile(r"(?<=\S)\s{3,}(?=\S)")
# Event | Date: 13.05.2019 – 14.05.2019 | Place: N’Djamena
BARS = re.compile(r"\s+[|·•]\s+")
FEWEST_LABELS = 2


def with_rows_parted(page: ParsedPage) -> ParsedPage:
    """The page with a block for each column of a line with a time, and for each fact between bars."""
    return replace(page, blocks=[part for block in page.blocks for part in _parts(page, block)])


def _parts(page: ParsedPage, block: Block) -> Iterator[Block]:
    text = page.text[block.start : block.end]
    in_text = block.kind in ("paragraph", "item")
    columns = list(COLUMNS.finditer(text)) if in_text and TIME.match(text) else []
    bars = list(BARS.finditer(text)) if in_text and not columns and is_labelled_line(text) else []
    gaps = columns or bars
    ends = [gap.start() for gap in gaps] + [len(text)]
    starts = [0, *(gap.end() for gap in gaps)]
    parts = list(zip(starts, ends, strict=True))
    if not gaps or (bars and not _has_labels(text, parts)):
        yield block
        return
    if columns:
        # The time and the first column are one line, as on pages without columns.
        parts = [(0, parts[1][1]), *parts[2:]]
    for start, end in parts:
        yield replace(block, start=block.start + start, end=block.start + end)


def _has_labels(text: str, parts: list[tuple[int, int]]) -> bool:
    """Whether at least two of the parts begin with a label and a colon."""
    labels = [(label_of(text[start:end]), text[start:end]) for start, end in parts]
    stated = [label for label, part in labels if label and ":" in part[: label.end]]
    return len(stated) >= FEWEST_LABELS
