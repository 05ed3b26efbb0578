"""A folder with the static site: written whole, kept at the log, and compared with it."""

import filecmp
import os
from collections.abc import Iterator
from pathlib import Path

from exports.atomic_output import temporary_folder, write_atomically
from exports.documents import copy_medium
from exports.hashing_writer import HashingFolder
from exports.snapshot import Unavailable, open_snapshot

from .files import site_files

# Every file of the site with its SHA-256, as in a bag. Only what it names is ever deleted.
MANIFEST = "manifest-sha256.txt"


def export(target: Path) -> None:
    """Write the site to a new folder. An incomplete one never exists."""
    write_atomically(target, lambda root: fill(root, None))


def fill(root: Path, known: Path | None) -> str:
    """Write the site to the empty folder `root`. Media that `known` has are linked, not copied."""
    digests: dict[str, str] = {}
    folder = HashingFolder(
        root, ("sha256",), lambda path, file: digests.update({path: file.digest("sha256")})
    )
    listed = read_manifest(known) if known else {}
    with open_snapshot() as snapshot:
        for path, content in site_files(snapshot):
            folder.write(path, content)
        for medium in snapshot.files():
            path = f"media/{medium.path}"
            if not medium.is_served:
                continue
            if known and path in listed and (known / path).is_file():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                os.link(known / path, root / path)  # the bytes at an address never change
                digests[path] = listed[path]
            else:
                copy_medium(folder, medium)
        write_manifest(root, digests)
        return f"plenary-site-{snapshot.head.sequence}"


def update(target: Path) -> None:
    """Bring the folder to the state of the log. After a kill, the next call goes on.

    First come the files that are new, then the pages that changed, then what lists them. What is
    gone goes last, when no page leads to it any more.
    """
    if not target.exists():
        export(target)
        return
    before = read_manifest(target)
    with temporary_folder(target) as folder:
        fresh = folder / "content"
        fresh.mkdir()
        fill(fresh, target)
        after = read_manifest(fresh)
        write_manifest(target, before | after)
        changed = [path for path in after if differs(fresh / path, target / path)]
        for path in sorted(changed, key=lambda path: turn_of(path, before)):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (fresh / path).replace(target / path)
        for path in before.keys() - after.keys():
            (target / path).unlink(missing_ok=True)
            remove_empty(target, (target / path).parent)
        write_manifest(target, after)


def differences(target: Path) -> Iterator[str]:
    """A sentence for each file that is not what the log says."""
    found = {file.relative_to(target).as_posix() for file in target.rglob("*") if not file.is_dir()}
    read_manifest(target)
    with temporary_folder(target) as folder:
        fresh = folder / "content"
        fresh.mkdir()
        fill(fresh, None)
        expected = {*read_manifest(fresh), MANIFEST}
        for path in sorted(expected - found):
            yield f"{path} is missing."
        for path in sorted(expected & found):
            if differs(fresh / path, target / path):
                yield f"{path} is not what the log says."
        for path in sorted(found - expected):
            yield f"{path} is no file of the site."


def differs(fresh: Path, there: Path) -> bool:
    return not there.is_file() or not filecmp.cmp(fresh, there, shallow=False)


def turn_of(path: str, before: dict[str, str]) -> tuple[bool, bool, str]:
    """New files, then pages, then what is neither: the sitemap and the rules."""
    return path in before, not path.endswith("/index.html"), path


def remove_empty(target: Path, folder: Path) -> None:
    while folder != target and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def read_manifest(target: Path) -> dict[str, str]:
    """`{path: SHA-256}`. Raises Unavailable for a folder that holds something else."""
    try:
        lines = (target / MANIFEST).read_text().splitlines()
    except OSError as error:
        raise Unavailable(f"{target} holds no site: {MANIFEST} is missing.") from error
    pairs = (line.split("  ", 1) for line in lines)
    return {path: digest for digest, path in pairs}


def write_manifest(target: Path, digests: dict[str, str]) -> None:
    lines = (f"{digest}  {path}\n" for path, digest in sorted(digests.items()))
    written = target / f".{MANIFEST}"
    written.write_text("".join(lines))
    written.replace(target / MANIFEST)
