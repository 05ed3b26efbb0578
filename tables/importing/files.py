"""Documents and pictures from a folder or a zip beside their table."""

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from cms.models import CustomImage
from cms.models.content_check import LARGEST_FILE
from cms.models.file import sha256_of
from cms.pictures.forms import PictureField
from tables.formats.archives import open_zip, why_unsafe
from tables.problems import InvalidCell, invalid_table, nearest

LARGEST_ZIP = 10 * 1024**3


class Files:
    """No files. Rows may only name the files that their records have already."""

    def names(self) -> list[str]:
        return []

    def _open(self, name: str) -> IO[bytes]:
        raise FileNotFoundError(name)

    def close(self) -> None:
        pass

    def find(self, name: str) -> str:
        """The path of a file by its path, or by its file name when that is unique."""
        if "://" in name:
            raise InvalidCell("Plenary fetches no web addresses. Put the file beside the table.")
        if reason := why_unsafe(name):
            raise InvalidCell(f"“{name}” {reason}.")
        names = self.names()
        matches = [
            candidate for candidate in names if candidate == name or candidate.endswith(f"/{name}")
        ]
        if len(matches) != 1:
            many = "More than one file has" if matches else "No file beside the table has"
            raise InvalidCell(f"{many} the name “{name}”.{nearest(name, names)}")
        return matches[0]

    def open(self, name: str) -> IO[bytes]:
        return self._open(self.find(name))

    def digest(self, name: str) -> str:
        with self.open(name) as file:
            return sha256_of(file)

    def differs(self, name: str | None, before: str, digest: str) -> bool:
        """Whether the row names another file than its record has."""
        if not name:
            raise InvalidCell("A record needs its file.")
        if not self.names() and PurePosixPath(name).name == PurePosixPath(before).name:
            return False
        return self.digest(name) != digest

    @contextmanager
    def attached(self, record: Any, name: str) -> Iterator[Any]:
        """`record` with the file, checked like an upload. Nothing is stored yet."""
        with self.open(name) as file:
            size = file.seek(0, 2)
            file.seek(0)
            upload = UploadedFile(file, name=PurePosixPath(name).name, size=size)
            if size > LARGEST_FILE:
                raise InvalidCell(
                    f"The file is larger than the limit of {LARGEST_FILE // 1024**2} MB."
                )
            try:
                record.file = _checked(record, upload)
            except ValidationError as error:
                raise InvalidCell(" ".join(error.messages)) from error
            yield record


NO_FILES = Files()


def _checked(record: Any, upload: UploadedFile) -> UploadedFile:
    if isinstance(record, CustomImage):
        return PictureField().clean(upload)
    return upload


class FolderFiles(Files):
    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        paths = (path for path in sorted(self.path.rglob("*")) if path.is_file())
        self._names = [str(path.relative_to(self.path)) for path in paths if path.resolve() == path]

    def names(self) -> list[str]:
        return self._names

    def _open(self, name: str) -> IO[bytes]:
        return (self.path / name).open("rb")


class ZipFiles(Files):
    def __init__(self, path: Path) -> None:
        self.archive = open_zip(path, largest=LARGEST_ZIP, nested=True)
        entries = [entry for entry in self.archive.infolist() if not entry.is_dir()]
        self._names = [entry.filename for entry in entries]

    def names(self) -> list[str]:
        return self._names

    def _open(self, name: str) -> IO[bytes]:
        """A seekable copy of the entry."""
        copy = TemporaryFile()  # noqa: SIM115  the caller closes it
        with self.archive.open(name) as entry:
            shutil.copyfileobj(entry, copy)
        copy.seek(0)
        return copy

    def close(self) -> None:
        self.archive.close()


def files_at(path: Path | None) -> Files:
    """The files in a folder or in a zip."""
    if path is None:
        return NO_FILES
    if path.is_dir():
        return FolderFiles(path)
    if not zipfile.is_zipfile(path):
        raise invalid_table(f"{path.name} is not a folder or a zip file.")
    return ZipFiles(path)
