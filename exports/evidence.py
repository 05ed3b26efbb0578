"""The files that records were made from, in an export of everything and back."""

import hashlib
from pathlib import Path

from exports.hashing_writer import HashingFolder
from exports.restore.refused import BagRefused
from exports.snapshot import CannotExport
from importer.kept.store import parts_of, read_parts, store_parts
from importer.models import KeptFile


def write_evidence(folder: HashingFolder) -> None:
    """`evidence/…`: each kept file by its SHA-256. Raises `Unavailable` for a damaged one."""
    for kept in KeptFile.objects.order_by("sha256").iterator(chunk_size=100):
        with folder.file(f"evidence/{kept.sha256}") as file:
            for content in read_parts(kept.parts):
                file.write(content)
        if file.digest("sha256") != kept.sha256:
            raise CannotExport(f"The kept file {kept} is damaged: its SHA-256 is another one.")


def load_evidence(folder: Path) -> None:
    """Store the bytes of every restored file. Raises `BagRefused` if one is missing or another."""
    for kept in KeptFile.objects.order_by("pk").iterator(chunk_size=100):
        path = folder / kept.sha256
        if not path.is_file():
            raise BagRefused(
                f"evidence/{kept.sha256}: a record names this file, but it is missing."
            )
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != kept.sha256:
            raise BagRefused(f"evidence/{kept.sha256}: its SHA-256 differs from its name.")
        store_parts(kept.parts, parts_of(content))
