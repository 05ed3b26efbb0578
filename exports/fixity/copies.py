"""Copies of what is damaged: files in a backup or in the media of a bag, documents in a bag."""

import hashlib
import logging
import os
from functools import cached_property
from pathlib import Path

from django.core.files import File

from archive.encoding import digest_of
from archive.models import Entry
from exports.fixity.files import StoredFile, read_stored
from exports.fixity.in_part import InPart, object_in
from exports.restore.unpack import opened

logger = logging.getLogger("plenary.fixity")


def documents_in(bag: Path, damaged: list[Entry]) -> dict[int, bytes]:
    """The bytes of damaged entries that a bag proves, by their numbers.

    A document may be in any file of the bag. Where the list of entries in the bag has the digest of
    the stored bytes, those are whole, and the stored digest is what was damaged. `bag` is a folder,
    a .zip or a .tar. Raises `BagRefused`.
    """
    digests = {entry.digest for entry in damaged}
    stored = {entry.pk: digest_of(entry.stored) for entry in damaged}
    whole: set[int] = set()
    in_part = InPart(damaged)
    documents: dict[str, bytes] = {}
    with opened(bag) as folder:
        for path in sorted(folder.rglob("*.ndjson")):
            with path.open("rb") as lines:
                for line in lines:
                    body = line.rstrip(b"\n")
                    if (digest := digest_of(body)) in digests:
                        documents[digest] = body
                    elif path.name == "versions.ndjson":
                        documents |= in_part.completed(body)
                    elif path.name == "entries.ndjson":
                        entry = object_in(body)
                        number, proof = entry.get("sequence"), entry.get("digest")
                        whole |= {pk for pk in stored if pk == number and stored[pk] == proof}
    return {
        entry.pk: entry.stored if entry.pk in whole else documents[entry.digest]
        for entry in damaged
        if entry.pk in whole or entry.digest in documents
    }


class Copies:
    """The files of a folder, whatever their names, by their SHA-256."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def by_sha256(self) -> dict[str, Path]:
        """Read once, and only when a file is damaged. Symbolic links are not followed."""
        paths: dict[str, Path] = {}
        for directory, _folders, names in os.walk(self.folder):
            for path in (Path(directory, name) for name in sorted(names)):
                if path.is_file() and not path.is_symlink():
                    with path.open("rb") as file:
                        paths.setdefault(hashlib.file_digest(file, "sha256").hexdigest(), path)
        return paths

    def restore(self, file: StoredFile) -> str:
        """Write the copy of `file` under its name, read it again, and return the path of the copy.

        Returns "" when there is no copy, when it cannot be written, or when the result still
        differs from the upload. The copy stays where it is, so the next run can try again.
        """
        path = self.by_sha256.get(file.expected)
        if path is None:
            return ""
        try:
            with path.open("rb") as copy:
                file.storage.delete(file.name)
                name = file.storage.save(file.name, File(copy))
        except OSError:
            logger.exception("cannot restore %s", file.name)
            return ""
        return str(path) if name == file.name and read_stored(file).problem is None else ""
