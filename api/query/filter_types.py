"""What lists can be filtered by: `api/resources` says which list takes which."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from anyascii import anyascii
from django.conf import settings
from django.utils import timezone

from api.query.params import Choice, Number, Parameter, Refused
from cms.dates.reduced import SHOWN_DATE, first_day, parse_shown
from cms.vocabularies import Precision

MAX_WORDS = 10
TODAY = "today"
DECADE = "(?!000)[0-9]{3}X"


@dataclass(frozen=True)
class Key(Parameter):
    """The key of a public record of `kind`."""

    kind: str = ""


@dataclass(frozen=True)
class Role(Choice):
    """What those are that the filter `of` names: `person=a&capacity=speaker`. Alone: any of them.

    Documents say it in facets of their own: "person:speaker".
    """

    of: str = ""

    def facets(self, roles: list[str]) -> tuple[str, ...]:
        return tuple(f"{self.of}:{role}" for role in roles)


# What lists ask of the events that name their records, as far as they do not ask it of these.
OF_EVENTS = (
    "series", "partner", "person", "theme", "theme__within", "venue", "place_country",
    "year", "year__gte", "year__lte", "from", "to",
)  # fmt: skip


@dataclass(frozen=True)
class Through:
    """Filters of records by what public records of `kind` say of them.

    Those name our records in their facet `names`, or ours name them in the facet `named`. `filters`
    are filters of `kind`, and all that are given hold for one and the same record of it. Here their
    names begin with `prefix`.
    """

    kind: str
    filters: tuple[str, ...] = OF_EVENTS
    names: str = ""
    named: str = ""
    role: Role | None = None
    prefix: str = ""


@dataclass(frozen=True)
class Country(Parameter):
    """A country of ISO 3166-1, two letters."""

    def read(self, value: str) -> str:
        if len(value) != 2 or not (value.isascii() and value.isalpha()):
            raise Refused("Give the two letters of ISO 3166-1, such as CH.")
        return value.upper()

    @property
    def schema(self) -> dict[str, str]:
        return {"type": "string", "pattern": "^[A-Za-z]{2}$"}


@dataclass(frozen=True)
class Stated(Parameter):
    """All that a record states there, whatever the capitals and accents."""

    longest: int = 255

    def read(self, value: str) -> str:
        return folded(value)[: self.longest]


@dataclass(frozen=True)
class LanguageTag(Stated):
    """The tag of a language: its values are few, and are counted."""


@dataclass(frozen=True)
class SearchWords(Parameter):
    """Words to search for."""

    longest: int = 200

    def read(self, value: str) -> str:
        if (words := len(value.split())) > MAX_WORDS:
            raise Refused(f"These are {words} words. Give at most {MAX_WORDS}.")
        return value


@dataclass(frozen=True)
class Day(Parameter):
    """A day, or a month, a year or a decade that stands for its first or last day."""

    end_of: Callable[[date, str], date | None] = first_day

    def read(self, value: str) -> date | None:
        if not re.fullmatch(f"{SHOWN_DATE}|{DECADE}", value):
            raise Refused("Give a date: 199X, 2012, 2012-01, 2012-01-26 or today.", [TODAY])
        try:
            if value.endswith("X"):
                return self.end_of(date(int(value[:3]) * 10, 1, 1), Precision.DECADE)
            return self.end_of(*parse_shown(value))
        except ValueError as error:
            raise Refused("There is no such date. Write 2012, 2012-01 or 2012-01-26.") from error

    def written(self, value: str) -> str:
        return timezone.localdate().isoformat() if value == TODAY else value

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^({SHOWN_DATE}|{DECADE}|{TODAY})$"}


@dataclass(frozen=True)
class ChoiceList(Choice):
    """Several of a list of words, with a comma between them; all of them must hold."""

    is_list = True

    def read(self, value: str) -> Any:
        return tuple(super(ChoiceList, self).read(name) for name in value.split(","))

    @property
    def schema(self) -> dict[str, Any]:
        alternatives = "|".join(self.choices)
        return {"type": "string", "pattern": f"^({alternatives})(,({alternatives}))*$"}


def key(name: str, kind: str, help_text: str) -> Key:
    return Key(name, f"{help_text} Give its key.", repeatable=True, kind=kind)


def choice(name: str, choices: Any, help_text: str) -> Choice:
    return Choice(name, help_text, repeatable=True, choices=tuple(choices.values))


def role(name: str, of: str, choices: Any, help_text: str) -> Role:
    return Role(name, help_text, repeatable=True, choices=tuple(choices.values), of=of)


NO_LETTER = "other"
DIGITS = "0-9"
FIRST_LETTERS = (*"abcdefghijklmnopqrstuvwxyz", DIGITS, NO_LETTER)


def folded(text: str) -> str:
    """`text` as lists sort it: in Latin letters without accents and capitals."""
    return anyascii(text).casefold()


def letter_of(title: str) -> str:
    """The letter under which a folded title is listed: "a", "0-9"."""
    first = next((sign for sign in title if sign.isalnum()), "")
    return DIGITS if first.isdigit() else first or NO_LETTER


@dataclass(frozen=True)
class Letter(Choice):
    """A letter in any script, with or without an accent: “É” is “e”."""

    def read(self, value: str) -> str:
        return super().read(letter_of(folded(value)) if len(value) == 1 else value)

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^(.|{DIGITS}|{NO_LETTER})$"}


LETTER = Letter(
    "letter",
    "The first letter by which it is listed: `a` to `z`, or a letter that is written so without "
    f"accents and in Latin letters. `{DIGITS}`: a digit. `{NO_LETTER}`: anything else.",
    repeatable=True,
    choices=FIRST_LETTERS,
)
YES_OR_NO = ("true", "false")
YEAR_FILTER = Number("year", "A year that the dates touch.", repeatable=True, least=1, most=9999)
MONTH_FILTER = Number(
    "month",
    "A month of any year that the dates touch, 1 to 12. A date without a month touches none.",
    repeatable=True,
    most=12,
)
ANY_LANGUAGE = "*"
CODES = tuple(code for code, _ in settings.LANGUAGES)
LOCALE = Choice(
    "locale",
    f"The language: {settings.LANGUAGE_CODE} if left out. `*`: all of them.",
    repeatable=True,
    choices=(*CODES, ANY_LANGUAGE),
)
TRANSLATED = Choice("translated", "Translated into this language.", repeatable=True, choices=CODES)
FALLBACK = Choice(
    "fallback",
    "`true`: with `locale`, also what is not translated, in the default language.",
    choices=("true",),
)
