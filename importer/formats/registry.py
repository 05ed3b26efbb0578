"""All formats, in the order in which they are tried. The bytes of a file decide, not its name."""

from collections.abc import Iterator
from typing import Protocol

from importer.extract import Proposal, UnreadablePage

from . import elsewhere, ics, indico, mhtml, page, pdf, pretalx, word, wordpress
from .saved_file import MOST_BYTES, SavedFile


class SourceFormat(Protocol):
    """What the module of a format has."""

    def recognises(self, file: SavedFile) -> bool: ...

    def read(self, file: SavedFile) -> Iterator[Proposal]:
        """What each event in the file states. Raises `UnreadablePage`."""
        ...


FORMATS: tuple[SourceFormat, ...] = (
    pdf,
    word,
    mhtml,
    ics,
    indico,
    pretalx,
    wordpress,
    elsewhere,
    page,
)


def read_file(file: SavedFile) -> Iterator[Proposal]:
    """What each event in the file states. Raises `UnreadablePage` with the reason."""
    if len(file.data) > MOST_BYTES:
        raise UnreadablePage(f"It is longer than the limit of {MOST_BYTES // 1_000_000} MB.")
    form = next(form for form in FORMATS if form.recognises(file))
    yield from form.read(file)
