"""Find the series that a page names among those that are there."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cms.models import SeriesPage
from cms.text.slugs import slug_of
from cms.vocabularies import EventKind
from importer.extract.proposal import empty_values
from importer.extract.words.ordinals import NUMBERS, TENS
from importer.models import ImportedPage

# "15th", "15e", "15o" and years: numbers do not tell series apart.
NUMBER = re.compile(r"\d+(?:st|nd|rd|th|e|er|ere|eme|o|a)?")
ORDINALS = {part for words in NUMBERS for part in re.split("[- ]", words)} | {
    f"{ten}y" for ten in TENS
}
ARTICLES = frozenset(["the", "a", "an", "our", "its", "this", "in", "of", "on", "for", "and"])
# What a page adds to the name of a series, or leaves out: "annual oceans series" is “Oceans”.
GENERAL = frozenset(
    [
        *(f"{kind}{end}" for kind in EventKind.values for end in ("", "s")),
        *("series", "event", "events", "edition", "session", "annual", "yearly", "biennial"),
        *("seminar", "symposium", "summit", "congress", "colloquium", "assembly"),
    ]
)
PARTS_OF_TITLE = re.compile(r"\s*[:|–—]\s*")


class NamedSeries(NamedTuple):
    """A series, and the words that a page names it with."""

    series: SeriesPage
    words: str


def named_series(page: ImportedPage, candidates: Iterable[SeriesPage]) -> NamedSeries | None:
    """The one of `candidates` that `page` names. None when it names none, or may mean several.

    Case, accents, numbers and articles never matter. General words such as "annual" and "series"
    matter only when the whole names do not agree.
    """
    names = [(series, list(_names_of(series))) for series in candidates]
    for fold in (_words, _own_words):
        by_key = {key: name for name in reversed(list(_named_in(page))) if (key := fold(name))}
        matching = {
            series: by_key[key]
            for series, known_names in names
            for key in map(fold, known_names)
            if key in by_key
        }
        if len(matching) == 1:
            return NamedSeries(*matching.popitem())
        if matching:
            return None
    return None


def series_called(name: str, candidates: Iterable[SeriesPage]) -> SeriesPage | None:
    """The series of `candidates` that has this name already, or had it."""
    words = _words(name)
    return next(
        (series for series in candidates if words and words in map(_words, _names_of(series))), None
    )


def _named_in(page: ImportedPage) -> Iterator[str]:
    """The words of the page that may name its series: as stated, counted, and in the title."""
    values = empty_values() | page.proposal
    yield values["series"] or ""
    for span in values["spans"]:
        if span["path"] == "/ordinal":
            yield page.text[span["start"] : span["end"]]
    for title in (values["title_stated"] or "", values["title"] or ""):
        yield title
        yield from PARTS_OF_TITLE.split(title)


def _names_of(series: SeriesPage) -> Iterator[str]:
    yield from (series.title, series.draft_title, series.slug)
    yield from (alias.name for alias in series.series_aliases.all())


def _words(name: str) -> frozenset[str]:
    """The words of a name: {"oceans", "conference"} for “The 15th Océans Conference”."""
    words = slug_of(name.replace("’", "").replace("'", "")).split("-")
    return frozenset(
        word
        for word in words
        if word and word not in ARTICLES and word not in ORDINALS and not NUMBER.fullmatch(word)
    )


def _own_words(name: str) -> frozenset[str]:
    return _words(name) - GENERAL
