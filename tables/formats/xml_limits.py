"""Check the size of XML from outside before a library parses it.

A small file can expand to a large tree: a million cells in a row, or a tag with a million
attributes. This check reads the file once and keeps nothing in memory.
"""

from typing import IO, Any
from xml.parsers import expat

from tables.problems import invalid_table

CHUNK = 64 * 1024
LONGEST_TAG = 256 * 1024
LONGEST_TEXT = 1_000_000
DEEPEST = 40
MOST_IN_ROW = 5_000
MOST_OUTSIDE = 900_000
# In a part that has neither the cells nor their texts, such as the styles.
MOST_BESIDE = 100_000
LARGE_PARTS = (" sst", " worksheet")
MOST_SHEETS = 500


class XmlLimits:
    """Counts the elements of one file, in rows and outside of them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.depth = self.outside = self.in_row = self.letters = self.sheets = 0
        self.is_in_row = False
        self.most = MOST_OUTSIDE
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def check(self, file: IO[bytes]) -> None:
        """Raises `InvalidTable` beyond the limits, and `expat.ExpatError` for invalid XML."""
        fed = 0
        while chunk := file.read(CHUNK):
            self.parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - self.parser.CurrentByteIndex > LONGEST_TAG + CHUNK:
                raise invalid_table(f"{self.name} has a tag with more than {LONGEST_TAG:,} bytes.")
        self.parser.Parse(b"", True)

    def _doctype(self, *_declared: Any) -> None:
        raise invalid_table(f"{self.name} declares a document type, which is not accepted.")

    def _start(self, name: str, _attributes: Any) -> None:
        self.depth += 1
        self.letters = 0
        self.sheets += name.endswith(" sheet")
        if self.depth == 1 and not name.endswith(LARGE_PARTS):
            self.most = MOST_BESIDE
        if name.endswith(" row"):
            self.is_in_row, self.in_row = True, 0
        elif self.is_in_row:
            self.in_row += 1
        else:
            self.outside += 1
        if self.in_row > MOST_IN_ROW:
            raise invalid_table(f"{self.name} has a row with too many cells.")
        if self.sheets > MOST_SHEETS:
            raise invalid_table(f"{self.name} has more than {MOST_SHEETS} sheets.")
        if self.outside > self.most or self.depth > DEEPEST:
            raise invalid_table(f"{self.name} has too many or too deeply nested elements.")

    def _end(self, name: str) -> None:
        self.depth -= 1
        if name.endswith(" row"):
            self.is_in_row = False
            self.outside += 1

    def _text(self, text: str) -> None:
        self.letters += len(text)
        if self.letters > LONGEST_TEXT:
            raise invalid_table(f"{self.name} has a text with more than {LONGEST_TEXT:,} letters.")
