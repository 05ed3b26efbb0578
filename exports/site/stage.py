"""Files on their way to a target: they are placed together, when all of them are made."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from pathlib import Path

from exports.documents import copy_medium
from exports.hashing_writer import Content, HashingFolder
from exports.media import Medium
from exports.streaming.disk_map import DiskMap

from .target import Target

# In place of a digest: the file may not be there, or it is there in one of two states.
UNKNOWN, CHANGING = "0" * 64, "1" * 64


class Stage:
    """`digest_of` gives the digest of a file that is there: one that is the same is left alone."""

    def __init__(self, root: Path, digest_of: Callable[[str], str]) -> None:
        self.root, self.digest_of = root, digest_of
        self.digests = DiskMap()
        self.same = DiskMap()  # the digests of those that are there already
        root.mkdir()
        self._folder = HashingFolder(root, ("sha256",))

    def add(self, path: str, content: Content) -> None:
        if path in self.digests:
            return
        if isinstance(content, bytes):
            digest = hashlib.sha256(content).hexdigest()
            is_same = self.digest_of(path) == digest
            if not is_same:
                self._folder.write(path, content)
        else:
            digest = self._folder.write(path, content).digest("sha256")
            is_same = self.digest_of(path) == digest
            if is_same:
                (self.root / path).unlink()
        (self.same if is_same else self.digests)[path] = digest

    def add_all(self, files: Iterable[tuple[str, Content]]) -> None:
        for path, content in files:
            self.add(path, content)

    def copy(self, path: str, medium: Medium) -> None:
        """The bytes at the address of a medium never change."""
        digest = self.digest_of(path)
        if digest in ("", UNKNOWN):
            self.digests[path] = copy_medium(self._folder, medium).digest("sha256")
        else:
            self.same[path] = digest

    def place(self, target: Target, digests: MutableMapping[str, str]) -> None:
        """Place all of them. `digests` are those of the files there, and follow.

        After a kill they do not say of each file in which of its states it is.
        """
        digests.update(self.same.pairs())
        turns = DiskMap()
        for path in self.digests:
            turns[f"{turn_of(path, digests)} {path}"] = path
        for _turn, path in turns.pairs():
            target.place(path, self.root / path)
            digests[path] = self.digests[path]


def turn_of(path: str, there: Mapping[str, str]) -> int:
    """New files, media first; then pages; then what is neither: the sitemap and the rules."""
    is_old = there.get(path, UNKNOWN) != UNKNOWN
    if path.startswith("media/"):
        return 4 * is_old
    return 4 * is_old + (1 if path.endswith("/index.html") else 2)
