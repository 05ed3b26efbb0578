"""Writing files one after the other, with their digests, in memory that does not grow."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from exports.snapshot import Unavailable

CHUNK = 1024 * 1024


class Written:
    """A file that is being written; it takes bytes."""

    def __init__(self, file: IO[bytes], algorithms: Iterable[str]) -> None:
        self._file = file
        self.size = 0
        self.hashes = {name: hashlib.new(name) for name in algorithms}

    def write(self, data: bytes) -> int:
        for each in self.hashes.values():
            each.update(data)
        self.size += len(data)
        return self._file.write(data)

    def digest(self, algorithm: str) -> str:
        return self.hashes[algorithm].hexdigest()


class Folder:
    """A folder of an export. `done(path, written)` is told of each file when it is whole."""

    def __init__(
        self,
        root: Path,
        algorithms: tuple[str, ...] = (),
        done: Callable[[str, Written], object] | None = None,
    ) -> None:
        self.root, self.algorithms, self._done = root, algorithms, done
        self._made_last: PurePosixPath | None = None  # one: a mirror has as many as records

    @contextmanager
    def file(self, path: str) -> Iterator[Written]:
        """A new file, by a path with slashes. What is there already is never written over."""
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or "\\" in path:
            raise Unavailable(f"A file cannot be named {path!r} in an export.")
        self._make(pure.parent)
        with open(f"{self.root}/{pure}", "xb") as file:
            written = Written(file, self.algorithms)
            yield written
        if self._done is not None:
            self._done(path, written)

    def _make(self, folder: PurePosixPath) -> None:
        if folder != self._made_last:
            (self.root / folder).mkdir(parents=True, exist_ok=True)
            self._made_last = folder

    def write(self, path: str, data: bytes) -> None:
        with self.file(path) as file:
            file.write(data)

    def copy(self, path: str, opener: Callable[[], IO[bytes]]) -> Written:
        """Copy a file of the media storage. Raises `Unavailable` when it is not there."""
        try:
            source = opener()
        except FileNotFoundError as error:
            raise Unavailable(f"The file {path} is missing from the media storage.") from error
        with source, self.file(path) as file:
            while data := source.read(CHUNK):
                file.write(data)
        return file
