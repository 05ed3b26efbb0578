"""Rows of a spreadsheet, as they are pasted into a programme or a list of people."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from cms.dates_in_words import UnreadableDate, read
from cms.vocabularies import ProgrammeItemKind

from .names import CAPACITIES, NameIndex, read_line

MOST_PASTED_ROWS = 200
HEADERS = {
    word: name
    for name, words in {
        "day": "day date datum jour tag fecha dia",
        "hours": "time times hour hours uhrzeit zeit heure hora start begins begin from",
        "end": "end ends until to bis",
        "title": "title session item topic subject titel titre",
        "kind": "kind type format",
        "people": "people person names name participants panelists who",
        "role_then": "role position office function",
        "affiliation_then": "organisation organization affiliation institution",
        "documents": "documents document files file papers",
        "summary": "summary abstract description notes",
    }.items()
    for word in words.split()
}
SESSION_KINDS = {
    form.casefold(): kind.value for kind in ProgrammeItemKind for form in (kind.value, kind.label)
}
CLOCK = r"([0-9]{1,2})(?:[:.h]([0-9]{2})?)?\s*(am|pm|h|uhr)?"
HOURS = re.compile(rf"{CLOCK}(?:\s*(?:[-–—]|to|until|bis|à)\s*{CLOCK})?", re.IGNORECASE)
HOURS_FIRST = re.compile(
    r"([0-9]{1,2}[:.h][0-9]{2}(?:\s*[-–—]\s*[0-9]{1,2}[:.h][0-9]{2})?)[\s:,–—-]+(\S.*)", re.DOTALL
)
NTH_DAY = re.compile(r"(?:day|tag|jour|día|dia)\s*([0-9]{1,2})", re.IGNORECASE)
IN_ORDER = ("title", "kind", "people", "documents", "summary")


@dataclass
class Reading:
    """The rows that were read, and a note on each cell that was not taken as it is."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def cells_of(text: str) -> list[list[str]]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter="\t")
    rows = [[cell.strip() for cell in cells] for cells in reader]
    return [cells for cells in rows if any(cells)][:MOST_PASTED_ROWS]


def load(table: list[list[str]], names: NameIndex) -> None:
    """Read at once every name that the cells may have."""
    pieces = [piece for cells in table for cell in cells for piece in _pieces(cell)]
    parts = [part for piece in pieces for part in _parts(piece)]
    turned = [" ".join(reversed(_parts(piece))) for piece in pieces if "," in piece]
    names.load([*pieces, *parts, *turned])


def header_of(cells: list[str]) -> list[str] | None:
    """The field of each column, where the first row names at least two of them."""
    names = [HEADERS.get(cell.casefold(), CAPACITIES.get(cell.casefold(), "")) for cell in cells]
    return [str(name) for name in names] if sum(map(bool, names)) > 1 else None


def clock(text: str) -> tuple[str, str] | None:
    """`("09:00", "10:30")` for “9–10.30”. None for other words."""
    match = HOURS.fullmatch(text.strip())
    if match is None:
        return None
    (hour, minutes, half), last = match.groups()[:3], match.groups()[3:]
    ends = _time(*last) if last[0] else ""
    # “2–3.30 pm” says “pm” once for both. “10–1 pm” does not: 22:00 is after 13:00.
    halves = [half or last[2]] if half or last[2] is None else [last[2], "am"]
    times = [_time(hour, minutes, half) for half in halves]
    begins = next((time for time in times if time and (not ends or time < ends)), times[0])
    return None if begins is None or ends is None else (begins, ends)


def _time(hour: str, minutes: str | None, half: str | None) -> str | None:
    number, half = int(hour), (half or "").lower()
    if half in ("am", "pm"):
        if not 0 < number < 13:
            return None
        number = number % 12 + (12 if half == "pm" else 0)
    if number > 23 or int(minutes or 0) > 59:
        return None
    return f"{number:02}:{minutes or '00'}"


def day_of(text: str, first: date | None) -> date | None:
    """The day that `text` names. “13 January” and “Day 2” are those of an event from `first` on."""
    if first and (match := NTH_DAY.fullmatch(text.strip())):
        later = int(match[1]) - 1
        return first + timedelta(later) if 0 <= later <= (date.max - first).days else None
    day = _day(text)
    if day or first is None:
        return day
    # “2 January” of an event from 30 December on is in the year after.
    years = (first.year, first.year + 1, first.year - 1)
    days = [day for year in years if (day := _day(f"{text} {year}"))]
    return min(days, key=lambda day: abs(day - first), default=None)


def _day(text: str) -> date | None:
    try:
        reading = read(text[:100])
    except UnreadableDate:
        return None
    return reading.start if reading.precision == "day" and reading.end is None else None


def read_programme(text: str, day: date | None, first: date | None, names: NameIndex) -> Reading:
    """Sessions: a day, hours, a title, a kind, people and documents. `day` holds until another."""
    reading, table = Reading(), cells_of(text)
    load(table, names)
    header = header_of(table[0]) if table else None
    for number, cells in enumerate(table[1:] if header else table, start=2 if header else 1):
        named = _named(header, cells) if header else _guessed(cells, first)
        named_day = day_of(named["day"], first) if named.get("day") else None
        day = named_day or day
        if named.get("day") and not named_day:
            reading.notes.append(f"Row {number}: “{named['day']}” is not a day.")
        if not named.get("title"):
            continue
        hours = clock(named.get("hours", "")) or ("", "")
        end = clock(named["end"]) if named.get("end") else None
        begins, ends = hours[0], end[0] if end else hours[1]
        kind = SESSION_KINDS.get(named.get("kind", "").casefold(), "")
        if named.get("hours") and not begins:
            reading.notes.append(f"Row {number}: “{named['hours']}” is not a time.")
        if named.get("kind") and not kind:
            reading.notes.append(f"Row {number}: “{named['kind']}” is not a kind of session.")
        reading.rows.append(
            {
                "start": _moment(day, begins),
                "end": _moment(day, ends) if begins else "",
                "title": " ".join(named["title"].split())[:255],
                "kind": kind or ProgrammeItemKind.SESSION.value,
                "people": "\n".join(people_of(named, names)),
                "documents": "\n".join(_pieces(named.get("documents", ""))),
                "summary": named.get("summary", ""),
            }
        )
    return reading


def _moment(day: date | None, time: str) -> str:
    return f"{day.isoformat() if day else ''} {time}".strip() if time else ""


def _named(header: list[str], cells: list[str]) -> dict[str, str]:
    return {name: cell for name, cell in zip(header, cells, strict=False) if name and cell}


def _guessed(cells: list[str], first: date | None) -> dict[str, str]:
    """The cells of a row without a header: a day and hours by their form, the others in order."""
    row: dict[str, str] = {}
    rest = list(cells)
    while rest and not rest[0]:
        rest.pop(0)
    if rest and not clock(rest[0]) and day_of(rest[0], first):
        row["day"] = rest.pop(0)
    if rest and clock(rest[0]):
        row["hours"] = rest.pop(0)
        if rest and clock(rest[0]):
            row["end"] = rest.pop(0)
    elif rest and (match := HOURS_FIRST.fullmatch(rest[0])):
        row["hours"], rest[0] = match[1], match[2]
    order = iter(IN_ORDER)
    for cell in rest:
        name = next(order, "")
        if name == "kind" and cell and cell.casefold() not in SESSION_KINDS:
            name = next(order)
        if name and cell:
            row[name] = cell
    return row


def people_of(named: dict[str, str], names: NameIndex) -> list[str]:
    """The people of a row, from its column of people and from those of their capacities."""
    lines = list(_people(named.get("people", ""), "", names))
    for capacity in dict.fromkeys(CAPACITIES.values()):
        lines += _people(named.get(capacity.value, ""), f" ({capacity.label.lower()})", names)
    return lines


def _people(cell: str, suffix: str, names: NameIndex) -> Iterator[str]:
    for piece in _pieces(cell):
        for name in _apart(piece, names):
            yield names.read_again(name if read_line(name).capacity else name + suffix)


def _pieces(cell: str) -> list[str]:
    return [piece.strip() for piece in re.split(r"[\n;]", cell) if piece.strip()]


def _parts(piece: str) -> list[str]:
    return [part.strip() for part in re.split(r",|\s&\s|\sand\s", piece) if part.strip()]


def _apart(piece: str, names: NameIndex) -> list[str]:
    """The names in “Ada Lovelace, Ben Ali and Cem Kaya”. A known name with a comma stays whole."""
    if names.matches(piece):
        return [piece]
    parts = _parts(piece)
    turned = " ".join(reversed(parts))
    if len(parts) == 2 and "," in piece and names.matches(turned):
        return [turned]
    whole = all(" " in part or names.matches(part) for part in parts)
    return parts if whole else [piece]


def read_people(text: str, names: NameIndex) -> Reading:
    """People, each on a row: a name, a capacity, a role and an organisation."""
    reading, table = Reading(), cells_of(text)
    load(table, names)
    header = header_of(table[0]) if table else None
    for cells in table[1:] if header else table:
        named = _named(header, cells) if header else _person(cells)
        capacity = CAPACITIES.get(named.pop("capacity", "").casefold())
        for line in _people(named.get("people", ""), "", names):
            one = read_line(line)
            reading.rows.append(
                {
                    "line": line,
                    "capacity": one.capacity or (capacity.value if capacity else ""),
                    "role_then": named.get("role_then", "")[:255],
                    "affiliation_then": named.get("affiliation_then", "")[:255],
                }
            )
    return reading


def _person(cells: list[str]) -> dict[str, str]:
    """The cells of a row without a header. A capacity is known by its word."""
    row = {"people": cells[0]}
    rest = [cell for cell in cells[1:] if cell]
    if rest and rest[0].casefold() in CAPACITIES:
        row["capacity"] = rest.pop(0)
    return row | dict(zip(("role_then", "affiliation_then"), rest, strict=False))
