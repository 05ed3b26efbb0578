"""Documents and pictures from a folder or a zip beside their table. Nothing is fetched."""

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from wagtail.images.fields import WagtailImageField

from cms.models import CustomImage
from cms.models.content_check import LARGEST
from cms.models.file import sha256_of
from tables.formats.archives import opened, why_unsafe
from tables.problems import Unreadable, nearest, refused

LARGEST_ZIP = 10 * 1024**3
LONGEST_NAME = 60  # of what storage keeps


class Files:
    """No files at all: rows may name those that their records have already."""

    def names(self) -> list[str]:
        return []

    def _open(self, name: str) -> IO[bytes]:
        raise FileNotFoundError(name)

    def close(self) -> None:
        pass

    def find(self, name: str) -> str:
        """The name of a file as it is kept here: its path, or its last part if no other has it."""
        if "://" in name:
            raise Unreadable("Nothing is fetched from an address: put the file beside the table.")
        if reason := why_unsafe(name):
            raise Unreadable(f"“{name}” {reason}.")
        names = self.names()
        found = [each for each in names if each == name or each.endswith(f"/{name}")]
        if len(found) != 1:
            many = "More than one file has" if found else "No file beside the table has"
            raise Unreadable(f"{many} the name “{name}”.{nearest(name, names)}")
        return found[0]

    def open(self, name: str) -> IO[bytes]:
        return self._open(self.find(name))

    def digest(self, name: str) -> str:
        with self.open(name) as file:
            return sha256_of(file)

    def differs(self, name: str | None, before: str, known: str) -> bool:
        """Whether the file of a row is another one than its record has."""
        if not name:
            raise Unreadable("A record cannot be without its file.")
        if not self.names() and PurePosixPath(name).name == PurePosixPath(before).name:
            return False
        return self.digest(name) != known

    @contextmanager
    def attached(self, record: Any, name: str) -> Iterator[Any]:
        """`record` with the file, checked like an upload; nothing is stored yet."""
        with self.open(name) as file:
            size = file.seek(0, 2)
            file.seek(0)
            upload = UploadedFile(file, name=PurePosixPath(name).name, size=size)
            if size > LARGEST:
                raise Unreadable(f"The file is larger than {LARGEST // 1024**2} MB.")
            try:
                record.file = _checked(record, upload)
            except ValidationError as error:
                raise Unreadable(" ".join(error.messages)) from error
            yield record


NO_FILES = Files()


def _checked(record: Any, upload: UploadedFile) -> UploadedFile:
    if isinstance(record, CustomImage):
        return WagtailImageField().clean(upload)
    return upload


class Folder(Files):
    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        found = (each for each in sorted(self.path.rglob("*")) if each.is_file())
        self._names = [str(each.relative_to(self.path)) for each in found if each.resolve() == each]

    def names(self) -> list[str]:
        return self._names

    def _open(self, name: str) -> IO[bytes]:
        return (self.path / name).open("rb")


class Zip(Files):
    def __init__(self, path: Path) -> None:
        self.archive = opened(path, largest=LARGEST_ZIP, nested=True)
        entries = [each for each in self.archive.infolist() if not each.is_dir()]
        self._names = [each.filename for each in entries]

    def names(self) -> list[str]:
        return self._names

    def _open(self, name: str) -> IO[bytes]:
        """A copy of the entry, in which one can go back and forth."""
        copy = TemporaryFile()  # noqa: SIM115  whoever opens it closes it
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
        return Folder(path)
    if not zipfile.is_zipfile(path):
        raise refused(f"{path.name} is neither a folder nor a zip file.")
    return Zip(path)
