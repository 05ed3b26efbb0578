"""Files of word processors: DOCX."""

from collections.abc import Iterator

from importer.extract import Proposal

from .converted import read_converted
from .packages import names_in
from .saved_file import SavedFile


def recognises(file: SavedFile) -> bool:
    return "word/document.xml" in names_in(file)


def read(file: SavedFile) -> Iterator[Proposal]:
    yield read_converted("word_text.py", file)
