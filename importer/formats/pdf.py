"""PDF files, such as programmes and reports."""

from collections.abc import Iterator

from importer.extract import Proposal

from .converted import read_converted
from .saved_file import SavedFile


def recognises(file: SavedFile) -> bool:
    return b"%PDF-" in file.data[:1024]


def read(file: SavedFile) -> Iterator[Proposal]:
    yield read_converted("pdf_text.py", file)
