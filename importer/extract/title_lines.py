"""Which of the first lines of a page saved as plain text cannot be its title."""

import re

from .boilerplate import is_boilerplate
from .dates.patterns import DATE
from .lines import is_kicker, may_be_title
from .place_names import is_venue
from .text_head import HEADER
from .words.places import is_place

# Rotterdam, 9-11 May 2001
PLACED = re.compile(
    rf"^(?:\S+\s+){{0,2}}\S+,\s+(?:(?:le|den|am|el|a|il|on)\s+)?{DATE.pattern}\W*$", DATE.flags
)
ADDRESS = re.compile(r"^(?:\w[\w ]{0,20}:\s*)?<?https?://\S+>?$")
ADDRESS_BEGINS = re.compile(
    r"^(?:source|url|address|retrieved from|saved from|link)\s*:", re.IGNORECASE
)
# UNITED NATIONS                    E/CN.3/2010/2: the head of a paper has two columns.
COLUMNS = re.compile(r"\S[^\S\n]{6,}\S")
FIELD = re.compile(r"[^\W\d][\w. -]{1,24}:\s+\S")
FIELDS = 3


def words_of(text: str, line: tuple[int, int] | None) -> str:
    return " ".join(text[slice(*line)].split()) if line else ""


def is_no_title(text: str, lines: list[tuple[int, int]], number: int) -> bool:
    """Whether the line is an address, a field, a day or a place, and no title."""
    name = words_of(text, lines[number])
    below = words_of(text, lines[number + 1]) if number + 1 < len(lines) else ""
    return (
        is_address(name)
        or bool(COLUMNS.search(text[slice(*lines[number])]))
        or is_boilerplate(name)
        or not may_be_title(name)
        or bool(PLACED.match(name) or HEADER.match(name))
        or _is_kind_with_day(name)
        or _is_in_form(text, lines, number)
        or _is_place_above_date(name, below)
    )


def _is_kind_with_day(line: str) -> bool:
    """Whether the line is only the kind of event and its day: "STUDY DAY    Friday 24 May 2013"."""
    date = DATE.search(line)
    rest = f"{line[: date.start()]} {line[date.end() :]}" if date else ""
    return bool(date) and (not rest.strip() or is_kicker(rest.strip(" ,–—-|")))


def _is_place_above_date(line: str, below: str) -> bool:
    """Whether the line is a house with its town, and the date is below: "Guildhall, Bath, England"."""
    parts = line.split(", ")
    return len(parts) > 1 and is_place(parts[-1]) and is_venue(line) and bool(DATE.match(below))


def _is_in_form(text: str, lines: list[tuple[int, int]], number: int) -> bool:
    """Whether the line is one of several fields: "Postcode: 99867" between "Venue: …" and "Town: …"."""
    if not FIELD.match(words_of(text, lines[number])):
        return False
    above = number
    while above >= 0 and FIELD.match(words_of(text, lines[above])):
        above -= 1
    first, below = above + 1, number + 1
    while below < len(lines) and FIELD.match(words_of(text, lines[below])):
        below += 1
    # A title with a colon may stand above the fields.
    return below - first >= FIELDS and (number > first or not number)


def is_address(line: str) -> bool:
    return bool(ADDRESS.match(line) or ADDRESS_BEGINS.match(line))
