"""Files on their way to a target: they are placed together, when all of them are made."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from exports.documents import copy_medium
from exports.hashing_writer import HashingFolder
from exports.media import Medium

from .target import Target

# In place of a digest: the file may not be there, or it is there in one of two states.
UNKNOWN, CHANGING = "0" * 64, "1" * 64


class Stage:
    """`there` gives the digest of a file that is there: one that is the same is left alone."""

    def __init__(self, root: Path, there: Callable[[str], str]) -> None:
        self.root, self.there = root, there
        self.digests: dict[str, str] = {}
        self.same: dict[str, str] = {}  # the digests of those that are there already
        root.mkdir()
        self._folder = HashingFolder(root, ("sha256",))

    def add(self, path: str, body: bytes) -> None:
        if path in self.digests:
            return
        digest = hashlib.sha256(body).hexdigest()
        if self.there(path) == digest:
            self.same[path] = digest
        else:
            self._folder.write(path, body)
            self.digests[path] = digest

    def copy(self, path: str, medium: Medium) -> None:
        """The bytes at the address of a medium never change."""
        there = self.there(path)
        if there in ("", UNKNOWN):
            self.digests[path] = copy_medium(self._folder, medium).digest("sha256")
        else:
            self.same[path] = there

    def place(self, target: Target, digests: dict[str, str]) -> None:
        """Place all of them. `digests` are those of the files there, and follow.

        After a kill they do not say of each file in which of its states it is.
        """
        digests |= self.same
        for path in sorted(self.digests, key=lambda path: turn_of(path, digests)):
            target.place(path, self.root / path)
            digests[path] = self.digests[path]


def turn_of(path: str, there: dict[str, str]) -> tuple[bool, bool, bool, str]:
    """New files, media first; then pages; then what is neither: the sitemap and the rules."""
    is_new = there.get(path, UNKNOWN) == UNKNOWN
    return not is_new, not path.startswith("media/"), not path.endswith("/index.html"), path
