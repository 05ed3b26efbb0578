"""Dates in EDTF as text: approximate, uncertain and open ones, seasons, decades, separate days."""

import datetime
import re
from itertools import pairwise
from typing import Any

from .spans import shortened, span
from .words import Words

ROUGH = ("season", "decade")
SEASONS = {
    "21": "spring {year}",
    "22": "summer {year}",
    "23": "autumn {year}",
    "24": "winter {year}",
}
POINT = re.compile(r"(?P<date>\d{4}(?:-\d\d){0,2}|\d{3}X)(?P<sign>[~?%]?)")
SEASON = re.compile(r"\d{4}-2[1-4]")
OPEN = ".."
ONE_DAY = datetime.timedelta(1)


def is_extended(value: dict[str, Any]) -> bool:
    """Whether the dates of a document are more than a start and an end. Older ones never are."""
    return value["precision"] in ROUGH or any(
        value.get(name) for name in ("qualifier", "open", "days")
    )


def in_words(words: Words, value: dict[str, Any]) -> str:
    if days := value["days"]:
        return _list(words, [datetime.date.fromisoformat(day) for day in days])
    points = [_point(words, end) for end in value["edtf"].split("/") if end != OPEN]
    if value["open"]:
        return _open(words, points[0], value["open"], is_day=value["precision"] == "day")
    return " – ".join(points)


def _open(words: Words, text: str, which: str, *, is_day: bool) -> str:
    """“since 2016”. Many languages put an article before a day."""
    if which == "end":
        return (
            words.say("since {day}", day=text) if is_day else words.say("since {date}", date=text)
        )
    return words.say("until {day}", day=text) if is_day else words.say("until {date}", date=text)


def _point(words: Words, end: str) -> str:
    """“circa 1998”, “January 2012 (uncertain)”, “spring 2009”, “1990s”."""
    match = POINT.fullmatch(end)
    if match is None:
        return end
    date, sign = match["date"], match["sign"]
    text = _date(words, date)
    if sign in ("~", "%"):
        text = _about(words, date, text)
    return words.say("{date} (uncertain)", date=text) if sign in ("?", "%") else text


def _about(words: Words, date: str, text: str) -> str:
    if len(date) == len("2012-01-26"):
        return words.say("circa {day}", day=text)
    if date.endswith("X"):
        return words.say("circa {decade}", decade=text)
    return words.say("circa {date}", date=text)


def _date(words: Words, date: str) -> str:
    year = date[:4]
    if SEASON.fullmatch(date):
        return words.say(SEASONS[date[5:]], year=year)
    if year.endswith("X"):
        decade = f"{year[:3]}0"
        if decade.endswith("00"):  # in English, “2000s” alone can be a hundred years
            return words.say("{year}s (decade)", year=decade)
        return words.say("{year}s", year=decade)
    return span(words.language, date, None)


def _list(words: Words, days: list[datetime.date]) -> str:
    """“13–15 and 21 July 2020”: each day or span has only what differs from the next one."""
    runs: list[list[datetime.date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == ONE_DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    texts = [shortened(words.language, run[0], run[-1], after[0]) for run, after in pairwise(runs)]
    last = span(words.language, runs[-1][0].isoformat(), runs[-1][-1].isoformat())
    return words.say("{days} and {day}", days=", ".join(texts), day=last)
