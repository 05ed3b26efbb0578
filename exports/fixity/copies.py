"""Putting a damaged file back from a folder that holds a copy: a backup, or the media of a bag."""

import hashlib
import logging
import os
from functools import cached_property
from pathlib import Path

from django.core.files import File

from exports.fixity.files import StoredFile, look_at

logger = logging.getLogger("plenary.fixity")


class Copies:
    """The files of a folder, whatever their names, by their SHA-256."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def by_sha256(self) -> dict[str, Path]:
        """Read once, and only when something is damaged. Links are not followed."""
        found: dict[str, Path] = {}
        for directory, _folders, names in os.walk(self.folder):
            for path in (Path(directory, name) for name in sorted(names)):
                if path.is_file() and not path.is_symlink():
                    with path.open("rb") as file:
                        found.setdefault(hashlib.file_digest(file, "sha256").hexdigest(), path)
        return found

    def put_back(self, file: StoredFile) -> str:
        """Write the copy of `file` under its name and read it again; return where it came from.

        "" when there is no copy, when it cannot be written, or when what was written is not what
        came in. The copy stays where it is: the next run can try again.
        """
        path = self.by_sha256.get(file.expected)
        if path is None:
            return ""
        try:
            with path.open("rb") as copy:
                file.storage.delete(file.name)
                name = file.storage.save(file.name, File(copy))
        except OSError:
            logger.exception("cannot put back %s", file.name)
            return ""
        return str(path) if name == file.name and look_at(file).problem is None else ""
