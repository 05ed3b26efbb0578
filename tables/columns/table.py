"""The table of a kind, and the columns that several kinds share."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wagtail.models import Page

from archive.registry import registry
from cms import vocabularies as words

from . import base as c
from . import dates, placement, relations


@dataclass(frozen=True)
class Table:
    """All columns of one kind of record."""

    kind: str
    columns: tuple[c.Column, ...]

    @property
    def model(self) -> Any:
        return registry[self.kind].model

    @property
    def plural(self) -> str:
        return registry[self.kind].plural

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    @cached_property
    def is_page(self) -> bool:
        return issubclass(self.model, Page)

    @cached_property
    def has_file(self) -> bool:
        return "file" in self.names

    def column_of(self, field: str) -> str:
        """The column for a field of the model. Empty when there is none."""
        return next((column.name for column in self.columns if field in column.fields), "")


def key(example: str) -> c.Column:
    help_text = "The code or the address of the record. A new key makes a new record."
    return placement.PlacementColumn("key", help_text, example, required=True)


YEARS = (
    c.IntegerColumn("from", "First year.", "1998", "year_from"),
    c.IntegerColumn("to", "Last year.", "2004", "year_to"),
)
SOURCE = (
    c.Column("url", "Web address.", "https://example.org/1998", "url"),
    c.Column("title", "Title, when the address is lost.", "Annual report", "title"),
    dates.DayColumn("retrieved", "The day it was read.", "2026-11-25", "retrieved"),
    relations.RelationColumn(
        "document", "Key of a document of the archive.", "", "document", to="document"
    ),
    c.LinesColumn("speaks_for", "What it is the source of.", "", "speaks_for"),
    c.LinesColumn("quotations", "The words that the facts rest on.", "", "quotations"),
    c.Column("sha256", "The checksum of the page or file as it was read.", "", "sha256"),
)
SOURCES = relations.ItemsColumn(
    "sources",
    "The sources of the facts: url | title | retrieved | document | speaks_for | "
    "quotations | sha256.",
    "https://example.org/1998 | Annual report | 2026-11-25",
    columns=SOURCE,
)
SAME_AS = c.LinesColumn(
    "same_as", "Pages about exactly this, one per line.", "https://www.wikidata.org/…"
)
NOTES = c.Column("internal_notes", "For colleagues, never published.")
ADDRESS = c.Column(
    "address", "The last part of its web address. Empty: made from the key.", "", "slug", keeps=True
)


def last(kind: str) -> tuple[c.Column, ...]:
    """The last columns of every kind but files."""
    return (
        SOURCES,
        SAME_AS,
        NOTES,
        c.Column("seo_title", "Title for search engines, when it differs."),
        c.Column("search_description", "Description for search engines."),
        ADDRESS,
        placement.LocaleColumn(
            "locale", "Its language. Empty: the site's first one.", "en", keeps=True
        ),
        placement.TranslationOfColumn(
            "translation_of", "Key of the record that it translates.", kind=kind
        ),
    )


DATE_COLUMNS = (
    dates.DateRangeColumn(
        "dates", "As far as they are known, in words or EDTF.", "13–15 January 2016"
    ),
    dates.PrecisionColumn(
        "dates_precision",
        "How exact the dates are: day, month or year. It finds dates that a program changed.",
        "day",
        choices=words.Precision,
    ),
    c.Column("dates_stated", "The words of the source.", "January 13–15, 2016"),
)
KEYS = "Keys, one per line."
FILE_FACTS = (
    c.Column("credit", "Who made it, as it should be printed."),
    c.Column("licence", "Its web address or name.", "CC BY 4.0"),
    SAME_AS,
    NOTES,
)
