"""Find dates in running text, and read each whole.

A date is the longest run of days, months, years and the words between them. A run that is not
understood whole gives no date. So no part of a span or of a list is taken for the whole.
"""

import re
from functools import lru_cache

from cms import dates_in_words
from cms.dates.reduced import shown_date
from cms.dates_in_words import vocabulary
from cms.dates_in_words.vocabulary import (
    GERMAN_WEEKDAYS,
    HYPHENS,
    LONG_DASHES,
    MONTH_PATTERN,
    WEEKDAY_PATTERN,
)
from cms.vocabularies import Precision

HYPHEN = f"[{HYPHENS}-]"
DASH = f"[–{LONG_DASHES}{HYPHENS}-]"
MONTH = rf"(?:{MONTH_PATTERN})\b\.?"
DAYNAME = rf"(?:(?:{WEEKDAY_PATTERN}|(?:segunda|terça|quarta|quinta|sexta)-feira)\b\.?,?|(?:{'|'.join(GERMAN_WEEKDAYS)})[.,]+)\s+(?:den\s+)?"
OF = r"(?:(?:of|de|del|du|di)\s+)?"
NO_HOUR = r"(?![\d:]|[.h]\d|\s*(?:[ap]\.?m\b|h\b|uhr\b|heures\b))"
DAY_NUMBER = rf"(?:(?:the|el|le|den|dem|il)\s+)?\d{{1,2}}(?:(?:st|nd|rd|th|er)\b|[.º°])?{NO_HOUR}"
DAY = rf"(?:{DAYNAME})?{DAY_NUMBER}"
YEAR = r"(?:1[89]|20)\d\d(?!\d)"
# 9.30 am, at 10:00, T10:00+02:00
HOUR = (
    r"(?:(?:,?\s+|\s+[@|–-]\s+)(?:(?:at|um|à)\s+)?(?:[01]?\d|2[0-4])"
    r"(?:[:.h]\d{2}(?!\d|[./]\d)(?:\s*(?:[ap]\.?m\.?|uhr|h)\b)?|\s*(?:[ap]\.?m\b\.?|uhr\b|h\b))|T\d\d:[\d:.+Z-]+|\s+\(\d{1,2}[.:h]\d\d\)|\s+\((?:all day|ganztägig|toute la journée|todo el día)\))"
)
TO_PATTERN = rf"(?:\s*,(?=\s+[a-z]))?\s*(?:{DASH}|--|\b(?:{'|'.join(sorted({*vocabulary.TO, 'à', 'até', 't/m'}))})\b)\s*"
# "Or" is no list of days: with it the run is not read.
OR = {"or", "ou", "oder"}
# A space has one way to match: with two, a list of days takes twice as long with each day.
AND_PATTERN = (
    rf"(?:\s*,)?\s*(?:\b(?:{'|'.join(sorted(vocabulary.AND | OR))}|en(?=\s+\d))\b\.?|&|/)\s*"
)
JOINT = rf"(?:{TO_PATTERN}|{AND_PATTERN}|\s*,\s*)"

# Names of months and of days of the week are most of the pattern, so a choice names each once.
NUMBER_MONTH, MONTH_NUMBER = rf"{DAY_NUMBER}\s*{OF}{MONTH}", rf"{MONTH}\s+{DAY_NUMBER}"
DAY_OF_MONTH = rf"(?:{DAYNAME})?(?:{NUMBER_MONTH}|{MONTH_NUMBER})"
FIGURES = (
    rf"\d{{1,2}}(?:/\d{{1,2}}/|\.\d{{1,2}}\.|{HYPHEN}\d{{1,2}}{HYPHEN})(?:{YEAR}|\d\d(?![\d.]))"
)
ISO = rf"\d{{4}}{HYPHEN}\d\d{HYPHEN}\d\d(?!\d)"
# A date of its own.
WHOLE = (
    rf"(?:(?:{DAYNAME})?(?:{NUMBER_MONTH},?\s+{OF}{YEAR}"
    rf"|{MONTH_NUMBER}(?:(?:{JOINT}(?:{DAYNAME})?(?:{MONTH}\s+)?{DAY_NUMBER}){{0,31}}{JOINT}{DAY})?,?\s+{YEAR}"
    rf"|{FIGURES})|{MONTH},?\s+{OF}{YEAR}|{ISO}(?:(?:/|--)(?:\d\d{HYPHEN})?\d\d(?![\d-]))?)"
)
# What needs a later part for its month or year.
# 12/5 before another date is a day and a month, and not two days as well.
DAY_AND_MONTH = r"\d{1,2}[./]\d{1,2}\.?"
PART = (
    rf"(?:{DAY_OF_MONTH}|{MONTH}|(?!{DAY_AND_MONTH}(?:{HOUR})?{JOINT}){DAY}|{DAY_AND_MONTH}"
    rf"|{YEAR}(?={TO_PATTERN}(?:{MONTH}|{YEAR})))"
)
BESIDE_DATE = re.compile(rf"{DAYNAME}|{HOUR}", re.IGNORECASE)
NUMBER_TO = re.compile(rf"\d+{TO_PATTERN}", re.IGNORECASE)
# Most words of a page are seen at their first two letters to begin no date.
NAMES = [*f"{MONTH_PATTERN}|{WEEKDAY_PATTERN}".split("|"), *GERMAN_WEEKDAYS, "the"]
BEGINS = "|".join(sorted({name[:2] for name in NAMES}))
OPEN = rf"{TO_PATTERN}(?:present|today|now|date|ongoing|heute|aujourd.hui)\b|\s+onwards?\b|\s*{DASH}\s*$"
DATE = re.compile(
    rf"(?<![\w.:£$€{HYPHENS}-])(?=\d|{BEGINS})(?:{PART}(?:{HOUR})?{JOINT}){{0,31}}?{WHOLE}"
    rf"(?:(?:{HOUR})?{JOINT}{WHOLE}|{TO_PATTERN}(?:{DAY_OF_MONTH}|{MONTH}|{DAY}|\d{{4}}(?!\d))"
    rf"|{AND_PATTERN}{DAY_OF_MONTH}|/\d\d(?!\d)|{OPEN}){{0,31}}",
    re.IGNORECASE,
)
ORDINAL = (
    r"(?:first|second|third|last|\w*(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|teen|twentie|thirtie)th"
    r"|premier|dernier|primero|último|(?:erste|zweite|dritte|letzte)[nrs]?)"
)
# Freitag, 11. Oktober, bis Sonntag, 13. Oktober
COMMA_TO = re.compile(rf",\s+(?=(?:{'|'.join(vocabulary.TO)})\s)", re.IGNORECASE)
# Freitag, 21., und Samstag, 22. Januar
DAY_COMMA = re.compile(r"(\d\.),\s+(?=(?:und|bis|y|et)\s)")
# Samstag, dem 24. Oktober
DATIVE = re.compile(r"\bdem\s+(?=\d)", re.IGNORECASE)
DUTCH_AND = re.compile(r"(\d)\s+en\s+(?=\d)", re.IGNORECASE)
# "12–14 and 19–21 May 2016" is longer than any shape. Its end is not a date. Nor is what follows a
# sign or a word that joins days in no shape: "12 + 13 May 2016", "12. bis einschließlich 14. Mai".
BESIDE_DAY = r"(?:\s*\(\w{2,10}\.?\))?"
JOINED = rf"(?:{JOINT}|\s*(?:[+~;×→>]|\.{{2,3}}|…)\s*|{TO_PATTERN}(?:einschließlich|inclusive|et y compris)\s+)"
CUT = re.compile(
    rf"(?<![\w.:£$€])\d{{1,2}}(?:st|nd|rd|th|[.º°])?{BESIDE_DAY}(?:\s*{OF}{MONTH})?{JOINED}(?:(?:the|el|le|den|dem)\s+)?$",
    re.IGNORECASE,
)
# "13² January 2016" and "first of May 2016" have a day that is not read.
DAY_LOST = re.compile(
    rf"(?<!\w)(?:\d{{1,2}}(?:{BESIDE_DAY}|[^\s,;|a-z]{{0,4}})|{ORDINAL})\s*{OF}(?:(?:the|el|le|den|dem)\s+)?$",
    re.IGNORECASE,
)
# Words that make a date less than a day or a span: "early", "until", "from" without an end.
BEFORE = re.compile(
    r"(?:\b(?:early|late|mid|circa|ca?\.|about|around|before|after|since|until|till|by|from|between"
    r"|(?:end|start|beginning|middle|week|weekend) of|anfang|mitte|ende|vor|nach|ab|seit|bis(?: einschließlich)?|von"
    r"|zwischen|début|fin|avant|après|depuis|vers|jusqu.au|entre|desde|hasta|antes de|[àa] partir d[eu])[\s-]+)"
    r"(?:(?:the|le|el|den|dem)\s+)?$",
    re.IGNORECASE,
)
# "Every Monday from 2 to 30 May 2016" is not each day of them.
REPEATED = r"(?:every|each|weekly|monthly|\w+days|jeden|jeweils|wöchentlich|chaque|tous les|cada|todos los)\b"
REPEATED_BEFORE = re.compile(rf"\b{REPEATED}[^.;|()]*$", re.IGNORECASE)
REPEATED_BEHIND = re.compile(rf"[\s,(]*{REPEATED}", re.IGNORECASE)
# "Day 1 – 13 January 2016": the number is not a day of the month.
NUMBERED_PART = re.compile(
    r"\b(?:day|session|panel|part|room|hall|week|module|phase|no|nr|tag|teil|raum|jour|séance|salle|partie"
    r"|día|sesión|sala|parte)\.?\s+$",
    re.IGNORECASE,
)


# Thursday 9 June; Day two: the heading of a day in a programme.
OF_A_DAY = re.compile(
    rf"(?:{WEEKDAY_PATTERN})\b|\d{{1,2}}\.?\s+{MONTH}|{MONTH}\s+\d|(?:day|tag|jour|día)\s",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def dates_in(text: str, start: int, end: int) -> tuple[re.Match[str], ...]:
    """Each complete date in `text` from `start` to `end`. Several rules ask for those of one sentence."""
    return tuple(
        match
        for match in DATE.finditer(text, start, end)
        if not CUT.search(text[max(start, match.start() - 32) : match.start()])
    )


def read_match(match: re.Match[str]) -> dict[str, object] | None:
    """The value of a date in its text. None when the words around it change what it says."""
    before = match.string[max(match.start() - 32, 0) : match.start()].rpartition("\n")[2]
    if NUMBERED_PART.search(before) and NUMBER_TO.match(match.group()):
        return None
    if DAY_LOST.search(before) and match.group()[0].isalpha():
        return None
    qualifier = BEFORE.search(before)
    stated = " ".join(match.group().split())
    value = read_date(f"{qualifier.group()} {stated}" if qualifier else stated)
    if value and value["end"] != value["start"]:
        behind = match.string[match.end() : match.end() + 20]
        if REPEATED_BEFORE.search(before) or REPEATED_BEHIND.match(behind):
            return None
    return value and value | {"stated": stated}


def read_date(stated: str) -> dict[str, object] | None:
    """`{"start": "2016-05-03", "end": "2016-05-17", "days": ["2016-05-03", …], "precision": "day",
    "edtf": "{2016-05-03,…}", "stated": "3, 10 and 17 May 2016"}`; a start with month precision is
    "2016-05". None for an impossible date, such as 31 April, and for a span without an end: on a
    page it is seldom the time of the event.
    """
    try:
        # A page may be wrong about the day of the week. Its words are kept beside the date.
        reading = dates_in_words.read(_in_words(BESIDE_DATE.sub("", stated)))
    except dates_in_words.UnreadableDate:
        return None
    if reading.start is None or reading.open:
        return None
    end = reading.start if reading.precision == Precision.DAY else None
    return {
        "start": shown_date(reading.start, reading.precision),
        "end": shown_date(reading.end or end, reading.precision),
        "days": [day.isoformat() for day in reading.days],
        "precision": str(reading.precision),
        "edtf": reading.edtf,
        "stated": stated,
    }


def _in_words(stated: str) -> str:
    """The date without German and Dutch words that mean something else, or nothing, in a typed date."""
    plain = COMMA_TO.sub(" ", DATIVE.sub("", stated.replace("t/m", "–")))
    plain = DAY_COMMA.sub(r"\1 ", plain)
    return DUTCH_AND.sub(r"\1 and ", plain)
