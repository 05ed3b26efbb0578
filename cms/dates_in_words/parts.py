"""The ends of spans and the days of lists, as far as a text writes them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .vocabulary import AND, BETWEEN, FILLER, FROM, MONTHS, TO, WEEKDAYS

ACCEPTED = "Write 13–15 January 2016, January 2012 or 2012. Leave it empty when no date is stated."
TWO_MEANINGS = "Write the month as a word. These numbers can have two meanings."
TOKEN = re.compile(
    r"""(?P<iso>\d{4}-\d\d(?:-\d\d)?)(?![\d-])
    |(?P<figures>\d{1,2}(?P<mark>[./-])\d{1,2}(?P=mark)(?:\d{4}|\d\d))(?![\d/-])
    |(?P<pair>\d{1,2}[./]\d{1,2})\.?(?=\s*(?:-|–|to\b|until\b|till\b|bis\b|au\b|al?\b))
    |(?P<year>\d{4})(?!\d)
    |(?P<day>\d{1,2})(?:(?:st|nd|rd|th|er)\b|\.)?(?!\d)
    |(?P<to>--?|–)
    |(?P<word>[a-z]+)\.?
    |(?P<comma>,)
    |(?P<slash>/)
    |(?P<and>&)""",
    re.VERBOSE | re.ASCII,
)
WORDS = {
    "month": MONTHS,
    "weekday": WEEKDAYS,
    "to": TO,
    "and": AND,
    "from": FROM,
    "between": BETWEEN,
    "filler": FILLER,
}
JOINTS = ("to", "and", "comma", "slash")
# The orders in which a person writes a year, a month and a day.
ORDERS = {"dmy", "mdy", "ymd", "my", "ym", "y", "dm", "md", "m", "d", "dy"}


class UnreadableDate(ValueError):
    """The text is not a date, or it is ambiguous. The message says what to write."""


@dataclass(frozen=True)
class PartialDate:
    """One end of a span, as far as it is written. `joined` says how it follows the one before.

    `figures` are two numbers of which one is the month.
    """

    joined: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    order: str = ""
    figures: tuple[int, int] | None = None


def written_parts(text: str) -> list[PartialDate]:
    """The parts of `text`, with the month and the year that they share. Raises `UnreadableDate`."""
    tokens = list(_tokens(text))
    opener = tokens.pop(0)[0] if tokens and tokens[0][0] in ("from", "between") else ""
    parts = _filled(_in_order(_parts(tokens), text))
    if opener == "between" and [part.joined for part in parts] == ["", "and"]:
        parts[1] = replace(parts[1], joined="to")
    joints = [part.joined for part in parts[1:]]
    if opener and joints != ["to"]:
        raise UnreadableDate(ACCEPTED)
    lists = [joint for joint in joints if joint != "to"]
    if "comma" in lists and lists[-1] != "and":
        raise UnreadableDate(ACCEPTED)
    return parts


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """`("day", "13"), ("to", "–"), ("day", "15"), ("month", "january"), ("year", "2016")`."""
    place = 0
    while place < len(text):
        match = TOKEN.match(text, place)
        if not match:
            raise UnreadableDate(ACCEPTED)
        kind = str(match.lastgroup)
        yield (_kind(match[kind]) if kind == "word" else kind), match[kind]
        place = match.end() + text.startswith(" ", match.end())


def _kind(word: str) -> str:
    for kind, names in WORDS.items():
        if word in names:
            return kind
    raise UnreadableDate(ACCEPTED)


def _parts(tokens: list[tuple[str, str]]) -> list[PartialDate]:
    """The ends of the spans and the days of the list, each as it is written."""
    parts = [PartialDate()]
    joined = ""
    for kind, text in tokens:
        if kind == "filler":
            continue
        if kind in JOINTS:
            # "3, 10, and 17 May" has a comma before the word.
            if (joined and (joined, kind) != ("comma", "and")) or parts == [PartialDate()]:
                raise UnreadableDate(ACCEPTED)
            joined = kind
            continue
        last = parts[-1]
        within = joined == "comma" and (kind == "year" or last.order == "")
        if joined and not within:
            slash_of_iso = joined == "slash" and last.order in ("y", "ym", "ymd")
            parts.append(PartialDate("to" if slash_of_iso else joined))
        joined = ""
        parts[-1] = _with(parts[-1], kind, text)
    if joined:
        raise UnreadableDate(ACCEPTED)
    return parts


def _with(part: PartialDate, kind: str, text: str) -> PartialDate:
    """`part` with one more token."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if kind == "weekday" and part.weekday is None and not part.order:
        return replace(part, weekday=WEEKDAYS[text])
    if kind in ("iso", "figures", "pair"):
        if part.order:
            raise UnreadableDate(ACCEPTED)
        if kind == "iso":
            year, month, day = [*numbers, None][:3]
            return replace(part, year=year, month=month, day=day, order="ymd" if day else "ym")
        if len(text) - len(text.rstrip("0123456789")) == 2 and kind == "figures":
            raise UnreadableDate("Write the year with four digits.")
        first, second, *rest = numbers
        return replace(part, figures=(first, second), year=rest[0] if rest else None, order="?")
    order = part.order + kind[0]
    if kind not in ("year", "month", "day") or not any(o.startswith(order) for o in ORDERS):
        raise UnreadableDate(ACCEPTED)
    part = replace(part, order=order)
    if kind == "month":
        return replace(part, month=MONTHS[text])
    return replace(part, day=numbers[0]) if kind == "day" else replace(part, year=numbers[0])


def _in_order(parts: list[PartialDate], text: str) -> list[PartialDate]:
    """Say which figure is the month. 13/01/2016 must be January. 03/04/2016 is refused.

    A number over 12 decides for the whole text. So does a day alone with its dot: 5.–7.9.2016.
    """
    figures = [part.figures for part in parts if part.figures]
    if any(part.order not in ORDERS | {"?"} for part in parts):
        raise UnreadableDate(ACCEPTED)
    if not figures:
        return parts
    is_german = "." in text and "/" not in text and any(part.order == "d" for part in parts)
    day_first = is_german or any(first > 12 for first, _ in figures)
    month_first = any(second > 12 for _, second in figures)
    if day_first and month_first:
        raise UnreadableDate("This day does not exist.")
    if not day_first and not month_first and any(first != second for first, second in figures):
        raise UnreadableDate(TWO_MEANINGS)
    order = "mdy" if month_first else "dmy"
    return [_decided(part, order) for part in parts]


def _decided(part: PartialDate, order: str) -> PartialDate:
    if part.figures is None:
        return part
    first, second = part.figures
    day, month = (second, first) if order == "mdy" else (first, second)
    return replace(part, day=day, month=month, order=order)


def _filled(parts: list[PartialDate]) -> list[PartialDate]:
    """`13` of “13–15 January 2016” is a day of that month and year."""
    month_first = {part.order[:2] == "md" for part in parts if {*"md"} <= {*part.order}}
    from_left = month_first == {True}
    is_mixed = len(month_first) > 1 and any(part.month is None for part in parts)
    # The last part of "January 13–15, 2016" is a day and a year.
    if is_mixed or (not from_left and any(part.order == "dy" for part in parts)):
        raise UnreadableDate(ACCEPTED)
    filled: list[PartialDate] = []
    for place, part in enumerate(parts):
        after = parts[place + 1 :]
        others = [*reversed(filled)] if from_left else after
        year, month = part.year, part.month
        if year is None:
            year = _first(other.year for other in [*after, *reversed(filled)])
        if month is None and part.day is not None:
            month = _first(other.month for other in others)
        filled.append(replace(part, year=year, month=month))
    return filled


def _first(values: Iterable[int | None]) -> int | None:
    return next((value for value in values if value is not None), None)
