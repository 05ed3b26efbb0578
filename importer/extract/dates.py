"""When the event is, from a line of its own or from a sentence about it."""

import datetime
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from cms.vocabularies import Precision

from .date_shapes import DAYNAME, MONTH, TO, YEAR, found_in, read_date
from .page import Block, Page, is_labelled_line, is_line
from .proposal import Found
from .title_match import OTHER, announces_it, begins_clause, hosts_it, is_own

LABEL = re.compile(
    r"^(?:event\s+|conference\s+|meeting\s+)?(?:dates?(?:\s+(?:and|&|/)\s+\w+)?|when|datum|termin)\s*(?::\s*|$|(?=\d))",
    re.IGNORECASE,
)
WRITTEN = re.compile(
    r"\b(?:published|posted|updated|modified|accessed|retrieved|created|written|archived|deadlines?|apply by|register by"
    r"|registration|applications?|closing date|submissions?|submit|abstracts|notification|early bird|due|revised|version|as (?:of|at)"
    r"|(?:originally|initially|previously) (?:planned|scheduled|due|to)|(?:immediate )?release|embargo\w*|news|blog|date of (?:issue|publication)|by [A-Z]\w+ [A-Z]\w+)\b",
    re.IGNORECASE,
)
HAPPENS = re.compile(
    r"\b(?:takes?|took|taking|taken) place\b|\b(?:held|convened?s?|hosted|hosts|scheduled|met|meets?|gather(?:s|ed)|runs?|ran"
    r"|organi[sz]ed|brought together)\b|\b(?:is|was|will be) (?:on|from|in)\b",
    re.IGNORECASE,
)
NEWS = re.compile(
    r"[>»›/]\s*(?:news|blog|press|posts?|stories|articles)\b|/(?:19|20)\d\d/\d\d/",
    re.IGNORECASE,
)
AUTHOR = re.compile(r"^by [\w.’'-]+(?:\s+[\w.’'-]+){0,3}$", re.IGNORECASE)
# What stands before the day of a press release: nothing, or BASEL,
DATELINE = re.compile(r"(?:[A-ZÀ-Ý][\w. -]{1,30},\s+)?")
IN_YEAR = re.compile(
    rf"\b(?:was|were) (?:held|convened|hosted|organi[sz]ed)\b[^.;]{{0,60}}?\bin ({YEAR})(?=[\s.,;)])"
    rf"|\btook place\b[^.;]{{0,60}}?\bin ({YEAR})(?=[\s.,;)])"
)
DATA = re.compile(r"startDate: (\d{4}-\d{2}-\d{2})\S*(?:\nendDate: (\d{4}-\d{2}-\d{2}))?")
WITHOUT_YEAR = re.compile(
    rf"\bon\s+((?:{DAYNAME})?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?))(?!\w)(?!,?\s+\d{{4}})",
    re.IGNORECASE,
)
# A day with its hours is no day of writing.
HOURS = re.compile(r"[,|\s@]*\d{1,2}(?:[:.h]\d\d|\s*[ap]\.?m)", re.IGNORECASE)
LABELLED = 0.97
# More than that are a calendar's.
MOST_DATES = 200
# What a date line may say beside the date: a place, a code, hours.
BESIDE = re.compile(r"^[\s|lI¦/•·,:()–—-]*$")


def find_dates(page: Page) -> list[Found]:
    """The date of the event. Empty when none is stated or when the page states two."""
    said = settled([*_sentences(page), *_years(page)])
    lines = [each for each in date_lines(page) if not _is_dateline(page, each, said)]
    days = [each for each in said if any(_is_within(line.value, each.value) for line in lines)]
    found = days or lines or said or _data(page)
    if any(
        _is_one_day(each) and each.confidence < LABELLED for each in found
    ) and _says_another_day(page, found[0]):
        return []
    return found[:1] if len({_meaning(each) for each in found}) == 1 else []


def date_lines(page: Page) -> list[Found]:
    """The dates that stand on lines of their own, without those that are part of another one
    (the days of a programme) and those that only say when the page was written."""
    found = list(_lines(page))
    if len({_meaning(each) for each in settled(found)}) > 1:
        top = _end_of_top(page)
        later = settled(
            [
                each
                for each in found
                if each.start > top or not _is_one_day(each) or each.confidence >= LABELLED
            ]
        )
        if len({_meaning(each) for each in later}) == 1:
            return later
    return settled(found)


def distinct_lines(page: Page) -> int:
    """How many different dates stand on lines of their own: two are two events."""
    found = date_lines(page)
    return 1 if are_days_of_one(found) else len({_meaning(each) for each in found})


def are_days_of_one(found: list[Found]) -> bool:
    """Whether the dates are the days of one programme, one after the other."""
    days = sorted({each.value["start"] for each in found if _is_one_day(each)})
    return len(days) == len({_meaning(each) for each in found}) and _follow(days)


def _says_another_day(page: Page, found: Found) -> bool:
    """Whether a sentence gives another day without its year: "will meet on Thursday, May 8"."""
    if HOURS.match(page.text[found.end : found.end + 20]):
        return False
    day = datetime.date.fromisoformat(found.value["start"])
    for sentence in page.sentences:
        for match in WITHOUT_YEAR.finditer(page.text, sentence.start, sentence.end):
            before = page.text[sentence.start : match.start()]
            told = (
                HAPPENS.search(before) and not OTHER.search(before) and not WRITTEN.search(before)
            )
            value = read_date(f"{match.group(1)} {day.year}") if told else None
            if value and value["start"] != found.value["start"]:
                return True
    return False


def _is_dateline(page: Page, found: Found, said: list[Found]) -> bool:
    """A day above the title, where a sentence says another one: when the page was written."""
    title = next((each.start for each in page.content if each.level == 1), 0)
    other = {_meaning(each) for each in said} - {_meaning(found)}
    return _is_one_day(found) and found.end <= title and bool(other)


def settled(found: list[Found]) -> list[Found]:
    """Without those that lie within another one: "January 2012" beside "26–28 January 2012"."""
    meant = {_meaning(each): each.value for each in found}
    within = {
        meaning
        for meaning, value in list(meant.items())[:MOST_DATES]
        if any(_is_within(value, other) for other in meant.values())
    }
    return [each for each in found if _meaning(each) not in within]


def _is_within(inner: dict[str, Any], outer: dict[str, Any]) -> bool:
    """Whether `outer` says the same and more, or spans days of which `inner` is one."""
    if _meaning_of(inner) == _meaning_of(outer):
        return False
    start, end = str(inner["start"]), str(inner["end"] or inner["start"])
    first, last = str(outer["start"]), str(outer["end"] or outer["start"])
    if len(start) < len(first):
        return first.startswith(start) or last.startswith(start)
    return len(start) == len(first) and first <= start and end <= last and first != last


def _meaning(found: Found) -> tuple[object, object]:
    return _meaning_of(found.value)


def _meaning_of(value: dict[str, Any]) -> tuple[object, object]:
    return value["start"], value["end"]


def _is_one_day(found: Found) -> bool:
    return found.value["precision"] == Precision.DAY and found.value["start"] == found.value["end"]


def _follow(days: list[str]) -> bool:
    """Whether `days` are a programme's, one after the other."""
    dates = [datetime.date.fromisoformat(day) for day in days]
    return len(dates) > 1 and all(b - a == datetime.timedelta(1) for a, b in pairwise(dates))


def _end_of_top(page: Page) -> int:
    """Where the first lines end, the title among them: what is above the text."""
    for block in page.content:
        if block.kind not in ("heading", "logo") and not is_line(page.words(block)):
            return block.start
    return 0


def _lines(page: Page) -> Iterator[Found]:
    """Dates on a line of their own, under a label, or in the title."""
    label: Block | None = None
    news = is_news(page)
    for block in page.content:
        words = page.words(block)
        labelled = LABEL.match(words) or label
        label = block if LABEL.fullmatch(words) else None
        line = is_line(words) or (labelled and is_labelled_line(words))
        if not line or WRITTEN.search(words) or block.kind == "quote":
            continue
        matches = list(found_in(page.text, block.start, block.end))
        if len(matches) == 1 and (labelled or _is_date_line(page, block, matches[0])):
            if not labelled and news and _is_day(matches[0]):
                continue
            yield from _reading(matches[0], LABELLED if labelled else 0.93)


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


def _is_day(match: re.Match[str]) -> bool:
    """A single day: beside the title of a news page it is the day it was published."""
    single = not re.search(rf"{TO}|,.*and|\band\b", match.group())
    month = re.fullmatch(rf"{MONTH},?\s+{YEAR}", match.group(), re.IGNORECASE)
    return single and not month


def is_news(page: Page) -> bool:
    """Whether the page is a post: its path, its address or its author says so."""
    around = [page.words(each)[:200] for each in page.of_kind("chrome", "address")]
    top = [page.words(each) for each in page.content[:5]]
    return any(NEWS.search(each) for each in around) or any(AUTHOR.match(each) for each in top)


def _sentences(page: Page) -> Iterator[Found]:
    for sentence in page.sentences:
        words = page.words(sentence)
        own = is_own(words)
        matches = list(found_in(page.text, sentence.start, sentence.end))
        opens = page.text[sentence.start : matches[0].start()] if matches else ""
        if len(matches) > 1 and DATELINE.fullmatch(opens):
            # 15 August 2018 – The university will host …
            filed = re.match(r"\s*[-–—:]\s", page.text[matches[0].end() : sentence.end])
            matches = matches[1:] if filed else matches
        if len(matches) != 1 or (WRITTEN.search(words) and not own):
            continue
        before = page.text[sentence.start : matches[0].start()]
        told = own and HAPPENS.search(before) and _is_near(before)
        told = told or begins_clause(" ".join(before.split())) or hosts_it(words)
        told = told or (sentence == page.first_sentence and announces_it(words))
        if told and not OTHER.search(before):
            yield from _reading(matches[0], 0.85)


def _years(page: Page) -> Iterator[Found]:
    """ "The conference was held in 2009", when nothing more precise is said."""
    for sentence in page.sentences:
        match = IN_YEAR.search(page.text, sentence.start, sentence.end)
        before = page.text[sentence.start : match.start()] if match else ""
        if match and is_own(before) and not OTHER.search(before) and _is_near(match.group()):
            group = 1 if match.group(1) else 2
            if value := read_date(match.group(group)):
                yield Found(value, *match.span(group), confidence=0.75)


def _data(page: Page) -> list[Found]:
    """What the page says to machines, when it says no date to readers."""
    for block in page.of_kind("data"):
        match = DATA.search(page.text, block.start, block.end)
        value = read_date("/".join(dict.fromkeys(filter(None, match.groups())))) if match else None
        if match and value:
            return [Found(value, match.start(), match.end(), confidence=0.8)]
    return []


def _is_near(before: str) -> bool:
    """Whether the verb of `before` is of the event: no other subject stands between."""
    last = list(HAPPENS.finditer(before))[-1]
    return not re.search(
        r"\b(?:which|that|who|when|where|after|before|adopted|signed|launched)\b",
        before[last.end() :],
    )


def _reading(match: re.Match[str], confidence: float) -> Iterator[Found]:
    stated = " ".join(match.group().split())
    # "between 3 and 5 June" is a span, and no two days.
    between = re.search(r"\bbetween\s+$", match.string[max(match.start() - 12, 0) : match.start()])
    value = read_date(re.sub(r"\s+(?:and|&)\s+", " to ", stated) if between else stated)
    value = value and value | {"stated": stated}
    if value:
        yield Found(value, match.start(), match.end(), confidence=confidence)
