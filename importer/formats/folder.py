"""Several files at once: a folder, a zip, or the pages of a web archive."""

import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cms.documents.zips import ZIP_ERRORS
from cms.text.writable import writable
from importer.extract import Proposal, UnreadablePage

from . import warc
from .packages import ZIP
from .registry import read_file
from .saved_file import MOST_BYTES, SavedFile

MOST_FILES = 10_000
LARGEST = 1024**3  # bytes of all files in a zip, unpacked
# What systems add to a folder.
HIDDEN = ("thumbs.db", "desktop.ini", "__macosx")
# The folder in which a browser saves the pictures and styles of a page.
BESIDE = ("_files", "-dateien", "_fichiers", "_archivos", "-bestanden")


@dataclass(frozen=True)
class Refusal:
    """A file that was not read, and the reason: a sentence."""

    name: str
    reason: str


def is_several(head: bytes, name: str) -> bool:
    """Whether a file with these first bytes holds several files or pages."""
    is_zip = head.startswith(ZIP) and name.lower().endswith((".zip", ".wacz"))
    return is_zip or warc.recognises(head, name)


def read_or_refuse(file: SavedFile | Refusal) -> Iterator[Proposal | Refusal]:
    """What each event in the file states. A file that cannot be read does not stop the others."""
    if isinstance(file, Refusal):
        yield file
        return
    try:
        yield from read_file(file)
    except UnreadablePage as refused:
        yield Refusal(file.name, str(refused))


def files_in(path: Path, name: str = "") -> Iterator[SavedFile | Refusal]:
    """The files in a folder, in a zip or in a web archive; or the file itself.

    Raises `UnreadablePage` for a zip that cannot be opened, and OSError.
    """
    name = writable(name or path.name)  # that of an old disk may be no UTF-8
    if path.is_dir():
        yield from files_in_folder(path)
        return
    with path.open("rb") as file:
        head = file.read(1024)
        if warc.recognises(head, name):
            yield from archived(name, warc.pages_in(path))
        elif is_several(head, name):
            yield from files_in_zip(path)
        else:
            yield SavedFile(name, head + file.read(MOST_BYTES + 1))


def count_in(path: Path) -> int:
    """How many files a folder or a zip holds. One for each other file."""
    if path.is_dir():
        return len(listed(path))
    try:
        with zipfile.ZipFile(path) as parts:
            return len(entries_of(parts))
    except ZIP_ERRORS:
        return 1


def listed(folder: Path) -> list[Path]:
    """The files of a folder in the order of their names. A link is not followed."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return [path for path in paths if not is_aside(path.relative_to(folder).as_posix())]


def files_in_folder(folder: Path) -> Iterator[SavedFile | Refusal]:
    for path in listed(folder):
        yield from files_in_file(path, writable(path.relative_to(folder).as_posix()))


def files_in_file(path: Path, name: str) -> Iterator[SavedFile | Refusal]:
    try:
        yield from files_in(path, name)
    except UnreadablePage as refused:
        yield Refusal(name, str(refused))
    except OSError as error:
        yield Refusal(name, f"{error.strerror}.")


def is_aside(name: str) -> bool:
    """Whether a file is none of the person's own: hidden, or what a page shows."""
    parts = [part.lower() for part in PurePosixPath(name).parts]
    is_hidden = any(part.startswith(".") or part in HIDDEN for part in parts)
    return is_hidden or any(part.endswith(BESIDE) for part in parts[:-1])


def files_in_zip(path: Path) -> Iterator[SavedFile | Refusal]:
    try:
        parts = zipfile.ZipFile(path)
    except ZIP_ERRORS as error:
        raise UnreadablePage("It is no zip file, or a damaged one.") from error
    with parts:
        entries = entries_of(parts)
        if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST:
            raise UnreadablePage(f"It holds more than {MOST_FILES:,} files, or more than 1 GB.")
        for entry in entries:
            yield from files_in_entry(parts, entry)


def entries_of(parts: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files to read. In a WACZ they are the web archives, and not their index."""
    within = "archive/" if "datapackage.json" in parts.namelist() else ""
    return [
        entry
        for entry in parts.infolist()
        if not entry.is_dir()
        and entry.filename.startswith(within)
        and not is_aside(entry.filename)
        and not stat.S_ISLNK(entry.external_attr >> 16)
    ]


def files_in_entry(parts: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[SavedFile | Refusal]:
    """A zip within a zip is not opened: there is no end to what it may hold."""
    name = entry.filename
    if entry.flag_bits & 1:
        yield Refusal(name, "It has a password.")
        return
    try:
        with parts.open(entry) as file:
            head = file.read(1024)
            if warc.recognises(head, name):
                file.seek(0)
                yield from archived(name, warc.pages_of(file))
            elif is_several(head, name):
                yield Refusal(name, "It is a zip within a zip. Unpack it, and import it by itself.")
            else:
                yield SavedFile(name, head + file.read(MOST_BYTES + 1))
    except (*ZIP_ERRORS, OSError):
        yield Refusal(name, "It is damaged within the zip.")


def archived(name: str, pages: Iterator[SavedFile]) -> Iterator[SavedFile | Refusal]:
    """The pages of a web archive, up to where it is damaged."""
    try:
        yield from pages
    except UnreadablePage as refused:
        yield Refusal(name, str(refused))
