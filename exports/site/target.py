"""Where the static site lies: a folder, or a bucket with an S3 API."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from io import BufferedIOBase
from pathlib import Path
from typing import Protocol

from exports.atomic_output import temporary_folder

MANIFEST = "manifest-sha256.txt"


class Target(Protocol):
    """A place of files, each of which is there whole or not at all."""

    # Whether asking for a digest is cheaper than trusting the manifest.
    is_near: bool

    def has_site(self) -> bool:
        """Whether there is anything. Raises Unavailable where it is seen to be something else."""

    def open(self, path: str) -> BufferedIOBase | None:
        """A file, to read. None when it is not there."""

    def paths(self) -> Iterator[str]:
        """All files that are there."""

    def place(self, path: str, file: Path) -> None:
        """Move `file` there."""

    def remove(self, path: str) -> None: ...

    def workspace(self) -> AbstractContextManager[Path]:
        """A folder on this machine, for files that are not placed yet. One run has it at a time."""


class Folder:
    is_near = True

    def __init__(self, root: Path) -> None:
        self.root = root

    def __str__(self) -> str:
        return str(self.root)

    def has_site(self) -> bool:
        return self.root.exists()

    def open(self, path: str) -> BufferedIOBase | None:
        try:
            return (self.root / path).open("rb")
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def paths(self) -> Iterator[str]:
        for folder, _folders, names in os.walk(self.root):
            for name in names:
                yield Path(folder, name).relative_to(self.root).as_posix()

    def place(self, path: str, file: Path) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        file.replace(self.root / path)

    def remove(self, path: str) -> None:
        (self.root / path).unlink(missing_ok=True)
        folder = (self.root / path).parent
        with suppress(OSError):  # something is left in it
            while folder != self.root:
                folder.rmdir()
                folder = folder.parent

    def workspace(self) -> AbstractContextManager[Path]:
        return temporary_folder(self.root)


def read(target: Target, path: str) -> bytes | None:
    """The bytes of a short file. None when it is not there."""
    file = target.open(path)
    if file is None:
        return None
    with file:
        return file.read()


def digest_of(target: Target, path: str) -> str:
    """The SHA-256 of a file; "" when it is not there."""
    file = target.open(path)
    if file is None:
        return ""
    with file:
        return hashlib.file_digest(file, "sha256").hexdigest()
