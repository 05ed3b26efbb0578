"""XML from outside, weighed before a library makes objects of it.

A small file can stand for a large tree: a million cells in a row, or a tag of a million attributes.
This goes through it once, keeping nothing.
"""

from typing import IO
from xml.parsers import expat

from tables.problems import refused

CHUNK = 64 * 1024
LONGEST_TAG = 256 * 1024
LONGEST_TEXT = 1_000_000
DEEPEST = 40
MOST_IN_ROW = 5_000
MOST_OUTSIDE = 900_000


class Scale:
    """Counts the elements of one file, those within a table row apart."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.depth = self.outside = self.in_row = self.letters = 0
        self.is_in_row = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def weigh(self, file: IO[bytes]) -> None:
        """Raise `Refused` for what is too much; `expat.ExpatError` for what is no XML."""
        fed = 0
        while chunk := file.read(CHUNK):
            self.parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - self.parser.CurrentByteIndex > LONGEST_TAG + CHUNK:
                raise refused(f"{self.name} has a tag of more than {LONGEST_TAG:,} bytes.")
        self.parser.Parse(b"", True)

    def _doctype(self, *_declared) -> None:
        raise refused(f"{self.name} declares a document type, which no spreadsheet has.")

    def _start(self, name: str, _attributes) -> None:
        self.depth += 1
        self.letters = 0
        if name.endswith(" row"):
            self.is_in_row, self.in_row = True, 0
        elif self.is_in_row:
            self.in_row += 1
        else:
            self.outside += 1
        if self.in_row > MOST_IN_ROW:
            raise refused(f"{self.name} has a row with too many cells.")
        if self.outside > MOST_OUTSIDE or self.depth > DEEPEST:
            raise refused(f"{self.name} has too many or too deep elements.")

    def _end(self, name: str) -> None:
        self.depth -= 1
        if name.endswith(" row"):
            self.is_in_row = False
            self.outside += 1

    def _text(self, text: str) -> None:
        self.letters += len(text)
        if self.letters > LONGEST_TEXT:
            raise refused(f"{self.name} has a text of more than {LONGEST_TEXT:,} letters.")
