"""Uploads in a folder of this machine."""

import os
from pathlib import Path
from uuid import uuid4

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """A folder in which a file is whole or not there, also after the disk was full.

    It gets its name when all of it is written. Two that want one name have two in the end.
    """

    def _save(self, name: str, content: File) -> str:
        begun = f"{name}.{uuid4().hex}"
        try:
            super()._save(begun, content)  # type: ignore[misc]
            while True:
                try:
                    os.link(self.path(begun), self.path(name))
                except FileExistsError:
                    name = self.get_available_name(name)
                else:
                    return name
        finally:
            Path(self.path(begun)).unlink(missing_ok=True)
