"""When the event is, from a line of its own or from a sentence about it."""

import datetime
import re
from collections.abc import Iterator
from itertools import pairwise

from cms import dates_in_words
from cms.vocabularies import Precision

from .page import Block, Page, is_line
from .proposal import Found
from .subject import OTHER, is_own

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|januar|februar|märz|juni|juli|oktober|dezember)\.?"
)
DAYNAME = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thurs?|fri|sat|sun)\.?,?\s+"
DAY = rf"(?:{DAYNAME})?(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th|er|\.)?(?![\d:])"
YEAR = r"(?:1[89]|20)\d\d(?!\d)"
TO = r"\s*(?:–|—|-|\bto\b|\buntil\b|\bau\b|\bbis\b)\s*"
MORE = rf"(?:\s*,\s*{DAY}(?:\s+(?:of\s+)?{MONTH})?)*\s*(?:,?\s*(?:and|&|et|und)\s+){DAY}"
SHAPES = (
    rf"{DAY}(?:\s+(?:of\s+)?{MONTH})?{MORE}\s+(?:of\s+)?{MONTH},?\s+{YEAR}",  # 3, 10 and 17 May 2016
    rf"{DAY}(?:\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?)?{TO}{DAY}\s+(?:of\s+)?{MONTH},?\s+{YEAR}",
    rf"{MONTH}\s+{DAY}(?:{TO}(?:{MONTH}\s+)?{DAY}|\s+and\s+{DAY})?,?\s+{YEAR}",  # May 3–5, 2016
    rf"{DAY}\s+(?:of\s+)?{MONTH},?\s+{YEAR}",
    rf"{MONTH}(?:\s+{YEAR})?{TO}{MONTH}\s+{YEAR}",
    rf"{MONTH},?\s+{YEAR}",
    r"\d{4}-\d{2}-\d{2}(?:/\d{4}-\d{2}-\d{2})?",
)
DATE = re.compile(rf"(?<![\w-])(?:{'|'.join(SHAPES)})", re.IGNORECASE)
LABEL = re.compile(
    r"^(?:event\s+|conference\s+|meeting\s+)?(?:dates?(?:\s+and\s+\w+)?|when)\s*:?\s*",
    re.IGNORECASE,
)
WRITTEN = re.compile(
    r"\b(?:published|posted|updated|modified|accessed|retrieved|created|written|archived|deadline|apply by|register by"
    r"|registration|applications?|closing date|press release|news|blog|date of (?:issue|publication)|by [A-Z]\w+ [A-Z]\w+)\b",
    re.IGNORECASE,
)
HAPPENS = re.compile(
    r"\b(?:takes?|took|taking|taken) place\b|\b(?:held|convened?s?|hosted|hosts|scheduled|met|meets?|gather(?:s|ed)|runs?|ran"
    r"|organi[sz]ed|brought together)\b|\b(?:is|was|will be) (?:on|from|in)\b",
    re.IGNORECASE,
)
# What a date line may say beside the date: a place, a code, hours.
BESIDE = re.compile(r"^[\s|lI¦/•·,:()–—-]*$")


def find_dates(page: Page) -> list[Found]:
    """The date of the event. Empty when none is stated or when the page states two."""
    lines = list(_lines(page))
    found = lines or list(_sentences(page))
    meant = {(each.value["start"], each.value["end"]) for each in found}
    return found[:1] if len(meant) == 1 else []


def distinct_lines(page: Page) -> int:
    """How many different dates stand on lines of their own: two are two events."""
    return len({(each.value["start"], each.value["end"]) for each in _lines(page)})


def _lines(page: Page) -> Iterator[Found]:
    """Dates on a line of their own, under a label, or in the title."""
    label: Block | None = None
    for block in page.content:
        words = page.words(block)
        labelled = LABEL.match(words) or label
        label = block if LABEL.fullmatch(words) else None
        if not is_line(words) or WRITTEN.search(words) or block.kind == "quote":
            continue
        matches = list(DATE.finditer(page.text, block.start, block.end))
        if len(matches) == 1 and (labelled or _is_date_line(page, block, matches[0])):
            if _is_byline(page, block, matches[0]) and not labelled:
                continue
            yield from _reading(matches[0], 0.97 if labelled else 0.93)


def _is_date_line(page: Page, block: Block, match: re.Match[str]) -> bool:
    """The date begins or ends the line, and what else is there is no sentence."""
    before = page.text[block.start : match.start()]
    after = page.text[match.end() : block.end]
    if block.kind == "heading" and block.level > 1 and before.strip():
        return False
    if OTHER.search(before):
        return False
    if not before.strip():
        return not re.match(r"\s*(?:[a-z]{3,}|\w+\s+\w+ed\b)", after)
    return bool(BESIDE.match(after)) or bool(re.search(r"[|,–—:(/]\s*$", before))


def _is_byline(page: Page, block: Block, match: re.Match[str]) -> bool:
    """A single day beside the title of a news page is the day it was published."""
    single = not re.search(rf"{TO}|,.*and|\band\b", match.group())
    day = re.match(r"\D*\d", match.group()) and not re.fullmatch(
        rf"{MONTH},?\s+{YEAR}", match.group(), re.IGNORECASE
    )
    crumbs = " ".join(page.words(each) for each in page.of_kind("chrome", "address"))[:2000]
    news = re.search(
        r"[>»›/]\s*(?:news|blog|press|posts?|stories|articles)\b|/(?:19|20)\d\d/\d\d/",
        crumbs,
        re.IGNORECASE,
    )
    return bool(single and day and news)


def _sentences(page: Page) -> Iterator[Found]:
    for sentence in page.sentences:
        words = page.words(sentence)
        matches = list(DATE.finditer(page.text, sentence.start, sentence.end))
        if len(matches) != 1 or (WRITTEN.search(words) and not is_own(words)):
            continue
        before = page.text[sentence.start : matches[0].start()]
        if (
            is_own(words)
            and HAPPENS.search(before)
            and _is_near(before)
            and not OTHER.search(before)
        ):
            yield from _reading(matches[0], 0.85)


def _is_near(before: str) -> bool:
    """Whether the verb of `before` is of the event: no other subject stands between."""
    last = list(HAPPENS.finditer(before))[-1]
    return not re.search(
        r"\b(?:which|that|who|when|where|after|before|adopted|signed|launched)\b",
        before[last.end() :],
    )


def _reading(match: re.Match[str], confidence: float) -> Iterator[Found]:
    stated = " ".join(match.group().split())
    value = read_date(stated)
    if value:
        yield Found(value, match.start(), match.end(), confidence=confidence)


def read_date(stated: str) -> dict[str, object] | None:
    """`{"start": "2016-05-03", "end": "2016-05-17", "days": ["2016-05-03", …], "precision": "day",
    "stated": "3, 10 and 17 May 2016"}`; a start known to the month is "2016-05". None for words
    that are no date after all, such as 31 April.
    """
    plain = re.sub(DAYNAME, "", stated, flags=re.IGNORECASE)
    several = [
        each for each in re.split(r"\s*,\s*(?:and\s+)?|\s+(?:and|&|et|und)\s+", plain) if each
    ]
    try:
        if re.search(r"\band\b|&|\bet\b|\bund\b", plain) and re.match(r"(?:the )?\d", plain):
            return _several(several, stated)
        reading = dates_in_words.read(plain)
    except dates_in_words.Unreadable:
        return None
    end = reading.end if reading.end else reading.start if reading.precision == "day" else None
    return _value(reading.start, end, reading.precision, [], stated)


def _several(parts: list[str], stated: str) -> dict[str, object] | None:
    """Days that are named one by one; those that follow each other are a span."""
    if re.fullmatch(YEAR, parts[-1]):
        parts = [*parts[:-2], f"{parts[-2]} {parts[-1]}"]
    year = re.search(YEAR, parts[-1])
    month = ""
    days = []
    for part in reversed(parts):
        named = re.search(MONTH, part, re.IGNORECASE)
        month = named.group() if named else month
        number = re.search(r"\d{1,2}", part)
        if not number or not year:
            return None
        days.append(dates_in_words.read(f"{number.group()} {month} {year.group()}").start)
    known = sorted(day for day in days if day)
    together = all(b - a == datetime.timedelta(1) for a, b in pairwise(known))
    return _value(known[0], known[-1], Precision.DAY, [] if together else known, stated)


def _value(
    start: datetime.date | None,
    end: datetime.date | None,
    precision: str,
    days: list[datetime.date],
    stated: str,
) -> dict[str, object]:
    length = {"day": 10, "month": 7, "year": 4}.get(str(precision), 0)
    return {
        "start": start.isoformat()[:length] if start else None,
        "end": end.isoformat()[:length] if end else None,
        "days": [day.isoformat() for day in days],
        "precision": str(precision),
        "stated": stated,
    }
