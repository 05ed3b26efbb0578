"""Putting an export in its place: whole, or not at all."""

import fcntl
import os
import shutil
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from exports.snapshot import Unavailable

UNFINISHED = ".unfinished"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first time that a zip can tell: packed files tell none


def place(target: Path, fill: Callable[[Path], str]) -> None:
    """Let `fill` write a folder, and give it the name `target` when it is whole.

    `fill` returns the name of the folder within a packed file.

    A target that ends with .zip or .tar is packed: without compression, times and owners, so that
    the same content is the same bytes. Nothing appears under the name before it is whole, and
    what a killed run has left beside it goes with the next one.
    """
    if target.exists():
        raise Unavailable(f"{target} is there already.")
    with beside(target) as folder:
        content = folder / "content"
        content.mkdir()
        name = fill(content)
        finished = content
        if target.suffix in PACKED:
            finished = folder / f"packed{target.suffix}"
            PACKED[target.suffix](content, finished, name)
        finished.rename(target)


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A folder that only this run writes in, next to the target, and that never outlives it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.glob(f".*{UNFINISHED}"):
        _clear(left)
    folder = target.parent / f".{target.name}{UNFINISHED}"
    try:
        folder.mkdir(0o700)  # what is unpacked beside others' files may be hidden
    except FileExistsError as error:
        raise Unavailable(f"{target} is being written by another run.") from error
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
        os.close(handle)


def _clear(left: Path) -> None:
    """Remove what a killed run has left; the lock of one that still writes is held."""
    try:
        handle = os.open(left, os.O_RDONLY)
    except (FileNotFoundError, PermissionError):  # gone by now, or another user's
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(left)
    except BlockingIOError:
        pass
    finally:
        os.close(handle)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file under `folder` with its path in it, in one order."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(place, name)
            yield path.relative_to(folder).as_posix(), path


def _zip(content: Path, packed: Path, name: str) -> None:
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path, file in _files(content):
            entry = zipfile.ZipInfo(f"{name}/{path}", EPOCH)
            entry.create_system = 3  # as on Unix, whatever made it
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
            archive.members.clear()  # type: ignore[attr-defined]  # it would keep every one


PACKED = {".zip": _zip, ".tar": _tar}
