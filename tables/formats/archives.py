"""Zip files from outside: looked through before anything of them is unpacked."""

import stat
import zipfile
from pathlib import Path, PurePosixPath

from tables.problems import refused

MOST_ENTRIES = 20_000
HIGHEST_RATIO = 200  # of what is inside to what is packed; text rarely has more than 20
SMALL = 1024**2  # whose ratio says nothing
NESTED = (".zip", ".7z", ".gz", ".bz2", ".xz", ".rar", ".tar")


def opened(path: Path, *, largest: int, nested: bool = False) -> zipfile.ZipFile:
    """A zip whose entries are named plainly and hold at most `largest` bytes together.

    `zipfile` gives no more of an entry than its size as it was declared, so that it may be
    trusted here. `nested` lets archives within it pass, as files that nobody opens.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refused(f"{path.name} is no zip file that can be read: {error}.") from error
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise refused(f"{path.name} has more than {MOST_ENTRIES:,} entries.")
    if sum(entry.file_size for entry in entries) > largest:
        raise refused(f"{path.name} holds more than {largest:,} bytes.")
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        raise refused(f"{path.name} has two entries of one name.")
    for entry in entries:
        _check(path.name, entry, nested=nested)
    return archive


def _check(archive: str, entry: zipfile.ZipInfo, *, nested: bool) -> None:
    if reason := why_unsafe(entry.filename):
        raise refused(f"{archive}: the entry “{entry.filename}” {reason}.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise refused(f"{archive}: the entry “{entry.filename}” is a symbolic link.")
    if entry.flag_bits & 1:
        raise refused(f"{archive}: the entry “{entry.filename}” has a password.")
    ratio = entry.file_size / max(entry.compress_size, 1)
    if entry.file_size > SMALL and ratio > HIGHEST_RATIO:
        raise refused(f"{archive}: the entry “{entry.filename}” is packed {ratio:.0f} times.")
    if not nested and entry.filename.lower().endswith(NESTED):
        raise refused(f"{archive}: the entry “{entry.filename}” is an archive in the archive.")


def why_unsafe(name: str) -> str:
    """What is wrong with a path from outside; "" when it stays below where it is put."""
    path = PurePosixPath(name)
    if "\\" in name or "\0" in name or ":" in name:
        return "has a character that no path here has"
    if path.is_absolute():
        return "is an absolute path"
    if ".." in path.parts:
        return "leads out of its folder"
    return ""
