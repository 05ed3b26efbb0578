"""Places that the elements of a page mark: a class "venue", a property "location"."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from .dates.patterns import DATE
from .html_marks import plain
from .page import Block, ParsedPage
from .place_lines import MAP, NO_ADDRESS
from .place_names import ONLINE, RUBRIC
from .proposal import Extraction
from .words.labels import VENUE_LABEL, label_of

# tribe-venue, event__location, field-lieu, em-place
CLASS = re.compile(
    r"(?:^|[\s_-])(?:location|venue|place|where|lieu|ort|veranstaltungsort|lugar|luogo|sede|locatie|plaats)(?:$|[\s_-])",
    re.IGNORECASE,
)
MOST_ELEMENTS, LONGEST, MOST_LINES, MOST_MARKS = 4000, 200, 5, 20
NAMED = re.compile(r"[^\W\d]{3}")


def marked_places(tree: LexborHTMLParser) -> tuple[tuple[str, ...], ...]:
    """The plain lines of each element that holds a place and little else."""
    marks: dict[tuple[str, ...], None] = {}
    for node in tree.css("[class], [itemprop=location]")[:MOST_ELEMENTS]:
        names = node.attributes.get("class") or ""
        if not (CLASS.search(names) or node.attributes.get("itemprop") == "location"):
            continue
        text = node.text(separator="\n")
        lines = [plain(line) for line in text.splitlines() if plain(line)]
        if 0 < len(lines) <= MOST_LINES and len(text.strip()) <= LONGEST:
            marks[tuple(lines)] = None
    return tuple(marks)[:MOST_MARKS]


def places_in_marks(page: ParsedPage) -> Iterator[Extraction]:
    """The lines of an element that holds a place, as one place."""
    for lines in page.marked_places:
        blocks = _blocks(page, lines)
        if not blocks:
            continue
        names = [MAP.sub("", page.text_of(block)).strip(" ,") for block in blocks]
        label = label_of(names[0])
        if label and label.field == VENUE_LABEL:
            names[0] = names[0][label.end :].strip()
        named = [name for name in names if _may_be(name)]
        if named and named == names[-len(named) :]:
            value = ", ".join(named)
            yield Extraction(value, blocks[-len(named)].start, blocks[-1].end, confidence=0.85)


def _may_be(name: str) -> bool:
    return bool(NAMED.search(name)) and not (
        ONLINE.fullmatch(name)
        or RUBRIC.fullmatch(name)
        or NO_ADDRESS.search(name)
        or DATE.search(name)
        or label_of(name)
    )


def _blocks(page: ParsedPage, lines: tuple[str, ...]) -> list[Block]:
    """The blocks with these lines, which stand one below the other."""
    words = " ".join(lines)
    for number, block in enumerate(page.content):
        line = plain(page.text_of(block))
        if not line or not words.startswith(line):
            continue
        blocks, rest = [block], words[len(line) :].strip()
        for below in page.content[number + 1 : number + MOST_LINES]:
            line = plain(page.text_of(below))
            if not rest or not rest.startswith(line):
                break
            blocks.append(below)
            rest = rest[len(line) :].strip()
        if not rest and all(one.kind in ("paragraph", "item") for one in blocks):
            return blocks
    return []
