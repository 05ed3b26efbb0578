"""The files of a bag, back into the media storage under their names."""

import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files import File
from django.core.files.storage import Storage, default_storage

from cms.models import CustomDocument, CustomImage, CustomRendition
from exports.restore.refused import Refused


class Media:
    """Copies files in. `undo` takes out again what this run has put there."""

    def __init__(self, folder: Path, storage: Storage = default_storage) -> None:
        self.folder, self.storage = folder, storage
        self._written: list[str] = []

    def load(self) -> None:
        """Copy the file of every record. The rows are there already, and the site was empty."""
        for name, sha256 in files_of_records():
            pure = PurePosixPath(name)
            source = self.folder / pure
            if pure.is_absolute() or ".." in pure.parts or not source.is_file():
                raise Refused(f"media/{name}: a record names this file, and it is not there.")
            with source.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                if sha256 and digest != sha256:
                    raise Refused(f"media/{name}: it is not the file that its record names.")
                self._save(name, file, digest)

    def _save(self, name: str, file: Any, digest: str) -> None:
        """No record of an empty site names a file: one of this name was left by a killed run."""
        if self.storage.exists(name):
            with self.storage.open(name) as there:
                if hashlib.file_digest(there, "sha256").hexdigest() == digest:
                    return
            self.storage.delete(name)
        self._written.append(name)
        file.seek(0)
        saved = self.storage.save(name, File(file))
        if saved != name:
            self._written.append(saved)
            raise Refused(f"media/{name}: the media storage does not take this name.")

    def undo(self) -> None:
        for name in self._written:
            self.storage.delete(name)


def files_of_records() -> Iterator[tuple[str, str]]:
    """`(name, sha256)`; a size of a picture has no digest of its own."""
    for model in (CustomDocument, CustomImage):
        yield from model._base_manager.order_by("pk").values_list("file", "sha256")
    for name in CustomRendition.objects.order_by("pk").values_list("file", flat=True):
        yield name, ""
