"""Files that an import puts into storage, which knows no transaction.

They lie in a folder of their own. A file there that no record names is what an import left that
did not end well; while no import runs, it can go.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from cms.models import CustomDocument, CustomImage
from cms.signals import swept
from importer.import_lock import Busy, alone

LONGEST_NAME = 50


def store(record: Any) -> None:
    """Save a document or picture whose file is not stored yet."""
    old = type(record)._default_manager.filter(pk=record.pk).first() if record.pk else None
    upload, field = record.file.file, record._meta.get_field("file")
    upload.seek(0)
    name = PurePosixPath(record.file.name)
    wanted = f"{_folder(type(record))}/{name.stem[:LONGEST_NAME]}{name.suffix}"
    record.file = field.storage.save(wanted, upload)
    record.sha256 = ""
    if isinstance(record, CustomImage):
        record._set_image_file_metadata()
        if record.pk:
            record.renditions.all().delete()
    else:
        record._set_document_file_metadata()
    record.save()
    if old is not None:
        transaction.on_commit(lambda: old.file.storage.delete(old.file.name), robust=True)


def clear_leftovers() -> int:
    """Take out what no record names. Call it while no other import runs."""
    count = 0
    models: tuple[Any, ...] = (CustomDocument, CustomImage)
    for model in models:
        storage = model._meta.get_field("file").storage
        for name in _stored(storage, _folder(model)):
            if not model._default_manager.filter(file=name).exists():
                storage.delete(name)
                count += 1
    return count


@receiver(swept)
def sweep(**kwargs) -> None:
    try:
        with alone("the sweep", "what an import left in storage"):
            clear_leftovers()
    except Busy:
        return  # an import is running; it clears by itself


def _folder(model: Any) -> str:
    return f"imported/{model.plural}"


def _stored(storage: Any, folder: str) -> Iterator[str]:
    try:
        _folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in names)
