"""Write files one after the other, with their digests, in constant memory."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from exports.snapshot import CannotExport

NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
CHUNK = 1024 * 1024  # bytes of a file in memory
Content = bytes | Iterable[bytes]  # a long file is written a part at a time


class Digests:
    """The digests and the size of a file."""

    def __init__(self, algorithms: Iterable[str]) -> None:
        self.size = 0
        self.hashes = {name: getattr(hashlib, name)() for name in algorithms}

    def update(self, data: bytes) -> None:
        for digest in self.hashes.values():
            digest.update(data)
        self.size += len(data)

    def digest(self, algorithm: str) -> str:
        return self.hashes[algorithm].hexdigest()


class HashingFile(Digests):
    """A file that is open for writing, with its digests."""

    def __init__(self, file: IO[bytes], algorithms: Iterable[str]) -> None:
        super().__init__(algorithms)
        self._file = file

    def write(self, data: bytes) -> int:
        self.update(data)
        return self._file.write(data)


class HashingFolder:
    """A folder of an export. It calls `done(path, file)` for each complete file."""

    def __init__(
        self,
        root: Path,
        algorithms: tuple[str, ...] = (),
        done: Callable[[str, Digests], object] | None = None,
    ) -> None:
        self.root, self.algorithms, self._done = root, algorithms, done
        self._made_last: str | None = None  # a mirror has too many to keep all

    @contextmanager
    def file(self, path: str) -> Iterator[HashingFile]:
        """A new file, by a path with slashes. It never overwrites a file."""
        with open(self._place(path), "xb") as file:
            written = HashingFile(file, self.algorithms)
            yield written
        if self._done is not None:
            self._done(path, written)

    def _place(self, path: str) -> str:
        """Where the file of that path comes. Its folder is there afterwards."""
        # pathlib would keep something of each name.
        if path.startswith("/") or ".." in path.split("/") or "\\" in path:
            raise CannotExport(f"A file in an export cannot have the name {path!r}.")
        folder = path.rpartition("/")[0]
        if folder != self._made_last:
            self._make(folder)
        return f"{self.root}/{path}"

    def _make(self, folder: str) -> None:
        try:
            os.mkdir(f"{self.root}/{folder}")
        except (FileExistsError, FileNotFoundError):
            os.makedirs(f"{self.root}/{folder}", exist_ok=True)
        self._made_last = folder

    def write(self, path: str, content: Content) -> Digests:
        if isinstance(content, bytes):
            return self._write_whole(path, content)
        with self.file(path) as file:
            for part in content:
                file.write(part)
        return file

    def _write_whole(self, path: str, content: bytes) -> Digests:
        """The same without a buffer: of a small file, most of the time went into that."""
        handle = os.open(self._place(path), NEW, 0o666)
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(handle, rest) :]
        finally:
            os.close(handle)
        written = Digests(self.algorithms)
        written.update(content)
        if self._done is not None:
            self._done(path, written)
        return written

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
