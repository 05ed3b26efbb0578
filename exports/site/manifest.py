"""The manifest of a static site: every file with its SHA-256, as in a bag.

Only what it names is ever deleted. A long one is not written after each update: what changed since
then stands in the mark.
"""

from collections.abc import Mapping
from pathlib import Path

from exports.snapshot import CannotExport
from exports.streaming.disk_map import DiskMap

from .mark import Mark
from .target import MANIFEST, Target

SHORT = 2000  # files: a manifest of at most so many is always written


def read_manifest(target: Target, mark: Mark | None = None) -> DiskMap:
    """`{path: SHA-256}`. Raises `CannotExport` for a place that holds something else."""
    file = target.open(MANIFEST)
    if file is None:
        raise CannotExport(f"{target} holds no site: {MANIFEST} is missing.")
    digests = DiskMap()
    try:
        with file:
            for line in file:
                digest, path = line.decode().rstrip("\n").split("  ", 1)
                digests[path] = digest
    except ValueError as error:
        raise CannotExport(
            f"{target}: {MANIFEST} is damaged. Export the site to another place."
        ) from error
    if mark is not None:
        digests.update(mark.changed | mark.touched)
        for path in (path for path, digest in mark.changed.items() if not digest):
            if path not in mark.touched:
                del digests[path]
    return digests


def write_manifest(file: Path, digests: DiskMap) -> None:
    with file.open("wb") as written:
        for path, digest in digests.pairs():
            written.write(f"{digest}  {path}\n".encode())


def is_due(digests: DiskMap, changed: Mapping[str, str]) -> bool:
    """Whether to write it. Then an update costs what it changes, and now and then a little more."""
    return not digests.has_more_than(max(SHORT, len(changed) ** 2 // 4))
