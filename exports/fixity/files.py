"""The original files of images and documents. Renditions are made from them, and anew when lost."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import Storage
from django.db.models import Model

from cms.models import CustomDocument, CustomImage
from exports.models.fixity import Problem

CHUNK = 1024 * 1024  # bytes of a file in memory
PART = 500


@dataclass(frozen=True)
class StoredFile:
    """A file as its record knows it: its name in `storage`, and its SHA-256 when it came in."""

    kind: str
    object_id: int
    name: str
    expected: str
    storage: Storage


@dataclass(frozen=True)
class Look:
    """What was read of a file: `problem` is None when it is as it came in."""

    size: int
    found: str
    problem: Problem | None


def all_files() -> Iterator[StoredFile]:
    """Every original file, a part of the records at a time: no query is open while files are read,
    which may take hours."""
    for model in (CustomImage, CustomDocument):
        storage = model._meta.get_field("file").storage  # type: ignore[union-attr]
        last = 0
        while rows := _rows_after(model, last):
            last = rows[-1][0]
            for pk, name, sha256 in rows:
                yield StoredFile(model.kind, pk, name, sha256, storage)


def _rows_after(model: type[Model], last: int) -> list[tuple[int, str, str]]:
    rows = model._default_manager.filter(pk__gt=last).order_by("pk")
    return list(rows.values_list("pk", "file", "sha256")[:PART])


def look_at(file: StoredFile) -> Look:
    """Read all of `file`, a piece at a time, through its storage alone."""
    digest, size = hashlib.sha256(), 0
    try:
        with file.storage.open(file.name, "rb") as opened:
            for chunk in opened.chunks(CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except FileNotFoundError:
        return Look(0, "", Problem.MISSING)
    except (OSError, SuspiciousFileOperation) as error:
        return Look(size, _why(error), Problem.UNREADABLE)
    found = digest.hexdigest()
    if not file.expected:
        return Look(size, found, Problem.UNKNOWN)
    return Look(size, found, None if found == file.expected else Problem.CHANGED)


def _why(error: Exception) -> str:
    """The system's words, without the path on this machine."""
    return str(getattr(error, "strerror", None) or error)[:255]


def is_still(file: StoredFile) -> bool:
    """Whether the record still has this file: one that was replaced or deleted is no finding."""
    model = CustomImage if file.kind == CustomImage.kind else CustomDocument
    rows = model._default_manager.filter(pk=file.object_id, file=file.name, sha256=file.expected)
    return rows.exists()
