"""All formats, in the order in which they are tried. The bytes of a file decide, not its name."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
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


# A part has 255 characters at most, with its number.
MOST_IN_PART = 245


def read_file(file: SavedFile) -> Iterator[Proposal]:
    """What each event in the file states. Raises `UnreadablePage` with the reason."""
    if len(file.data) > MOST_BYTES:
        raise UnreadablePage(f"It is longer than the limit of {MOST_BYTES // 1_000_000} MB.")
    form = next(form for form in FORMATS if form.recognises(file))
    yield from _apart(form.read(file))


def _apart(proposals: Iterator[Proposal]) -> Iterator[Proposal]:
    """The proposals, each with a part of its own. Calendars without identifiers, and those that
    repeat one for each day of a series, name several events alike: "", "#2", "#3"."""
    parts: set[str] = set()
    alike: Counter[str] = Counter()
    for proposal in proposals:
        part = proposal.part
        while part in parts:
            alike[proposal.part] += 1
            part = f"{proposal.part[:MOST_IN_PART]} #{alike[proposal.part] + 1}".strip()
        parts.add(part)
        yield replace(proposal, part=part)
