"""The content of an export: the tables from which a site can be rebuilt."""

from collections.abc import Iterator
from typing import Any

from api.rendering.images import SIZES
from cms.models import CustomDocument, CustomImage, CustomRendition
from exports.bag.public_rows import PublicRows
from exports.database_rows import Row, line_of, read, tables
from exports.documents import copy_medium, once
from exports.hashing_writer import Folder
from exports.media import Medium, medium
from exports.scope import Scope


def write_content(folder: Folder, scope: Scope) -> None:
    """`content/cms.eventpage.ndjson` and so on, a line a row."""
    public = None if scope.is_whole else PublicRows(scope.source)
    for model in tables():
        with folder.file(f"content/{model._meta.label_lower}.ndjson") as file:
            for row in rows_of(model) if public is None else public.rows_of(model):
                file.write(line_of(row))


def rows_of(model: Any) -> Iterator[Row]:
    """All rows, but for sizes of pictures that no document offers: they come when asked for."""
    for row in read(model):
        if model is not CustomRendition or row["filter_spec"] in SIZES:
            yield row


def write_all_media(folder: Folder) -> None:
    """`media/…`: the files of all records, public or not."""
    for each in once(all_media()):
        copy_medium(folder, each)


def all_media() -> Iterator[Medium]:
    for model in (CustomDocument, CustomImage):
        for record in model._base_manager.order_by("pk").iterator(chunk_size=500):
            yield medium(record.file, record.sha256)
    sizes = CustomRendition.objects.filter(filter_spec__in=SIZES)
    for size in sizes.order_by("pk").iterator(chunk_size=500):
        yield medium(size.file)
