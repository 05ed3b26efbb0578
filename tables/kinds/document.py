"""The columns of documents, in the order of a template."""

from cms import vocabularies as words
from tables.columns import base as c
from tables.columns import placement
from tables.columns.table import FILE_FACTS, Table, key

TABLE = Table(
    "document",
    (
        key("report-2016"),
        c.Column("title", "Title.", "Report 2016", required=True),
        placement.FileColumn(
            "file", "Its name in the folder or zip beside the table.", "report-2016.pdf"
        ),
        placement.ChecksumColumn("sha256", "A check: the SHA-256 of the file.", keeps=True),
        c.ChoiceColumn(
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
