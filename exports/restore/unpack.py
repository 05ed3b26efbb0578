"""Opening a packed bag: nothing of it is written before all of it has been looked at."""

import os
import secrets
import shutil
import stat
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from exports.atomic_output import beside
from exports.restore.refused import Refused

# Documents may well be a hundredth of their size when they are packed, but not less.
LARGEST_RATIO = 100
SMALL = 10 * 1024 * 1024  # bytes that no ratio matters for


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The folder of a bag: `path` itself, or what is packed in it, unpacked for the time being.

    Raises `Refused` for a packed file that is damaged, too large when unpacked, or holds anything
    but plain files and folders within itself.
    """
    if path.is_dir():
        _check_folder(path)
        yield path
        return
    if not path.is_file():
        raise Refused(f"{path}: there is no such folder or file.")
    unpack = UNPACK.get(path.suffix.lower())
    if unpack is None:
        raise Refused(f"{path}: a packed bag is a .zip or a .tar.")
    # Another site of this machine may import at the same time.
    with beside(Path(tempfile.gettempdir()) / f"plenary-import-{secrets.token_hex(8)}") as folder:
        try:
            unpack(path, folder)
        except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError) as error:
            raise Refused(f"{path.name}: it is damaged: {error}.") from error
        except NotImplementedError as error:
            raise Refused(f"{path.name}: it is packed in a way not read here: {error}.") from error
        yield _bag_in(path, folder)


def _bag_in(path: Path, folder: Path) -> Path:
    """The one folder that was packed, or the folder itself when the bag was packed without."""
    found = list(folder.iterdir())
    if (folder / "bagit.txt").is_file():
        return folder
    if len(found) == 1 and (found[0] / "bagit.txt").is_file():
        return found[0]
    raise Refused(f"{path.name}: there is no bag in it.")


def _check_folder(folder: Path) -> None:
    for place, folders, names in os.walk(folder):
        for name in (*folders, *names):
            if Path(place, name).is_symlink():
                raise Refused(f"{name}: a bag holds files and folders, and no links.")


def _check_names(archive: Path, names: Iterable[str]) -> None:
    seen = set()
    for name in names:
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or "\\" in name or ":" in name or "\0" in name:
            raise Refused(f"{archive.name}: {name!r} would lead out of the folder.")
        if name in seen:
            raise Refused(f"{archive.name}: {name!r} is in it twice.")
        seen.add(name)


def _check_size(archive: Path, folder: Path, size: int) -> None:
    packed = archive.stat().st_size
    if size > SMALL and size > packed * LARGEST_RATIO:
        raise Refused(f"{archive.name}: {packed} bytes would become {size}: refused.")
    if size > shutil.disk_usage(folder).free:
        raise Refused(f"{archive.name}: there is no room for the {size} bytes that are in it.")


def _unzip(path: Path, folder: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        _check_names(path, (entry.filename for entry in entries))
        for entry in entries:
            if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise Refused(f"{path.name}: {entry.filename!r} is neither a file nor a folder.")
            if entry.flag_bits & 1:
                raise Refused(f"{path.name}: {entry.filename!r} is encrypted.")
        _check_size(path, folder, sum(entry.file_size for entry in entries))
        archive.extractall(folder)  # noqa: S202  each name and size was checked


def _untar(path: Path, folder: Path) -> None:
    with tarfile.open(path, "r:") as archive:
        members = archive.getmembers()
        _check_names(path, (member.name for member in members))
        for member in members:
            if not (member.isdir() or member.isreg()) or member.issparse():
                raise Refused(f"{path.name}: {member.name!r} is neither a file nor a folder.")
        _check_size(path, folder, sum(member.size for member in members))
        # Python 3.11.2 of Debian 12 has no `filter="data"`, which leaves owners and modes out.
        for member in members:
            path = folder / member.name
            (path if member.isdir() else path.parent).mkdir(parents=True, exist_ok=True)
            if source := archive.extractfile(member):
                with source, path.open("wb") as sink:
                    shutil.copyfileobj(source, sink)


UNPACK = {".zip": _unzip, ".tar": _untar}
