"""The columns of images, in the order of a template."""

from cms import vocabularies as words
from tables.columns import base as c
from tables.columns import placement
from tables.columns.table import FILE_FACTS, Table, key

TABLE = Table(
    "image",
    (
        key("opening-2016"),
        c.Column("title", "Title.", "The opening in 2016", required=True),
        placement.FileColumn(
            "file", "Its name in the folder or zip beside the table.", "opening-2016.jpg"
        ),
        placement.ChecksumColumn("sha256", "A check: the SHA-256 of the file.", keeps=True),
        c.Column("alt_text", "What the picture shows, for people who do not see it."),
        c.BooleanColumn("is_decorative", "yes, when it only decorates.", "no"),
        c.ChoiceColumn(
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
