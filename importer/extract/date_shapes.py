"""The ways to write a date, and the values they stand for."""

import datetime
import re
from collections.abc import Iterator
from itertools import pairwise

from cms import dates_in_words
from cms.models.dates import shown_date
from cms.vocabularies import Precision

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|januar|februar|märz|juni|juli|oktober|dezember)\.?"
)
DAYNAME = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thurs?|fri|sat|sun|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)\.?,?\s+"
)
DAY = rf"(?:{DAYNAME})?(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th|er|\.)?(?![\d:])"
YEAR = r"(?:1[89]|20)\d\d(?!\d)"
# 9.30 am, at 10:00
HOUR = r"(?:,?\s+(?:at\s+)?\d{1,2}(?:[:.]\d{2}(?:\s*[ap]\.?m\.?)?|\s*[ap]\.?m\.?))?"
TO = r"\s*(?:–|—|-|\bto\b|\buntil\b|\btill\b|\bthrough\b|\bau\b|\bbis\b)\s*"
MORE = rf"(?:\s*,\s*{DAY}(?:\s+(?:of\s+)?{MONTH})?)*\s*(?:,?\s*(?:and|&|et|und)\s+){DAY}"
SHAPES = (
    rf"{DAY}(?:\s+(?:of\s+)?{MONTH})?{MORE}\s+(?:of\s+)?{MONTH},?\s+{YEAR}",  # 3, 10 and 17 May 2016
    rf"{DAY}(?:\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?{HOUR})?{TO}{DAY}\s+(?:of\s+)?{MONTH},?\s+{YEAR}",
    rf"(?:{DAYNAME})?{MONTH}\s+{DAY}(?:,?\s+{YEAR}{HOUR})?{TO}(?:{DAYNAME})?{MONTH}\s+{DAY},?\s+{YEAR}",  # July 30 – August 2, 2014
    rf"(?:{DAYNAME})?{MONTH}\s+{DAY}(?:{TO}{DAY}|(?:,\s*{DAY})*,?\s+(?:and|&)\s+{DAY})?,?\s+{YEAR}",  # May 3–5, 2016
    rf"{DAY}\s+(?:of\s+)?{MONTH},?\s+{YEAR}",
    rf"{MONTH}(?:\s+{YEAR})?{TO}{MONTH}\s+{YEAR}",
    rf"{MONTH},?\s+{YEAR}",
    r"\d{4}-\d{2}-\d{2}(?:/\d{4}-\d{2}-\d{2})?",
    rf"\d{{1,2}}[./]\d{{1,2}}[./]{YEAR}",
)
DATE = re.compile(rf"(?<![\w-])(?:{'|'.join(SHAPES)})", re.IGNORECASE)
# "12–14 and 19–21 May 2016" is longer than any shape. Its end is not a date.
CUT = re.compile(r"\d(?:st|nd|rd|th|\.)?\s*(?:,|and|&|–|-|/|et|und|to)\s*$", re.IGNORECASE)


def dates_in(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Each complete date in `text` from `start` to `end`."""
    for match in DATE.finditer(text, start, end):
        if not CUT.search(text[max(start, match.start() - 12) : match.start()]):
            yield match


def read_date(stated: str) -> dict[str, object] | None:
    """`{"start": "2016-05-03", "end": "2016-05-17", "days": ["2016-05-03", …], "precision": "day",
    "stated": "3, 10 and 17 May 2016"}`; a start with month precision is "2016-05". None for an
    impossible date, such as 31 April.
    """
    plain = re.sub(rf"{DAYNAME}|{HOUR}(?=\s*[–—-]|\s+to\b)", "", stated, flags=re.IGNORECASE)
    plain = re.sub(r"\bthrough\b", "to", plain, flags=re.IGNORECASE)
    several = [
        part for part in re.split(r"\s*,\s*(?:and\s+)?|\s+(?:and|&|et|und)\s+", plain) if part
    ]
    try:
        if re.search(r"\band\b|&|\bet\b|\bund\b", plain):
            return _several(several, stated)
        reading = dates_in_words.read(plain)
    except dates_in_words.UnreadableDate:
        return None
    end = reading.end if reading.end else reading.start if reading.precision == "day" else None
    return _value(reading.start, end, reading.precision, [], stated)


def _several(parts: list[str], stated: str) -> dict[str, object] | None:
    """The value of days in a list. Consecutive days become a span."""
    if re.fullmatch(YEAR, parts[-1]):
        parts = [*parts[:-2], f"{parts[-2]} {parts[-1]}"]
    year = re.search(YEAR, parts[-1])
    # May 3, 10 and 17, 2016 names its month first.
    american = not re.search(MONTH, parts[-1], re.IGNORECASE)
    month = ""
    days = []
    for part in parts if american else reversed(parts):
        named = re.search(MONTH, part, re.IGNORECASE)
        month = named.group() if named else month
        number = re.search(r"\d{1,2}", part)
        if not number or not year:
            return None
        days.append(dates_in_words.read(f"{number.group()} {month} {year.group()}").start)
    dates = sorted(day for day in days if day)
    together = all(b - a == datetime.timedelta(1) for a, b in pairwise(dates))
    return _value(dates[0], dates[-1], Precision.DAY, [] if together else dates, stated)


def _value(
    start: datetime.date | None,
    end: datetime.date | None,
    precision: str,
    days: list[datetime.date],
    stated: str,
) -> dict[str, object]:
    return {
        "start": shown_date(start, precision),
        "end": shown_date(end, precision),
        "days": [day.isoformat() for day in days],
        "precision": str(precision),
        "stated": stated,
    }
