"""The ends of spans and the days of lists, as far as a text writes them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from .tokens import DATE_HELP, UnreadableDate, tokens
from .vocabulary import MONTHS, SEASONS, SINCE, UNTIL, WEEKDAYS, in_single_words

TWO_MEANINGS = "Write the month as a word. These numbers can have two meanings."
ONE_OR_BOTH = "Say it of each end: from circa 1998 to 2001, or circa 1998 – circa 2001."
SOME_TIME = (
    "“Between” can mean some time within, or all of it. Write 1998–2001 if it lasted so long. "
    "Otherwise leave the date empty, and write the words as the date as stated."
)
JOINTS = ("to", "and", "comma", "slash")
# The orders in which a person writes a year, a month and a day.
LETTERS = {"year": "y", "month": "m", "day": "d", "season": "s", "decade": "x"}
ORDERS = {"dmy", "mdy", "ymd", "my", "ym", "y", "dm", "md", "m", "d", "dy", "sy", "ys", "s", "x"}


@dataclass(frozen=True)
class PartialDate:
    """One end of a span, as far as it is written. `joined` says how it follows the one before.

    `figures` are two numbers of which one is the month. `signs` are the qualifiers of EDTF.
    """

    joined: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    signs: str = ""
    order: str = ""
    figures: tuple[int, int] | None = None


def written_parts(text: str) -> list[PartialDate]:
    """The parts of `text`, with the month and the year that they share. Raises `UnreadableDate`.

    The only part of a span with an open end is joined by "since" or "until".
    """
    text = in_single_words(text)
    written = list(tokens(text))
    opener = _opener(written)
    parts = _filled(_in_order(_parts(written), text))
    joints = [part.joined for part in parts[1:]]
    if opener in ("since", "until"):
        if joints:
            raise UnreadableDate(DATE_HELP)
        return [replace(parts[0], joined=opener)]
    if opener == "between" and any(part.day is None for part in parts):
        raise UnreadableDate(SOME_TIME)
    if opener == "between" and joints == ["and"]:
        parts[1] = replace(parts[1], joined="to")
        joints = ["to"]
    if opener and joints != ["to"]:
        raise UnreadableDate(DATE_HELP)
    if not opener and joints == ["to"] and {*parts[0].signs} != {*parts[1].signs}:
        raise UnreadableDate(ONE_OR_BOTH)
    lists = [joint for joint in joints if joint != "to"]
    if "comma" in lists and lists[-1] != "and" and any(part.order != "ymd" for part in parts):
        raise UnreadableDate(DATE_HELP)
    return parts


def _opener(tokens: list[tuple[str, str]]) -> str:
    """How the text begins: "from", "between", "since", "until" or "". Its tokens are taken out."""
    kinds = [kind for kind, _text in tokens]
    opener = ""
    if kinds[:1] in (["from"], ["between"], ["since"]) or (tokens and tokens[0][1] in UNTIL):
        opener, word = tokens.pop(0)
        opener = "until" if opener == "to" else opener
        if opener == "from" and word in SINCE and not {*kinds} & {*JOINTS}:
            opener = "since"
    is_open = kinds[-1:] == ["onwards"] or kinds[-2:] == ["to", "present"]
    if is_open:
        del tokens[-1 if kinds[-1] == "onwards" else -2 :]
        if opener in ("between", "until"):
            raise UnreadableDate(DATE_HELP)
        return "since"
    return opener


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
                raise UnreadableDate(DATE_HELP)
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
        raise UnreadableDate(DATE_HELP)
    return parts


def _with(part: PartialDate, kind: str, text: str) -> PartialDate:
    """`part` with one more token."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if kind == "weekday" and part.weekday is None and not part.order:
        return replace(part, weekday=WEEKDAYS[text])
    if (kind == "about" and not part.order) or kind == "unsure":
        return replace(part, signs=part.signs + ("~" if kind == "about" else "?"))
    if kind in ("iso", "figures", "pair"):
        if part.order:
            raise UnreadableDate(DATE_HELP)
        if kind == "iso":
            year, month, day = [*numbers, None][:3]
            return replace(part, year=year, month=month, day=day, order="ymd" if day else "ym")
        if len(text) - len(text.rstrip("0123456789")) == 2 and kind == "figures":
            raise UnreadableDate("Write the year with four digits.")
        first, second, *rest = numbers
        return replace(part, figures=(first, second), year=rest[0] if rest else None, order="?")
    order = part.order + LETTERS.get(kind, "-")
    if not any(known_order.startswith(order) for known_order in ORDERS):
        raise UnreadableDate(DATE_HELP)
    values: dict[str, int | None] = {"month": MONTHS.get(text), "season": SEASONS.get(text)}
    if kind == "decade" and text.endswith("00s"):
        raise UnreadableDate(f"Write {text[:3]}X for ten years. Plenary keeps no centuries.")
    name = "year" if kind == "decade" else kind
    changes: Any = {name: values.get(kind) or numbers[0]}
    return replace(part, order=order, **changes)


def _in_order(parts: list[PartialDate], text: str) -> list[PartialDate]:
    """Say which figure is the month. 13/01/2016 must be January. 03/04/2016 is refused.

    A number over 12 decides for the whole text. So does a day alone with its dot: 5.–7.9.2016.
    """
    figures = [part.figures for part in parts if part.figures]
    if any(part.order not in ORDERS | {"?"} for part in parts):
        raise UnreadableDate(DATE_HELP)
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
        raise UnreadableDate(DATE_HELP)
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
