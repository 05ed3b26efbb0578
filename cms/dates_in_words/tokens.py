"""The words, numbers and signs of a date."""

import re
from collections.abc import Iterator

from .vocabulary import (
    ABOUT,
    AND,
    BETWEEN,
    FILLER,
    FROM,
    MONTHS,
    ONWARDS,
    PRESENT,
    SEASONS,
    SINCE,
    TO,
    UNSURE,
    WEEKDAYS,
)

DATE_HELP = (
    "Write 13–15 January 2016, January 2012, circa 2012, spring 2012 or 2012. Leave it empty when "
    "no date is stated."
)
TOKEN = re.compile(
    r"""(?P<iso>\d{4}-\d\d(?:-\d\d)?)(?![\d-])
    |(?P<figures>\d{1,2}(?P<mark>[./-])\d{1,2}(?P=mark)(?:\d{4}|\d\d))(?![\d/-])
    |(?P<pair>\d{1,2}[./]\d{1,2})\.?(?=\s*(?:-|–|to\b|until\b|till\b|bis\b|au\b|al?\b))
    |(?P<decade>
        (?:annees|anos|decada\ de(?:\ los)?|decade(?:\ of(?:\ the)?)?)\ \d{3}0(?:'?s)?(?![\w/-])
        |\d{3}0(?:'?s|er(?:[\ -]?jahren?)?)(?!\w)(?:\ decade\b)?)
    |(?P<year>\d{4})(?!\d)
    |(?P<day>\d{1,2})(?:(?:st|nd|rd|th|er)\b|[.º°])?(?!\d)
    |(?P<to>--?|–)
    |(?P<word>[a-z]+)\.?
    |(?P<comma>,)
    |(?P<slash>/)
    |(?P<unsure>\?)
    |(?P<about>~)
    |(?P<and>&)""",
    re.VERBOSE | re.ASCII,
)
WORDS = {
    "month": MONTHS,
    "season": SEASONS,
    "weekday": WEEKDAYS,
    "to": TO,
    "and": AND,
    "from": FROM,
    "between": BETWEEN,
    "since": SINCE,
    "onwards": ONWARDS,
    "present": PRESENT,
    "about": ABOUT,
    "unsure": UNSURE,
    "filler": FILLER,
}


class UnreadableDate(ValueError):
    """The text is not a date, or it is ambiguous. The message says what to write."""


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """`("day", "13"), ("to", "–"), ("day", "15"), ("month", "january"), ("year", "2016")`."""
    place = 0
    while place < len(text):
        match = TOKEN.match(text, place)
        if not match:
            raise UnreadableDate(DATE_HELP)
        kind = str(match.lastgroup)
        yield (_kind(match[kind]) if kind == "word" else kind), match[kind]
        place = match.end() + text.startswith(" ", match.end())


def _kind(word: str) -> str:
    for kind, names in WORDS.items():
        if word in names:
            return kind
    raise UnreadableDate(DATE_HELP)
