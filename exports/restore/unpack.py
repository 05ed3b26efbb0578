"""Unpack a bag. All names and sizes are checked before anything is written."""

import os
import secrets
import shutil
import stat
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from cms.documents.zips import ZIP_ERRORS
from exports.atomic_output import temporary_folder
from exports.restore.refused import BagRefused

# Packed documents can be a hundredth of their size, but not smaller.
LARGEST_RATIO = 100
SMALL = 10 * 1024 * 1024  # bytes: the ratio does not matter below


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The folder of a bag: `path` itself, or a temporary folder with its unpacked content.

    Raises `BagRefused` for a packed file that is damaged, that is too large when unpacked, or that
    holds anything except plain files and folders.
    """
    if path.is_dir():
        _check_folder(path)
        yield path
        return
    if not path.is_file():
        raise BagRefused(f"{path}: this folder or file does not exist.")
    unpack = UNPACK.get(path.suffix.lower())
    if unpack is None:
        raise BagRefused(f"{path}: a packed bag is a .zip or a .tar.")
    # Another site of this machine may import at the same time.
    name = f"plenary-import-{secrets.token_hex(8)}"
    with temporary_folder(Path(tempfile.gettempdir()) / name) as folder:
        try:
            unpack(path, folder)
        except NotImplementedError as error:
            raise BagRefused(f"{path.name}: Plenary cannot unpack it: {error}.") from error
        except (*ZIP_ERRORS, tarfile.TarError) as error:
            raise BagRefused(f"{path.name}: it is damaged: {error}.") from error
        yield _bag_in(path, folder)


def _bag_in(path: Path, folder: Path) -> Path:
    """The bag in the unpacked `folder`: the folder itself, or the only folder in it."""
    children = list(folder.iterdir())
    if (folder / "bagit.txt").is_file():
        return folder
    if len(children) == 1 and (children[0] / "bagit.txt").is_file():
        return children[0]
    raise BagRefused(f"{path.name}: it does not hold a bag.")


def _check_folder(folder: Path) -> None:
    for directory, folders, names in os.walk(folder):
        for name in (*folders, *names):
            if Path(directory, name).is_symlink():
                raise BagRefused(f"{name}: a bag must not hold links.")


def _check_names(archive: Path, names: Iterable[str]) -> None:
    seen = set()
    for name in names:
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or "\\" in name or ":" in name or "\0" in name:
            raise BagRefused(f"{archive.name}: {name!r} would lead out of the folder.")
        if name in seen:
            raise BagRefused(f"{archive.name}: {name!r} occurs twice.")
        seen.add(name)


def _check_size(archive: Path, folder: Path, size: int) -> None:
    packed = archive.stat().st_size
    if size > SMALL and size > packed * LARGEST_RATIO:
        raise BagRefused(f"{archive.name}: {packed} bytes would unpack to {size}: too large.")
    if size > shutil.disk_usage(folder).free:
        raise BagRefused(f"{archive.name}: the disk has no room for its {size} bytes.")


def _unzip(path: Path, folder: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        _check_names(path, (entry.filename for entry in entries))
        for entry in entries:
            if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise BagRefused(f"{path.name}: {entry.filename!r} is neither a file nor a folder.")
            if entry.flag_bits & 1:
                raise BagRefused(f"{path.name}: {entry.filename!r} is encrypted.")
        _check_size(path, folder, sum(entry.file_size for entry in entries))
        archive.extractall(folder)  # noqa: S202  each name and size was checked


def _untar(path: Path, folder: Path) -> None:
    with tarfile.open(path, "r:") as archive:
        members = archive.getmembers()
        _check_names(path, (member.name for member in members))
        for member in members:
            if not (member.isdir() or member.isreg()) or member.issparse():
                raise BagRefused(f"{path.name}: {member.name!r} is neither a file nor a folder.")
        _check_size(path, folder, sum(member.size for member in members))
        # Python 3.11.2 of Debian 12 has no `filter="data"`, which leaves owners and modes out.
        for member in members:
            path = folder / member.name
            (path if member.isdir() else path.parent).mkdir(parents=True, exist_ok=True)
            if source := archive.extractfile(member):
                with source, path.open("wb") as sink:
                    shutil.copyfileobj(source, sink)


UNPACK = {".zip": _unzip, ".tar": _untar}
