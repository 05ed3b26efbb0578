"""The columns of series, in the order of a template."""

from tables.columns import base as c
from tables.columns import relations
from tables.columns.body import BodyColumn
from tables.columns.table import KEYS, YEARS, Table, key, last

TABLE = Table(
    "series",
    (
        key("human-rights"),
        c.Column("title", "The name of today.", "Human rights", required=True),
        relations.ItemsColumn(
            "aliases",
            "Other names, one per line: name | from | to.",
            "Rights and security | 1998 | 2004",
            "series_aliases",
            columns=(c.Column("name", "The name.", required=True), *YEARS),
        ),
        c.Column("summary", "One or two sentences."),
        BodyColumn("body", "The text: paragraphs with an empty line between, headings after ##."),
        c.Column("cadence_stated", "How often, as stated.", "annual"),
        relations.RelationColumn("organiser", "Key of the partner who organises it.", to="partner"),
        relations.RelationListColumn(
            "themes", KEYS, "", "series_themes", to="theme", member="theme"
        ),
        relations.ItemsColumn(
            "default_partners",
            "Partners of many editions, one per line: partner | from | to.",
            "finland-mfa | 1998",
            columns=(
                relations.RelationColumn("partner", "Key.", required=True, to="partner"),
                *YEARS,
            ),
        ),
        relations.RelationColumn("image", "Key of the picture.", to="image"),
        *last("series"),
    ),
)
