"""The words of a cell as values of a record: dates, numbers, words of a list, countries."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django_countries import countries

from cms.text.numbers import whole_number
from tables.columns.base import (
    BooleanColumn,
    ChoiceColumn,
    Column,
    CountryColumn,
    DegreesColumn,
    text_of,
)
from tables.columns.dates import DateRangeColumn, edtf_around
from tables.problems import InvalidCell

from .options import ORDERS
from .vocabulary.labels import fold
from .vocabulary.word_lists import NO_WORDS, VALUES_BY_WORD, YES_WORDS

LANGUAGES = ("en", "de", "fr", "es")
YEAR = re.compile(r"(?:1\d|20)\d\d", re.ASCII)
DAYS_OF_EXCEL = range(10_000, 80_000)  # 1927 to 2119
MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]00:00(?::00(?:\.0+)?)?", re.ASCII)
ISO = re.compile(r"\d{4}(?:-\d\d){0,2}(?:/\d{4}(?:-\d\d){0,2})?", re.ASCII)
ORDINAL = r"([0-9]{1,4})(?:st|nd|rd|th|e|ère|ème|er|º|ª|°|\.)?(?:\s.*)?"
LEADING_NUMBER = re.compile(ORDINAL, re.IGNORECASE)
PARTS = ("", "start", "end")
FIGURES = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", re.ASCII)
KEPT = "“{}” is kept as stated, and the date is left empty."
AROUND = "“{}” is kept as stated. The date is {}."
TWO_MEANINGS = " The day or the month may be first: say which."
SERIAL = "The number {} is read as the day {}, as spreadsheets count days."


@dataclass
class CellReading:
    """The values that a cell gives, by column. `stated` are words beside them: a column of its own
    in the table comes before them."""

    values: dict[str, Any] = field(default_factory=dict)
    stated: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    remark: str = ""  # for the internal notes


# -- Dates ----------------------------------------------------------------------------------------


def dates_of(column: DateRangeColumn, parts: dict[str, Any], order: str) -> CellReading:
    """The dates from one cell, or from cells with the first day, the last day and the year.

    `order` says whether 03/04/2016 has the day or the month first. Empty: nobody knows.
    """
    reading = CellReading()
    texts = {part: _day_text(value, reading) for part, value in parts.items()}
    text, year, start, end = (texts.get(part, "") for part in ("", "year", "start", "end"))
    stated = text or " – ".join(dict.fromkeys(filter(None, (start, end))))
    text = _ordered(text, order) or _span(column, _ordered(start, order), _ordered(end, order))
    if year and not YEAR.search(text):
        text = f"{text} {year}".strip()
    try:
        if value := column.parse(text):
            reading.values[column.name] = value
    except InvalidCell:
        if value := edtf_around(text):
            reading.values[column.name] = value
            reading.notes.append(AROUND.format(stated or text, column.text(value)))
            reading.stated["dates_stated"] = stated or text
            return reading
        is_open = FIGURES.search(text) and order not in ORDERS
        reading.notes.append(KEPT.format(stated or text) + (TWO_MEANINGS if is_open else ""))
        reading.stated["dates_stated"] = stated or text
    if not all(ISO.fullmatch(texts[part]) for part in PARTS if texts.get(part)):
        reading.stated["dates_stated"] = stated
    return reading


def _day_text(value: Any, reading: CellReading) -> str:
    """A date as text. A bare number may be a day as a spreadsheet counts them."""
    text = text_of(value)
    number = whole_number(text)
    # Python looks for what is no number at each place of a range.
    if number is not None and number in DAYS_OF_EXCEL:
        from openpyxl.utils.datetime import from_excel

        day = from_excel(number)
        if isinstance(day, date):
            reading.notes.append(SERIAL.format(text, day.strftime("%Y-%m-%d")))
            return day.strftime("%Y-%m-%d")
    return MIDNIGHT.sub(r"\1", text)


def _ordered(text: str, order: str) -> str:
    """03/04/2016 as 2016-04-03 when the day is known to be first."""
    match = FIGURES.fullmatch(text)
    if not match or order not in ORDERS:
        return text
    day, month = (match[1], match[3]) if order == "day" else (match[3], match[1])
    return f"{match[4]}-{month:0>2}-{day:0>2}"


def _span(column: DateRangeColumn, start: str, end: str) -> str:
    """Two cells as one text. Each is read first, so that 13.01.2016 and 15.01.2016 are a span."""
    if not start or not end or start == end:
        return start or end
    try:
        days = [column.parse(part) for part in (start, end)]
    except InvalidCell:
        return f"{start} – {end}"
    return "/".join(days) if all(days) else f"{start} – {end}"


# -- Numbers, words of a list ---------------------------------------------------------------------


def ordinal_of(value: Any) -> CellReading:
    """15 for “15th”, which is kept as stated. A number in words is kept, too."""
    text = text_of(value)
    if whole_number(text) is not None:
        return CellReading({"ordinal": text}, {"ordinal_basis": "stated"})
    match = LEADING_NUMBER.fullmatch(text)
    if match:
        stated = {"ordinal_basis": "stated", "ordinal_stated": text}
        return CellReading({"ordinal": str(int(match[1]))}, stated)
    return CellReading(
        {}, {"ordinal_stated": text}, [f"“{text}” is kept as stated. It is no number."]
    )


def choice_of(column: ChoiceColumn, value: Any, names: list[str]) -> CellReading:
    """A word of a list, also in other languages. Other words are kept: as stated, if the table has
    a column for them, or in the internal notes."""
    text = text_of(value)
    stated_name = f"{column.name}_stated"
    stated: dict[str, Any] = {}
    if stated_name in names and text not in column.choices.values:
        stated = {stated_name: [text] if column.name == "kind" else text}
    try:
        return CellReading({column.name: known_word(column, text)}, stated)
    except InvalidCell:
        where = "as stated" if stated else "in the internal notes"
        note = f"“{text}” is kept {where}. It is no known {column.name}."
        remark = "" if stated else f"{column.name.capitalize()}: {text}"
        return CellReading({}, stated, [note], remark)


def known_word(column: ChoiceColumn, text: str) -> str | None:
    word = VALUES_BY_WORD.get(fold(text), ())
    values = [value for value in word if value in column.choices.values]
    return values[0] if values else column.parse(text.strip())


def country_of(column: CountryColumn, value: Any) -> str | None:
    text = text_of(value).strip()
    for language in LANGUAGES:
        if code := countries.by_name(text, language=language):
            return str(code)
    return column.parse(text)


def plain_value(column: Column, value: Any) -> Any:
    """A cell for a column whose values need nothing from elsewhere."""
    if isinstance(column, CountryColumn):
        return country_of(column, value)
    text = text_of(value)
    if isinstance(column, DegreesColumn):
        return text.replace(",", ".").rstrip("° ")
    if isinstance(column, BooleanColumn):
        word = fold(text)
        return "yes" if word in YES_WORDS else "no" if word in NO_WORDS else text
    if column.name in ("website", "url") and text.startswith("www."):
        return f"https://{text}"
    return text
