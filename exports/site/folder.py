"""The static site: written where nothing is, and compared with the log."""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from exports.atomic_output import write_atomically
from exports.documents import copy_medium
from exports.hashing_writer import Digests, HashingFolder
from exports.snapshot import CannotExport, open_snapshot
from exports.streaming.disk_map import DiskMap

from .files import site_files
from .manifest import read_manifest, write_manifest
from .mark import MARK, Mark
from .media import served
from .target import MANIFEST, Folder, Target, digest_of, read
from .update import update


def begin(target: Target) -> None:
    """Write the site to a place where nothing is. An incomplete folder never exists."""
    if isinstance(target, Folder):
        write_atomically(target.root, fill)
    elif target.has_site():
        raise CannotExport(f"{target} exists already.")
    else:
        update(target, is_new=True)


def fill(root: Path) -> str:
    """Write the site to the empty folder `root`."""
    digests = DiskMap()

    def note(path: str, file: Digests) -> None:
        digests[path] = file.digest("sha256")

    folder = HashingFolder(root, ("sha256",), note)
    with open_snapshot() as snapshot:
        for path, content in site_files(snapshot):
            folder.write(path, content)
        for _path, medium in served(snapshot.files()):
            copy_medium(folder, medium)
        write_manifest(root / MANIFEST, digests)
        (root / MARK).write_bytes(Mark.of(snapshot).body)
        return f"plenary-site-{snapshot.head.sequence}"


def differences(target: Target) -> Iterator[str]:
    """A sentence for each file that is not what the log says."""
    noted = read_manifest(target, Mark.read(read(target, MARK)))
    there = DiskMap()
    there.update((path, "") for path in target.paths() if path not in (MARK, MANIFEST))
    with target.workspace() as workspace:
        fresh = workspace / "content"
        fresh.mkdir()
        fill(fresh)
        digests = read_manifest(Folder(fresh))
        for path, digest in digests.pairs():
            if path not in there:
                yield f"{path} is missing."
            elif digest_of(target, path) != digest:
                yield f"{path} is not what the log says."
        if any(pair != other for pair, other in zip_longest(noted.pairs(), digests.pairs())):
            yield f"{MANIFEST} is not what the log says."
        for path in there:
            if path not in digests:
                yield f"{path} is no file of the site."
