"""The content of a bag: the tables from which a site can be rebuilt."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from api.rendering.images import SIZES
from cms.models import CustomDocument, CustomImage, CustomRendition
from cms.models.file import files_of
from exports.bag.public_rows import PublicRows
from exports.database_rows import Row, line_of, read, tables
from exports.documents import copy_medium, unique_media
from exports.hashing_writer import HashingFolder
from exports.media import Medium, medium
from exports.scope import Scope


def write_content(folder: HashingFolder, scope: Scope) -> None:
    """`content/cms.eventpage.ndjson` and so on, one row a line."""
    public = None if scope.is_whole else PublicRows(scope.snapshot)
    for model in tables():
        with folder.file(f"content/{model._meta.label_lower}.ndjson") as file:
            for row in rows_of(model) if public is None else public.rows_of(model):
                file.write(line_of(row))


def rows_of(model: Any) -> Iterator[Row]:
    """All rows, without renditions that no document shows. Plenary makes those again."""
    for row in read(model):
        if model is not CustomRendition or row["filter_spec"] in SIZES:
            yield row


def write_all_media(folder: HashingFolder) -> None:
    """`media/…`: the files of all records and of their versions, public or not."""
    for file in unique_media(all_media()):
        copy_medium(folder, file)


def all_media() -> Iterator[Medium]:
    for model in (CustomDocument, CustomImage):
        storage = model._meta.get_field("file").storage
        for name, sha256 in files_of(model):
            yield Medium(name, partial(storage.open, name, "rb"), sha256)
    renditions = CustomRendition.objects.filter(filter_spec__in=SIZES)
    for rendition in renditions.order_by("pk").iterator(chunk_size=500):
        yield medium(rendition.file)
