"""Write an export completely, or not at all."""

import fcntl
import os
import shutil
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from exports.snapshot import CannotExport

UNFINISHED = ".unfinished"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time in a zip: every packed file has it


def write_atomically(target: Path, fill: Callable[[Path], str]) -> None:
    """Let `fill` write a folder, and rename it to `target` when it is complete.

    `fill` returns the name of the folder within a packed file. A target that ends with .zip or .tar
    is packed without compression, times and owners, so that the same content gives the same bytes.
    The next run deletes what a killed run has left beside the target.
    """
    if target.exists():
        raise CannotExport(f"{target} exists already.")
    with temporary_folder(target) as folder:
        content = folder / "content"
        content.mkdir()
        name = fill(content)
        finished = content
        if target.suffix in PACKED:
            finished = folder / f"packed{target.suffix}"
            PACKED[target.suffix](content, finished, name)
        finished.rename(target)


@contextmanager
def temporary_folder(target: Path) -> Iterator[Path]:
    """A folder next to the target that only this run uses, and deletes at its end."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for abandoned in target.parent.glob(f".*{UNFINISHED}"):
        _clear(abandoned)
    folder = target.parent / f".{target.name}{UNFINISHED}"
    try:
        folder.mkdir(0o700)  # what is unpacked beside others' files may be hidden
    except FileExistsError as error:
        raise CannotExport(f"Another run is writing {target}.") from error
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
        os.close(handle)


def _clear(folder: Path) -> None:
    """Delete the folder of a killed run. A run that still writes holds a lock on its folder."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except (FileNotFoundError, PermissionError):  # gone by now, or another user's
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder)
    except BlockingIOError:
        pass
    finally:
        os.close(handle)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file under `folder` with its relative path, always in the same order."""
    for directory, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(directory, name)
            yield path.relative_to(folder).as_posix(), path


def _zip(content: Path, packed: Path, name: str) -> None:
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path, file in _files(content):
            entry = zipfile.ZipInfo(f"{name}/{path}", EPOCH)
            entry.create_system = 3  # Unix, on every system
            entry.external_attr = 0o100644 << 16
            entry.file_size = file.stat().st_size
            with file.open("rb") as source, archive.open(entry, "w") as sink:
                shutil.copyfileobj(source, sink)


def _tar(content: Path, packed: Path, name: str) -> None:
    with tarfile.open(packed, "w", format=tarfile.PAX_FORMAT) as archive:
        for path, file in _files(content):
            entry = tarfile.TarInfo(f"{name}/{path}")
            entry.size, entry.mode = file.stat().st_size, 0o644
            with file.open("rb") as source:
                archive.addfile(entry, source)
            archive.members.clear()  # type: ignore[attr-defined]  # it would keep all of them in memory


PACKED = {".zip": _zip, ".tar": _tar}
