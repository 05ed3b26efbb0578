"""The columns of references, in the order of a template."""

from cms import vocabularies as words
from tables.columns import base as c
from tables.columns.table import DATE_COLUMNS, Table, key, last

TABLE = Table(
    "reference",
    (
        key("universal-declaration"),
        c.Column("name", "Name.", "Universal Declaration of Human Rights", required=True),
        c.ChoiceColumn(
            "kind",
            "Declaration, treaty, resolution …",
            "declaration",
            "reference_kind",
            empty=words.ReferenceKind.OTHER.value,
            choices=words.ReferenceKind,
        ),
        c.Column("issuer", "Issued by."),
        *DATE_COLUMNS,
        c.Column("symbol", "A document symbol.", "A/RES/217(III)"),
        c.Column("body_name", "The council or assembly that met."),
        c.IntegerColumn("session_number", "Number of the session.", "3"),
        c.Column("facts_stated", "What the source says of it."),
        c.Column("url", "Web address.", "https://example.org/declaration"),
        *last("reference"),
    ),
)
