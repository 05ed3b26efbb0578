"""The static site: written where nothing is, and compared with the log."""

from collections.abc import Iterator
from pathlib import Path

from exports.atomic_output import write_atomically
from exports.documents import copy_medium, unique_media
from exports.hashing_writer import HashingFolder
from exports.snapshot import CannotExport, open_snapshot

from .files import site_files
from .mark import MARK, Mark
from .target import MANIFEST, Digests, Folder, Target, read_manifest
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
    digests = Digests()
    folder = HashingFolder(root, ("sha256",), digests.add)
    with open_snapshot() as snapshot:
        for path, content in site_files(snapshot):
            folder.write(path, content)
        for medium in unique_media(snapshot.files()):
            if medium.is_served:
                copy_medium(folder, medium)
        digests.write_manifest(root)
        (root / MARK).write_bytes(Mark.of(snapshot).body)
        return f"plenary-site-{snapshot.head.sequence}"


def differences(target: Target) -> Iterator[str]:
    """A sentence for each file that is not what the log says."""
    read_manifest(target)
    found = set(target.paths()) - {MARK}
    with target.workspace() as workspace:
        fresh = workspace / "content"
        fresh.mkdir()
        fill(fresh)
        digests = read_manifest(Folder(fresh))
        digests[MANIFEST] = Folder(fresh).digest(MANIFEST)
        for path in sorted(digests.keys() - found):
            yield f"{path} is missing."
        for path in sorted(digests.keys() & found):
            if target.digest(path) != digests[path]:
                yield f"{path} is not what the log says."
        for path in sorted(found - digests.keys()):
            yield f"{path} is no file of the site."
