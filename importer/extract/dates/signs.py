"""What the words around a date say of it."""

import re

from importer.extract.page import Block, ParsedPage, Span, is_line
from importer.extract.place_dates import BEFORE as PLACE_BEFORE
from importer.extract.place_dates import BEHIND as PLACE_BEHIND
from importer.extract.place_names import is_venue
from importer.extract.proposal import Extraction
from importer.extract.title_match import HOLDS, OTHER_EVENT, is_own
from importer.extract.words.events import NAMES_EVENT

from .compare import is_one_day
from .lines import OF_FILE
from .patterns import BESIDE_DATE
from .wording import HAPPENS, INVITES_TO_COME, UNTIL_DAY, WRITTEN

# The date is another one; it heads the part of a programme on that day.
OTHER_SIGN, DAY_SIGN = "other", "day"
# What happened then is no event with a page: a body was founded, a law was signed.
PAST = re.compile(
    r"\b(?:founded|established|born|died|signed|adopted|ratified|entered into force|launched|elected|appointed|since"
    r"|fondée?|née?|mort|créée?|depuis|gegründet|geboren|gestorben|seit|unterzeichnet|fundad[oa]|nacid[oa]|nació|falleció|firmad[oa]|desde"
    r"|fondat[oa]|nat[oa]|opgericht|sinds|law|act|decree|resolution|treaty|gesetz|loi|ley|decreto)\b",
    re.IGNORECASE,
)
HOURS = re.compile(
    r"\d{1,2}(?:\s?[.:h]\s?\d\d(?!\d|[./]\d)|\s*[ap]\.?m\b|\s*(?:uhr|uur|h)\b)", re.IGNORECASE
)
YEAR_BEHIND = re.compile(r"\d{4}\W*$")
PARTS = re.compile(r"\s*[,|·•–—(:@]\s*")
HOLDS_THEN = re.compile(rf"\b{HOLDS}\b", re.IGNORECASE)
NEAR = 40


def signs_beside(page: ParsedPage, block: Block, sentence: Span, date: Extraction) -> set[str]:
    """The names of the signs in the line or the sentence of the date."""
    before, after = page.text[sentence.start : date.start], page.text[date.end : sentence.end]
    line = is_line(page.text_of(block))
    ends = is_one_day(date) and UNTIL_DAY.match(before)
    if ends or _is_of_another(page, sentence, before, page.text_of(block) if line else ""):
        return {OTHER_SIGN}
    stated = page.text[date.start : date.end]
    signs = {
        "title": block.level == 1,
        "item": block.kind == "item",
        "hours": HOURS.search(stated) or HOURS.search(after[:NEAR]),
        "weekday": BESIDE_DATE.match(stated) and stated[:1].isalpha(),
        "yearless": not YEAR_BEHIND.search(stated),
        DAY_SIGN: line and _heads_day(block, date, before + after),
    }
    in_words = _of_line(before, after) if line else _of_sentence(page, sentence, date, before)
    return {sign for sign, holds in (signs | in_words).items() if holds}


def _heads_day(block: Block, date: Extraction, beside: str) -> bool:
    """Whether the date heads a part of a programme: "Friday, 9 September 2022"."""
    return block.level != 1 and is_one_day(date) and not beside.strip(" ,.:|")


def _is_of_another(page: ParsedPage, sentence: Span, before: str, line: str) -> bool:
    """Whether the date is that of a page, of a deadline, of a law or of another event."""
    words = (WRITTEN, OTHER_EVENT, PAST)
    return (
        sentence in page.excluded
        or any(pattern.search(before) for pattern in words)
        or bool(WRITTEN.search(line) or OF_FILE.search(line))
    )


def _of_line(before: str, after: str) -> dict[str, bool]:
    rest = [part.strip(" .)") for part in PARTS.split(f"{before}|{after}")]
    return {
        "place": any(part and is_venue(part) for part in rest),
        "alone": not any(rest),
        "event": bool(HAPPENS.search(before)),
    }


def _of_sentence(
    page: ParsedPage, sentence: Span, date: Extraction, before: str
) -> dict[str, bool]:
    text = page.text_of(sentence)
    behind = PLACE_BEHIND.match(page.text, date.end, sentence.end)
    match = behind or PLACE_BEFORE.search(before)
    return {
        "place": bool(match and is_venue(match["place"])),
        "event": any(pattern.search(text) for pattern in (NAMES_EVENT, HOLDS_THEN)),
        "own": is_own(text),
        "invites": bool(INVITES_TO_COME.search(text)),
    }
