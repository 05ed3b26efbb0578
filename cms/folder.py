"""Store uploads in a folder of this machine."""

import os
import unicodedata
from pathlib import Path, PurePosixPath
from uuid import uuid4

from django.apps import apps
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage

from cms.text.slugs import is_reserved

# A file system takes 255 bytes, and a letter has up to four. A suffix, a number and the size of a
# picture are added to the name.
MOST_BYTES = 120


def portable_name(name: str) -> str:
    """`name` as every file system can store it, shorter where it must be."""
    path = PurePosixPath(unicodedata.normalize("NFC", name).rstrip(" ."))
    suffix = path.suffix if len(path.suffix.encode()) <= MOST_BYTES // 4 else ""
    stem = path.name.removesuffix(suffix).encode()[: MOST_BYTES - len(suffix.encode())]
    stem_text = stem.decode(errors="ignore").strip(" .") or "file"
    return f"file-{stem_text}{suffix}" if is_reserved(stem_text) else f"{stem_text}{suffix}"


class PortableNames(Storage):
    """Names that any file system can store beside each other, also in an export."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        folder, file = os.path.split(str(name).replace("\\", "/"))
        return super().get_available_name(os.path.join(folder, portable_name(file)), max_length)

    def is_name_available(self, name: str, max_length: int | None = None) -> bool:
        """Also not the name of an upload that differs in upper and lower case only."""
        uploads = (apps.get_model("cms", model) for model in ("CustomDocument", "CustomImage"))
        return super().is_name_available(name, max_length) and not any(
            model._default_manager.filter(file__iexact=name).exclude(file=name).exists()
            for model in uploads
        )


class WholeFiles(PortableNames, FileSystemStorage):
    """A folder with complete files only, even after the disk was full.

    A file gets its name after all of it is written. Two files with the same name get two names.
    """

    def _save(self, name: str, content: File) -> str:
        temporary = f"{name}.{uuid4().hex}"
        try:
            super()._save(temporary, content)  # type: ignore[misc]
            while True:
                try:
                    os.link(self.path(temporary), self.path(name))
                except FileExistsError:
                    name = self.get_available_name(name)
                else:
                    return name
        finally:
            Path(self.path(temporary)).unlink(missing_ok=True)
