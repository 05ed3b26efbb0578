"""The columns of people, in the order of a template."""

from tables.columns import base as c
from tables.columns import relations
from tables.columns.table import YEARS, Table, key, last

TABLE = Table(
    "person",
    (
        key("jane-doe"),
        c.Column("name", "As it should be shown.", "Jane Doe", required=True),
        c.Column("sort_name", "Empty: made from the names.", "Doe, Jane", keeps=True),
        c.Column("given_name", "Given name.", "Jane"),
        c.Column("family_name", "Family name.", "Doe"),
        c.Column("honorific", "Honorific.", "Dr"),
        relations.ItemsColumn(
            "affiliations",
            "One per line: organisation | organisation_stated | role | from | to.",
            "finland-mfa | | Ambassador | 2010",
            columns=(
                relations.RelationColumn(
                    "organisation", "Key of a partner.", "", "partner", to="partner"
                ),
                c.Column("organisation_stated", "When it has no record."),
                c.Column("role", "Role."),
                *YEARS,
            ),
        ),
        c.Column("summary", "One or two sentences."),
        relations.RelationColumn("portrait", "Key of the picture.", to="image"),
        c.Column("orcid", "ORCID.", "0000-0002-1825-0097"),
        c.Column("wikidata", "Wikidata id.", "Q42"),
        *last("person"),
    ),
)
