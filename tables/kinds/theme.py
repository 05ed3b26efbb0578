"""The columns of themes, in the order of a template."""

from tables.columns import base as c
from tables.columns import relations
from tables.columns.table import Table, key, last

TABLE = Table(
    "theme",
    (
        key("human-rights"),
        c.Column("label", "The word.", "Human rights", required=True),
        relations.RelationColumn("broader", "Key of the broader theme.", to="theme"),
        c.LinesColumn("alternative_labels", "Other words for it, one per line."),
        c.Column("summary", "One or two sentences."),
        *last("theme"),
    ),
)
