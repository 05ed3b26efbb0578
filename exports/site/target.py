"""Where the static site lies: a folder, or a bucket with an S3 API."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from exports.atomic_output import temporary_folder
from exports.hashing_writer import HashingFile
from exports.snapshot import CannotExport

# Every file of the site with its SHA-256, as in a bag. Only what it names is ever deleted.
MANIFEST = "manifest-sha256.txt"


class Target(Protocol):
    """A place of files, each of which is there whole or not at all."""

    # Whether asking for a digest is cheaper than trusting the manifest.
    is_near: bool

    def has_site(self) -> bool:
        """Whether there is anything. Raises Unavailable where it is seen to be something else."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file. None when it is not there."""

    def digest(self, path: str) -> str:
        """The SHA-256 of a file; "" when it is not there."""

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

    def read(self, path: str) -> bytes | None:
        try:
            return (self.root / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def digest(self, path: str) -> str:
        try:
            with (self.root / path).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return ""

    def paths(self) -> Iterator[str]:
        for file in self.root.rglob("*"):
            if not file.is_dir():
                yield file.relative_to(self.root).as_posix()

    def place(self, path: str, file: Path) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        file.replace(self.root / path)

    def remove(self, path: str) -> None:
        (self.root / path).unlink(missing_ok=True)
        folder = (self.root / path).parent
        while folder != self.root and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent

    def workspace(self) -> AbstractContextManager[Path]:
        return temporary_folder(self.root)


def read_manifest(target: Target) -> dict[str, str]:
    """`{path: SHA-256}`. Raises Unavailable for a place that holds something else."""
    body = target.read(MANIFEST)
    if body is None:
        raise CannotExport(f"{target} holds no site: {MANIFEST} is missing.")
    try:
        pairs = [line.split("  ", 1) for line in body.decode().splitlines()]
        return {path: digest for digest, path in pairs}
    except ValueError as error:
        raise CannotExport(
            f"{target}: {MANIFEST} is damaged. Export the site to another place."
        ) from error


def manifest(digests: dict[str, str]) -> bytes:
    return b"".join(line(path, digest) for path, digest in sorted(digests.items()))


def line(path: str, digest: str) -> bytes:
    return f"{digest}  {path}\n".encode()


class Digests:
    """Those of a whole new site. They wait in a file of SQLite's own, and not in memory."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("")
        self._rows.execute("CREATE TABLE file (path TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID")

    def add(self, path: str, file: HashingFile) -> None:
        self._rows.execute("INSERT INTO file VALUES (?, ?)", (path, file.digest("sha256")))

    def write_manifest(self, root: Path) -> None:
        with (root / MANIFEST).open("wb") as written:
            for path, digest in self._rows.execute("SELECT path, digest FROM file ORDER BY path"):
                written.write(line(path, digest))
        self._rows.close()
