"""The readable copy: every public record as an HTML page that works from disk.

It needs no script, no server and no network. Its parts are in `copy/`.
"""

from collections.abc import Iterator

from exports.copy.catalogue import Catalogue
from exports.copy.writer import CopyWriter
from exports.snapshot import Snapshot

File = tuple[str, bytes]


def html_copy(snapshot: Snapshot, *, media: str = "../media/") -> Iterator[File]:
    """`("events/WP1725.html", its bytes)` for each page.

    `media` is the path from the copy to the folder with the files of `snapshot.media()`. Beside
    that folder is `documents/`, as `exports.documents.write_documents` makes it.
    """
    catalogue = Catalogue(snapshot)
    try:
        yield from CopyWriter(snapshot, catalogue, media).files()
    finally:
        catalogue.close()
