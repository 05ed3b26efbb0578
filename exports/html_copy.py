"""The readable copy: every public record as a page of HTML that works from disk.

No script, no server, no network. `copy/` has its parts.
"""

from collections.abc import Iterator

from exports.copy.catalogue import Catalogue
from exports.copy.writer import Writer
from exports.snapshot import Source

File = tuple[str, bytes]


def html_copy(source: Source, *, media: str = "../media/") -> Iterator[File]:
    """`("events/WP1725.html", its bytes)` for each page.

    `media` leads from the copy to the folder that holds the files of `source.media()`. Beside that
    is `documents/`, as `exports.documents.write_documents` makes it.
    """
    catalogue = Catalogue(source)
    try:
        yield from Writer(source, catalogue, media).files()
    finally:
        catalogue.close()
