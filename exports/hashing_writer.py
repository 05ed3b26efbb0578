"""Write files one after the other, with their digests, in constant memory."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from exports.snapshot import CannotExport

CHUNK = 1024 * 1024  # bytes of a file in memory
Content = bytes | Iterable[bytes]  # a long file is written a part at a time


class HashingFile:
    """A file that is open for writing, with its digests."""

    def __init__(self, file: IO[bytes], algorithms: Iterable[str]) -> None:
        self._file = file
        self.size = 0
        self.hashes = {name: hashlib.new(name) for name in algorithms}

    def write(self, data: bytes) -> int:
        for digest in self.hashes.values():
            digest.update(data)
        self.size += len(data)
        return self._file.write(data)

    def digest(self, algorithm: str) -> str:
        return self.hashes[algorithm].hexdigest()


class HashingFolder:
    """A folder of an export. It calls `done(path, file)` for each complete file."""

    def __init__(
        self,
        root: Path,
        algorithms: tuple[str, ...] = (),
        done: Callable[[str, HashingFile], object] | None = None,
    ) -> None:
        self.root, self.algorithms, self._done = root, algorithms, done
        self._made_last: str | None = None  # a mirror has too many to keep all

    @contextmanager
    def file(self, path: str) -> Iterator[HashingFile]:
        """A new file, by a path with slashes. It never overwrites a file."""
        # pathlib would keep something of each name.
        if path.startswith("/") or ".." in path.split("/") or "\\" in path:
            raise CannotExport(f"A file in an export cannot have the name {path!r}.")
        self._make(path.rpartition("/")[0])
        with open(f"{self.root}/{path}", "xb") as file:
            written = HashingFile(file, self.algorithms)
            yield written
        if self._done is not None:
            self._done(path, written)

    def _make(self, folder: str) -> None:
        if folder == self._made_last:
            return
        try:
            os.mkdir(f"{self.root}/{folder}")
        except (FileExistsError, FileNotFoundError):
            os.makedirs(f"{self.root}/{folder}", exist_ok=True)
        self._made_last = folder

    def write(self, path: str, content: Content) -> HashingFile:
        with self.file(path) as file:
            for part in (content,) if isinstance(content, bytes) else content:
                file.write(part)
        return file

    def copy(self, path: str, opener: Callable[[], IO[bytes]]) -> HashingFile:
        """Copy a file of the media storage. Raises `Unavailable` when it is missing."""
        try:
            source = opener()
        except FileNotFoundError as error:
            raise CannotExport(f"The file {path} is missing from the media storage.") from error
        with source, self.file(path) as file:
            while data := source.read(CHUNK):
                file.write(data)
        return file
