"""A bag: RFC 8493, https://www.rfc-editor.org/rfc/rfc8493.

The library bagit makes a bag of an existing folder, with today's date, and reads every file again.
This module writes the manifests along with the files. The tests and `archive_import` validate bags
with the library.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from exports.hashing_writer import Digests, HashingFolder

ALGORITHMS = ("sha256", "sha512")
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@contextmanager
def bag(
    root: Path, info: dict[str, str], noted: Callable[[str, Digests], object]
) -> Iterator[HashingFolder]:
    """The payload folder of a bag at `root`. Tag files and manifests are written at the end.

    `info` goes to bag-info.txt, with the number of bytes and files. `noted` is called for each
    file.
    """
    count = size = 0
    with ExitStack() as open_files:
        manifests = {
            name: open_files.enter_context((root / f"manifest-{name}.txt").open("xb"))
            for name in ALGORITHMS
        }

        def done(path: str, written: Digests) -> None:
            nonlocal count, size
            count, size = count + 1, size + written.size
            note(manifests, f"data/{path}", written)
            noted(path, written)

        (root / "data").mkdir()
        yield HashingFolder(root / "data", ALGORITHMS, done)
    info = {**info, "Payload-Oxum": f"{size}.{count}"}
    lines = "".join(f"{name}: {value}\n" for name, value in info.items())
    finish(root, {"bag-info.txt": lines.encode(), "bagit.txt": DECLARATION})


def note(manifests: Mapping[str, IO[bytes]], path: str, written: Digests) -> None:
    """Write a line of each manifest. Line ends in the path are percent-encoded."""
    name = path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
    for algorithm, manifest in manifests.items():
        manifest.write(f"{written.digest(algorithm)}  {name}\n".encode())


def finish(root: Path, tags: dict[str, bytes]) -> None:
    """Write the tag files, and the manifests of the tag files and of the manifests."""
    with ExitStack() as open_files:
        manifests = {
            name: open_files.enter_context((root / f"tagmanifest-{name}.txt").open("xb"))
            for name in ALGORITHMS
        }
        folder = HashingFolder(
            root, ALGORITHMS, lambda path, written: note(manifests, path, written)
        )
        for name, content in tags.items():
            folder.write(name, content)
        for algorithm in ALGORITHMS:
            path = f"manifest-{algorithm}.txt"
            written = Digests(ALGORITHMS)
            with (root / path).open("rb") as file:
                while data := file.read(1024 * 1024):
                    written.update(data)
            note(manifests, path, written)
