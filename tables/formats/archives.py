"""Check zip files from outside before anything is unpacked."""

import stat
import zipfile
from pathlib import Path, PurePosixPath

from cms.documents.zips import ZIP_ERRORS
from tables.problems import invalid_table

MOST_ENTRIES = 20_000
HIGHEST_RATIO = 200  # of unpacked to packed size; text rarely exceeds 20
SMALL = 1024**2  # the ratio of smaller entries does not matter
NESTED = (".zip", ".7z", ".gz", ".bz2", ".xz", ".rar", ".tar")


def open_zip(path: Path, *, largest: int, nested: bool = False) -> zipfile.ZipFile:
    """Open a zip with safe names and at most `largest` unpacked bytes.

    The declared sizes can be trusted here, since `zipfile` never returns more of an entry. `nested`
    accepts archives in the zip, for files that Plenary does not open.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (*ZIP_ERRORS, OSError) as error:
        raise invalid_table(f"{path.name} is not a readable zip file: {error}.") from error
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise invalid_table(f"{path.name} has more than {MOST_ENTRIES:,} entries.")
    if sum(entry.file_size for entry in entries) > largest:
        raise invalid_table(f"{path.name} holds more than {largest:,} bytes, which is the limit.")
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        raise invalid_table(f"{path.name} has two entries with the same name.")
    for entry in entries:
        _check(path.name, entry, nested=nested)
    return archive


def _check(archive: str, entry: zipfile.ZipInfo, *, nested: bool) -> None:
    if reason := why_unsafe(entry.filename):
        raise invalid_table(f"{archive}: the entry “{entry.filename}” {reason}.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise invalid_table(f"{archive}: the entry “{entry.filename}” is a symbolic link.")
    if entry.flag_bits & 1:
        raise invalid_table(f"{archive}: the entry “{entry.filename}” has a password.")
    ratio = entry.file_size / max(entry.compress_size, 1)
    if entry.file_size > SMALL and ratio > HIGHEST_RATIO:
        raise invalid_table(f"{archive}: the entry “{entry.filename}” is packed {ratio:.0f} times.")
    if not nested and entry.filename.lower().endswith(NESTED):
        raise invalid_table(
            f"{archive}: the entry “{entry.filename}” is an archive in the archive."
        )


def why_unsafe(name: str) -> str:
    """Why a path from outside is unsafe. Empty when it stays in its folder."""
    path = PurePosixPath(name)
    if "\\" in name or "\0" in name or ":" in name:
        return "has a backslash, a colon or a NUL, which are not accepted"
    if path.is_absolute():
        return "is an absolute path"
    if ".." in path.parts:
        return "leads out of its folder"
    return ""
