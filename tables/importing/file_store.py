"""Store the files of an import in storage, which has no transactions.

They are in a folder of their own. A file there that nothing names is left over from a failed
import. Plenary deletes it while no import runs.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.dispatch import receiver
from wagtail.models import Revision

from cms.models import CustomDocument, CustomImage
from cms.pictures.fields import picture_of
from cms.signals import swept
from cms.work_lock import Busy, alone

LONGEST_NAME = 50


def store(record: Any) -> None:
    """Save a new document or picture together with its file."""
    put_file(record)
    record.save()


def put_file(record: Any) -> None:
    """Put the file of a record into storage. This may take long, and needs no transaction."""
    upload, field = record.file.file, record._meta.get_field("file")
    upload.seek(0)
    name = PurePosixPath(record.file.name)
    path = f"{_folder(type(record))}/{name.stem[:LONGEST_NAME]}{name.suffix}"
    record.file = field.storage.save(path, upload)
    record.sha256 = ""
    if isinstance(record, CustomImage):
        record._set_image_file_metadata()
        record.file.file.picture = picture_of(upload)  # it was read when it was checked
    else:
        record._set_document_file_metadata()


def clear_leftovers() -> int:
    """Delete files that no record and no version names, while no other import runs."""
    count = 0
    models: tuple[Any, ...] = (CustomDocument, CustomImage)
    for model in models:
        storage = model._meta.get_field("file").storage
        for name in _stored(storage, _folder(model)):
            versions = Revision.objects.filter(
                content_type=ContentType.objects.get_for_model(model), content__file=name
            )
            if not (model._default_manager.filter(file=name).exists() or versions.exists()):
                storage.delete(name)
                count += 1
    return count


@receiver(swept)
def sweep(**kwargs: Any) -> None:
    try:
        with alone("the sweep", "what an import left in storage"):
            clear_leftovers()
    except Busy:
        return  # the running import deletes them


def _folder(model: Any) -> str:
    return f"imported/{model.plural}"


def _stored(storage: Any, folder: str) -> Iterator[str]:
    try:
        _folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in names)
