"""Store uploads in a folder of this machine."""

import os
from pathlib import Path
from uuid import uuid4

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
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
