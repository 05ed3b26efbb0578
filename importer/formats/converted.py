"""Office files: a process of its own turns each into a page, and bounds its time and memory."""

import html
import json
import re
import tempfile
from pathlib import Path

from cms.pictures import process
from importer.extract import Proposal, UnreadablePage

from .saved_file import SavedFile

HERE = Path(__file__).parent
REFUSED = 3  # an exit code of the programs
DAMAGED = "It is damaged, or it takes more time or memory to read than any such file needs."
# A page without headings is read like text: the place and the shape of a line tell what it is.
HEADED = re.compile(r"<h[1-6]>|<p><b>")


def answer_of(program: str, file: SavedFile) -> str:
    """What the file `program` of this folder writes about the file. Raises `UnreadablePage`.

    It is not imported, because it needs much memory.
    """
    with tempfile.TemporaryFile() as request:
        request.write(file.data)
        with process.answer_of(HERE / program, request) as (code, answer):
            content = answer.read().decode()
    if code == REFUSED:
        raise UnreadablePage(content)
    if code:
        raise UnreadablePage(DAMAGED)
    return content


def read_converted(program: str, file: SavedFile) -> Proposal:
    """The proposal for the page that `program` makes of the file. It says what was not read."""
    first, page = answer_of(program, file).split("\n", 1)
    proposal, length = _read(page, file), json.loads(first)
    if length["read"] < length["all"]:
        proposal.values["unplaced"].append(
            f"Plenary has read the first {length['read']:,} of {length['all']:,} {length['unit']}."
        )
    return proposal


def _read(page: str, file: SavedFile) -> Proposal:
    if HEADED.search(page):
        return file.read(page)
    text = page.partition("<body>")[2].replace("<li>", "- ").replace("</td><td>", " ")
    return file.read(html.unescape(re.sub(r"<[^>]+>", "\n", text)))
