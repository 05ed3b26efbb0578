"""A bag: RFC 8493, https://www.rfc-editor.org/rfc/rfc8493.

The library bagit makes a bag of a folder that is there, with today's date, and reads every file
once more. Here the manifests are written along with the files. Its validation is what the tests
hold bags against, and what `archive_import` asks.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from exports.hashing_writer import Folder, Written

ALGORITHMS = ("sha256", "sha512")
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@contextmanager
def bag(
    root: Path, info: dict[str, str], noted: Callable[[str, Written], object]
) -> Iterator[Folder]:
    """The payload of a bag at `root`, to be filled; tag files and manifests follow by themselves.

    `info` goes to bag-info.txt, with the number of bytes and files. `noted` is told of each file.
    """
    count = size = 0
    with ExitStack() as open_files:
        manifests = {
            name: open_files.enter_context((root / f"manifest-{name}.txt").open("xb"))
            for name in ALGORITHMS
        }

        def done(path: str, written: Written) -> None:
            nonlocal count, size
            count, size = count + 1, size + written.size
            note(manifests, f"data/{path}", written)
            noted(path, written)

        (root / "data").mkdir()
        yield Folder(root / "data", ALGORITHMS, done)
    info = {**info, "Payload-Oxum": f"{size}.{count}"}
    lines = "".join(f"{name}: {value}\n" for name, value in info.items())
    finish(root, {"bag-info.txt": lines.encode(), "bagit.txt": DECLARATION})


def note(manifests: Mapping[str, IO[bytes]], path: str, written: Written) -> None:
    """A line of each manifest; what would end a line is written as in an address."""
    name = path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
    for algorithm, manifest in manifests.items():
        manifest.write(f"{written.digest(algorithm)}  {name}\n".encode())


def finish(root: Path, tags: dict[str, bytes]) -> None:
    """Write the tag files, and the manifests of them and of the manifests."""
    with ExitStack() as open_files:
        manifests = {
            name: open_files.enter_context((root / f"tagmanifest-{name}.txt").open("xb"))
            for name in ALGORITHMS
        }
        folder = Folder(root, ALGORITHMS, lambda path, written: note(manifests, path, written))
        for name, content in tags.items():
            folder.write(name, content)
        for algorithm in ALGORITHMS:
            path = f"manifest-{algorithm}.txt"
            written = Written(NOWHERE, ALGORITHMS)
            with (root / path).open("rb") as file:
                while data := file.read(1024 * 1024):
                    written.write(data)
            note(manifests, path, written)


class Nowhere:
    """Takes bytes that are only to be digested."""

    def write(self, data: bytes) -> int:
        return len(data)


NOWHERE: IO[bytes] = Nowhere()  # type: ignore[assignment]
