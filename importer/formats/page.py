"""Saved pages: HTML, or text."""

from collections.abc import Iterator

from importer.extract import Proposal

from .saved_file import SavedFile


def recognises(file: SavedFile) -> bool:
    """Whatever no other format recognises is read as a page, or refused as none."""
    return True


def read(file: SavedFile) -> Iterator[Proposal]:
    yield file.read(file.data)
