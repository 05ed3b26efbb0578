"""The columns of partners, in the order of a template."""

from cms import vocabularies as words
from tables.columns import base as c
from tables.columns import relations
from tables.columns.table import YEARS, Table, key, last

TABLE = Table(
    "partner",
    (
        key("finland-mfa"),
        c.Column("name", "Its name today, in full.", "Ministry of Foreign Affairs", required=True),
        c.Column("acronym", "Short name.", "MFA"),
        c.ChoiceColumn(
            "kind",
            "Ministry, NGO, university …",
            "ministry",
            "partner_kind",
            empty=words.PartnerKind.OTHER.value,
            choices=words.PartnerKind,
        ),
        c.CountryColumn("country", "Code or name.", "FI"),
        relations.RelationColumn("parent", "Key of the organisation it belongs to.", to="partner"),
        relations.ItemsColumn(
            "names",
            "Other names, one per line: name | language | from | to.",
            "Ulkoministeriö | fi",
            columns=(
                c.Column("name", "The name.", required=True),
                c.Column("language", "Such as fi."),
                *YEARS,
            ),
        ),
        c.Column("summary", "One or two sentences."),
        c.Column("website", "Web address.", "https://um.fi"),
        relations.RelationColumn("logo", "Key of the picture.", to="image"),
        c.Column("ror", "ROR id.", "01ej9dk98"),
        c.Column("wikidata", "Wikidata id.", "Q42"),
        *last("partner"),
    ),
)
