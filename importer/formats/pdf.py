"""PDF files, such as programmes and reports."""

import json
from collections.abc import Iterator

from importer.extract import Proposal

from .converted import answer_of, read_converted
from .saved_file import SavedFile


def recognises(file: SavedFile) -> bool:
    return b"%PDF-" in file.data[:1024]


def read(file: SavedFile) -> Iterator[Proposal]:
    first, page = answer_of("pdf_text.py", file).split("\n", 1)
    proposal, facts = read_converted(file, page), json.loads(first)
    if facts["read"] < facts["pages"]:
        proposal.values["unplaced"].append(
            f"Plenary has read the first {facts['read']} of {facts['pages']} pages."
        )
    yield proposal
