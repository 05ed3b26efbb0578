"""What lists can be filtered by: `api/resources` says which list takes which."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from api.query.params import Choice, Number, Parameter, Refused
from cms.models.dates import SHOWN, first_day, parse_shown

MAX_WORDS = 10


@dataclass(frozen=True)
class Key(Parameter):
    """The key of a public record of `kind`."""

    kind: str = ""


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
class Words(Parameter):
    """Words to search for."""

    longest: int = 200

    def read(self, value: str) -> str:
        if len(value.split()) > MAX_WORDS:
            raise Refused(f"At most {MAX_WORDS} words.")
        return value


@dataclass(frozen=True)
class Day(Parameter):
    """A day, or a month or a year that stands for its first or last day."""

    end_of: Callable[[date, str], date | None] = first_day

    def read(self, value: str) -> date | None:
        if not re.fullmatch(SHOWN, value):
            raise Refused("Give a date: 2012, 2012-01 or 2012-01-26.")
        try:
            return self.end_of(*parse_shown(value))
        except ValueError as error:
            raise Refused("There is no such date. Write 2012, 2012-01 or 2012-01-26.") from error

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{SHOWN}$"}


@dataclass(frozen=True)
class Names(Choice):
    """Several of a list of words, with a comma between them; all of them must hold."""

    def read(self, value: str) -> Any:
        return tuple(super(Names, self).read(name) for name in value.split(","))

    @property
    def schema(self) -> dict[str, Any]:
        words = "|".join(self.choices)
        return {"type": "string", "pattern": f"^({words})(,({words}))*$"}


def key(name: str, kind: str, words: str) -> Key:
    return Key(name, f"{words} Give its key.", repeatable=True, kind=kind)


def choice(name: str, choices: Any, words: str) -> Choice:
    return Choice(name, words, repeatable=True, choices=tuple(choices.values))


YEAR = Number("year", "A year that the dates touch.", repeatable=True, least=1, most=9999)
LOCALE = Choice(
    "locale",
    "The language.",
    repeatable=True,
    choices=tuple(code for code, _ in settings.LANGUAGES),
)
