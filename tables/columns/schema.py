"""The columns of each kind, in the order of a template."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wagtail.models import Page

from archive.registry import registry
from cms import vocabularies as words

from . import base as c
from . import dates, placement, relations
from .body import Body


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
        """The column that says a field of the model; "" when none does."""
        return next((each.name for each in self.columns if field in each.fields), "")


def key(example: str) -> c.Column:
    words = "What the record is known by: its code or its address. A row with a new one is new."
    return placement.Place("key", words, example, required=True)


YEARS = (
    c.Number("from", "First year.", "1998", "year_from"),
    c.Number("to", "Last year.", "2004", "year_to"),
)
SOURCE = (
    c.Column("url", "Web address.", "https://example.org/1998", "url"),
    c.Column("title", "Title, when the address is lost.", "Annual report", "title"),
    dates.Day("retrieved", "The day it was read.", "2026-11-25", "retrieved"),
    relations.Link("document", "Key of a document of the archive.", "", "document", to="document"),
    c.Lines("speaks_for", "What it is the source of.", "", "speaks_for"),
)
SOURCES = relations.Parts(
    "sources",
    "Where the facts are known from: url | title | retrieved | document | speaks_for.",
    "https://example.org/1998 | Annual report | 2026-11-25",
    columns=SOURCE,
)
SAME_AS = c.Lines("same_as", "Pages about exactly this, one a line.", "https://www.wikidata.org/…")
NOTES = c.Column("internal_notes", "For colleagues, never published.")
ADDRESS = c.Column(
    "address", "The last part of its web address. Empty: made from the key.", "", "slug", keeps=True
)


def last(kind: str) -> tuple[c.Column, ...]:
    """What every record but a file ends with."""
    return (
        SOURCES,
        SAME_AS,
        NOTES,
        c.Column("seo_title", "Title for search engines, when it differs."),
        c.Column("search_description", "Description for search engines."),
        ADDRESS,
        placement.Locale("locale", "Its language. Empty: the site's first one.", "en", keeps=True),
        placement.TranslationOf(
            "translation_of", "Key of the record that it translates.", kind=kind
        ),
    )


DATES = (
    dates.Dates("dates", "As far as they are known, in words or EDTF.", "13–15 January 2016"),
    dates.Precision(
        "dates_precision",
        "A check: day, month or year, as the dates are meant. Spreadsheet programs change dates.",
        "day",
        choices=words.Precision,
    ),
    c.Column("dates_stated", "The words of the source.", "January 13–15, 2016"),
)
KEYS = "Keys, one a line."

SERIES = Table(
    "series",
    (
        key("human-rights"),
        c.Column("title", "The name of today.", "Human rights", required=True),
        relations.Parts(
            "aliases",
            "Other names, one a line: name | from | to.",
            "Rights and security | 1998 | 2004",
            "series_aliases",
            columns=(c.Column("name", "The name.", required=True), *YEARS),
        ),
        c.Column("summary", "One or two sentences."),
        Body("body", "The text: paragraphs with an empty line between, headings after ##."),
        c.Column("cadence_stated", "How often, as stated.", "annual"),
        relations.Link("organiser", "Key of the partner who organises it.", to="partner"),
        relations.Linked("themes", KEYS, "", "series_themes", to="theme", member="theme"),
        relations.Parts(
            "default_partners",
            "Partners of many editions, one a line: partner | from | to.",
            "finland-mfa | 1998",
            columns=(relations.Link("partner", "Key.", required=True, to="partner"), *YEARS),
        ),
        relations.Link("image", "Key of the picture.", to="image"),
        *last("series"),
    ),
)

PARTNERSHIP = (
    relations.Link("partner", "Key of the partner.", "finland-mfa", required=True, to="partner"),
    c.Choice(
        "role",
        "What it was at this event.",
        empty=words.PartnerRole.PARTNER.value,
        choices=words.PartnerRole,
    ),
    c.Column("role_stated", "The words of the source."),
)
APPEARANCE = (
    relations.Link("person", "Key of the person.", required=True, to="person"),
    c.Choice("capacity", "As what.", empty=words.Capacity.SPEAKER.value, choices=words.Capacity),
    c.Column("role_then", "Office at the time."),
    c.Column("affiliation_then", "Organisation at the time."),
    c.YesNo("may_be_named", "yes, when off the record and agreed."),
)
PROGRAMME = (
    c.Column("title", "Title.", required=True),
    c.Choice(
        "kind",
        "Session, plenary, panel …",
        "",
        "item_kind",
        empty=words.ProgrammeItemKind.SESSION.value,
        choices=words.ProgrammeItemKind,
    ),
    dates.Moment("start", "When it begins."),
    dates.Moment("end", "When it ends."),
    c.Column("summary", "What it is about."),
    c.Lines("questions", "One a line."),
    relations.Stream("people", "Keys of people.", to="person"),
    relations.Stream("documents", "Keys of documents.", to="document"),
)
CALL = (
    c.Column("label", "The words.", required=True),
    c.Choice(
        "kind",
        "What it is.",
        "",
        "action_kind",
        empty=words.CallToActionKind.READ_MORE.value,
        choices=words.CallToActionKind,
    ),
    c.Column("url", "Web address."),
)

EVENT = Table(
    "event",
    (
        key("WP1725"),
        c.Column("title", "Without the code.", "Human rights, peace and security", required=True),
        c.Column("title_stated", "Word for word, as the source has it."),
        placement.Series("series", "Key of its series. Empty: it belongs to none.", "human-rights"),
        c.Column("code", "The organiser's own code.", "WP1725"),
        c.Number("ordinal", "Its number in the series.", "15"),
        c.Choice(
            "ordinal_basis",
            "How the number is known: stated, inferred or unknown.",
            "stated",
            empty=words.OrdinalBasis.UNKNOWN.value,
            choices=words.OrdinalBasis,
        ),
        c.Column("ordinal_stated", "The words of the source.", "15th edition"),
        c.Choice(
            "kind",
            "Conference, roundtable, dialogue …",
            "conference",
            "event_kind",
            empty=words.EventKind.CONFERENCE.value,
            choices=words.EventKind,
        ),
        c.Lines("kind_stated", "Every word the source uses for it, one a line.", "conference"),
        *DATES,
        c.Choice("phase", "Planned, confirmed, held …", "held", choices=words.Phase),
        c.Choice("access", "Who may come.", "invitation-only", choices=words.Access),
        c.Column("access_stated", "The words of the source."),
        c.Choice(
            "attribution_rule",
            "Under the last two nobody is named who has not agreed.",
            "off-the-record",
            choices=words.AttributionRule,
        ),
        c.Column("attribution_stated", "The words of the source."),
        c.Column("audience_stated", "For whom, in the words of the source."),
        c.Choice("mode", "In person, online or hybrid.", "in-person", choices=words.Mode),
        c.Column("time_zone", "When it differs from the venue's.", "Europe/London"),
        relations.Link("venue", "Key of the venue.", to="venue"),
        c.Column("place_stated", "The place in the words of the source."),
        relations.Link("organiser", "Key of the partner who organises it.", to="partner"),
        relations.Parts(
            "partners",
            "One a line: partner | role | role_stated.",
            "finland-mfa | sponsor | with the support of",
            "partnerships",
            columns=PARTNERSHIP,
        ),
        relations.Parts(
            "people",
            "One a line: person | capacity | role_then | affiliation_then | may_be_named.",
            "",
            "appearances",
            columns=APPEARANCE,
        ),
        relations.Parts(
            "programme",
            "One a line: title | kind | start | end | summary | questions | people | documents.",
            "Opening | plenary | 2016-01-13T09:30+01:00",
            columns=PROGRAMME,
        ),
        relations.Linked("themes", KEYS, "", "event_themes", to="theme", member="theme"),
        relations.Linked(
            "references",
            KEYS,
            "",
            "event_references",
            to="reference",
            member="reference",
        ),
        relations.Linked("quotes", KEYS, "", "event_quotes", to="quote", member="quote"),
        relations.Linked(
            "documents",
            KEYS,
            "",
            "event_documents",
            to="document",
            member="document",
        ),
        relations.Linked(
            "related",
            "Keys of events, one a line.",
            "",
            "related_events",
            to="event",
            member="related",
        ),
        relations.Parts("calls_to_action", "One a line: label | kind | url.", columns=CALL),
        c.Column("summary", "One or two sentences."),
        Body("body", "The text: paragraphs with an empty line between, headings after ##."),
        relations.Link("image", "Key of the picture.", to="image"),
        *last("event"),
    ),
)

QUOTE = Table(
    "quote",
    (
        key("dignity-of-all"),
        c.Column("text", "Word for word, without quotation marks.", required=True),
        c.Column("language", "A code such as en or fr-CH. Empty: en.", "en", empty="en"),
        relations.Link("speaker", "Key of the person who spoke.", to="person"),
        relations.Link("speaker_organisation", "Partner, when no person spoke.", to="partner"),
        c.Column("attribution_stated", "The words of the source."),
        c.Column("role_then", "Office at the time."),
        relations.Link(
            "occasion_reference", "Key of the session or document it comes from.", to="reference"
        ),
        relations.Link("occasion_event", "Key of the event at which it was spoken.", to="event"),
        c.Column("occasion_stated", "The words of the source."),
        *DATES,
        c.Choice(
            "verification",
            "Unchecked, checked, disputed or misattributed.",
            "unchecked",
            empty=words.Verification.UNCHECKED.value,
            choices=words.Verification,
        ),
        *last("quote"),
    ),
)

PARTNER = Table(
    "partner",
    (
        key("finland-mfa"),
        c.Column("name", "Its name today, in full.", "Ministry of Foreign Affairs", required=True),
        c.Column("acronym", "Short name.", "MFA"),
        c.Choice(
            "kind",
            "Ministry, NGO, university …",
            "ministry",
            "partner_kind",
            empty=words.PartnerKind.OTHER.value,
            choices=words.PartnerKind,
        ),
        c.Country("country", "Code or name.", "FI"),
        relations.Link("parent", "Key of the organisation it belongs to.", to="partner"),
        relations.Parts(
            "names",
            "Other names, one a line: name | language | from | to.",
            "Ulkoministeriö | fi",
            columns=(
                c.Column("name", "The name.", required=True),
                c.Column("language", "Such as fi."),
                *YEARS,
            ),
        ),
        c.Column("summary", "One or two sentences."),
        c.Column("website", "Web address.", "https://um.fi"),
        relations.Link("logo", "Key of the picture.", to="image"),
        c.Column("ror", "ROR id.", "01ej9dk98"),
        c.Column("wikidata", "Wikidata id.", "Q42"),
        *last("partner"),
    ),
)

PERSON = Table(
    "person",
    (
        key("jane-doe"),
        c.Column("name", "As it should be shown.", "Jane Doe", required=True),
        c.Column("sort_name", "Empty: made from the names.", "Doe, Jane", keeps=True),
        c.Column("given_name", "Given name.", "Jane"),
        c.Column("family_name", "Family name.", "Doe"),
        c.Column("honorific", "Honorific.", "Dr"),
        relations.Parts(
            "affiliations",
            "One a line: organisation | organisation_stated | role | from | to.",
            "finland-mfa | | Ambassador | 2010",
            columns=(
                relations.Link("organisation", "Key of a partner.", "", "partner", to="partner"),
                c.Column("organisation_stated", "When it has no record."),
                c.Column("role", "Role."),
                *YEARS,
            ),
        ),
        c.Column("summary", "One or two sentences."),
        relations.Link("portrait", "Key of the picture.", to="image"),
        c.Column("orcid", "ORCID.", "0000-0002-1825-0097"),
        c.Column("wikidata", "Wikidata id.", "Q42"),
        *last("person"),
    ),
)

THEME = Table(
    "theme",
    (
        key("human-rights"),
        c.Column("label", "The word.", "Human rights", required=True),
        relations.Link("broader", "Key of the broader theme.", to="theme"),
        c.Lines("alternative_labels", "Other words for it, one a line."),
        c.Column("summary", "One or two sentences."),
        *last("theme"),
    ),
)

VENUE = Table(
    "venue",
    (
        key("town-hall"),
        c.Column("name", "Name.", "Town hall", required=True),
        c.Column("address_lines", "Street address.", "Market square 1", "address"),
        c.Column("locality", "Town.", "Helsinki"),
        c.Country("country", "Code or name.", "FI"),
        c.Degrees("latitude", "Degrees north.", "60.169857"),
        c.Degrees("longitude", "Degrees east.", "24.938379"),
        c.Column("time_zone", "Such as Europe/Helsinki.", "Europe/Helsinki"),
        *last("venue"),
    ),
)

REFERENCE = Table(
    "reference",
    (
        key("universal-declaration"),
        c.Column("name", "Name.", "Universal Declaration of Human Rights", required=True),
        c.Choice(
            "kind",
            "Declaration, treaty, resolution …",
            "declaration",
            "reference_kind",
            empty=words.ReferenceKind.OTHER.value,
            choices=words.ReferenceKind,
        ),
        c.Column("issuer", "Issued by."),
        *DATES,
        c.Column("symbol", "A document symbol.", "A/RES/217(III)"),
        c.Column("body_name", "The council or assembly that met."),
        c.Number("session_number", "Number of the session.", "3"),
        c.Column("facts_stated", "What the source says of it."),
        c.Column("url", "Web address.", "https://example.org/declaration"),
        *last("reference"),
    ),
)

FILE_FACTS = (
    c.Column("credit", "Who made it, as it should be printed."),
    c.Column("licence", "Its web address or name.", "CC BY 4.0"),
    SAME_AS,
    NOTES,
)

DOCUMENT = Table(
    "document",
    (
        key("report-2016"),
        c.Column("title", "Title.", "Report 2016", required=True),
        placement.File(
            "file", "Its name in the folder or zip beside the table.", "report-2016.pdf"
        ),
        placement.Checksum("sha256", "A check: the SHA-256 of the file.", keeps=True),
        c.Choice(
            "kind",
            "Report, programme, background note …",
            "report",
            "document_kind",
            empty=words.DocumentKind.OTHER.value,
            choices=words.DocumentKind,
        ),
        c.Column("summary", "One or two sentences."),
        c.Column("language", "A code such as en or fr-CH.", "en"),
        *FILE_FACTS,
    ),
)

IMAGE = Table(
    "image",
    (
        key("opening-2016"),
        c.Column("title", "Title.", "The opening in 2016", required=True),
        placement.File(
            "file", "Its name in the folder or zip beside the table.", "opening-2016.jpg"
        ),
        placement.Checksum("sha256", "A check: the SHA-256 of the file.", keeps=True),
        c.Column("alt_text", "What the picture shows, for people who do not see it."),
        c.YesNo("is_decorative", "yes, when it only decorates.", "no"),
        c.Choice(
            "kind",
            "Picture, logo, portrait …",
            "picture",
            "image_kind",
            empty=words.ImageKind.PICTURE.value,
            choices=words.ImageKind,
        ),
        *FILE_FACTS,
    ),
)

TABLES = (SERIES, EVENT, QUOTE, PARTNER, PERSON, THEME, VENUE, REFERENCE, DOCUMENT, IMAGE)


def by_plural() -> dict[str, Table]:
    """`{"events": …}`: the tables by the word that commands and addresses use."""
    return {table.plural: table for table in TABLES}
