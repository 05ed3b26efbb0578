"""Restore the files of a bag to the media storage."""

import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files import File
from django.core.files.storage import Storage, default_storage

from cms.models import CustomDocument, CustomImage, CustomRendition
from cms.models.file import files_of
from exports.restore.refused import BagRefused


class Media:
    """Copies files to the storage. `undo` deletes what this run has written."""

    def __init__(self, folder: Path, storage: Storage = default_storage) -> None:
        self.folder, self.storage = folder, storage
        self._written: list[str] = []

    def load(self) -> None:
        """Copy the file of every restored record."""
        for name, sha256 in files_of_records():
            pure = PurePosixPath(name)
            source = self.folder / pure
            if pure.is_absolute() or ".." in pure.parts or not source.is_file():
                raise BagRefused(f"media/{name}: a record names this file, but it is missing.")
            with source.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                if sha256 and digest != sha256:
                    raise BagRefused(f"media/{name}: its SHA-256 differs from that of its record.")
                self._save(name, file, digest)

    def _save(self, name: str, file: Any, digest: str) -> None:
        """The site was empty, so a file of this name is left from a killed run."""
        if self.storage.exists(name):
            with self.storage.open(name) as existing:
                if hashlib.file_digest(existing, "sha256").hexdigest() == digest:
                    return
            self.storage.delete(name)
        self._written.append(name)
        file.seek(0)
        saved = self.storage.save(name, File(file))
        if saved != name:
            self._written.append(saved)
            raise BagRefused(f"media/{name}: the media storage refuses this name.")

    def undo(self) -> None:
        for name in self._written:
            self.storage.delete(name)


def files_of_records() -> Iterator[tuple[str, str]]:
    """`(name, sha256)`; a rendition has no digest."""
    for model in (CustomDocument, CustomImage):
        yield from files_of(model)
    for name in CustomRendition.objects.order_by("pk").values_list("file", flat=True):
        yield name, ""
