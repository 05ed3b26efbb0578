"""The original files of images and documents. Plenary makes lost renditions again from them."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import Storage
from django.db.models import Model

from cms.models import CustomDocument, CustomImage
from exports.hashing_writer import CHUNK
from exports.models.fixity import FileProblem

PART = 500


@dataclass(frozen=True)
class StoredFile:
    """A file as its record describes it: its name in `storage`, and the SHA-256 of its upload."""

    kind: str
    object_id: int
    name: str
    expected: str
    storage: Storage


@dataclass(frozen=True)
class ReadResult:
    """What a check has read. `problem` is None when the file is as it was uploaded."""

    size: int
    actual: str
    problem: FileProblem | None


def all_files() -> Iterator[StoredFile]:
    """Every original file. Reading them may take hours, so no query stays open meanwhile."""
    for model in (CustomImage, CustomDocument):
        storage = model._meta.get_field("file").storage
        last = 0
        while rows := _rows_after(model, last):
            last = rows[-1][0]
            for pk, name, sha256 in rows:
                yield StoredFile(model.kind, pk, name, sha256, storage)


def _rows_after(model: type[Model], last: int) -> list[tuple[int, str, str]]:
    rows = model._default_manager.filter(pk__gt=last).order_by("pk")
    return list(rows.values_list("pk", "file", "sha256")[:PART])


def read_stored(file: StoredFile) -> ReadResult:
    """Read all of `file` through its storage, a chunk at a time."""
    digest, size = hashlib.sha256(), 0
    try:
        with file.storage.open(file.name, "rb") as opened:
            for chunk in opened.chunks(CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except FileNotFoundError:
        return ReadResult(0, "", FileProblem.MISSING)
    except (OSError, SuspiciousFileOperation) as error:
        return ReadResult(size, _why(error), FileProblem.UNREADABLE)
    actual = digest.hexdigest()
    if not file.expected:
        return ReadResult(size, actual, FileProblem.UNKNOWN)
    return ReadResult(size, actual, None if actual == file.expected else FileProblem.CHANGED)


def _why(error: Exception) -> str:
    """The system's message, without the path on this machine."""
    return str(getattr(error, "strerror", None) or error)[:255]


def is_still(file: StoredFile) -> bool:
    """Whether the record still has this file. A replaced or deleted file is no finding."""
    model = CustomImage if file.kind == CustomImage.kind else CustomDocument
    rows = model._default_manager.filter(pk=file.object_id, file=file.name, sha256=file.expected)
    return rows.exists()
