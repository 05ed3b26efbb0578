"""Names of cities, and whether a text is only a place."""

import re
from functools import cache

from cms.dates_in_words.vocabulary import plain
from importer.extract.countries import states

from .word_lists import words_in

BEFORE = re.compile(r"^(?:the|in|à|au|en|a)\s+", re.IGNORECASE)


CONTINENTS = frozenset(
    ["africa", "europe", "asia", "america", "oceania", "latin america", "north america", "south america", "afrique", "europa", "afrika", "asien", "asie", "américa", "áfrica"]
)  # fmt: skip


def is_place(text: str) -> bool:
    """Whether `text` is the name of a city or a country: "The Hague", "Lyon", "Kenya"."""
    name = " ".join(text.split()).strip(" ,.()")
    return any(
        is_city(form) or form in states() or form.casefold() in CONTINENTS
        for form in (name, BEFORE.sub("", name))
    )


def is_city(name: str) -> bool:
    return name[:1].isupper() and (
        name.casefold() in words_in("cities") or name.casefold() in _without_accents()
    )


@cache
def _without_accents() -> frozenset[str]:
    """The cities as English pages write them: Reykjavik for Reykjavík."""
    return frozenset(plain(city) for city in words_in("cities") if not city.isascii())


def is_town(line: str) -> bool:
    """Whether the line is a place, with its region or country: "Palanga, Lithuania"."""
    return all(is_place(part) for part in line.split(", "))
