"""The text of a DOCX file as a page of HTML: headings, paragraphs, items, tables and links.

This module knows only python-docx, so that a process of its own can run it:
`python word_text.py < file`.
"""

import html
import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph
from docx.text.run import Run

REFUSED = 3  # an exit code
MOST_MEMORY = 1024**3  # bytes of addresses
MOST_PROCESSOR_TIME = 20  # seconds
LARGEST_PART = 32 * 1024**2  # bytes of a part of XML, unpacked
LARGEST = 512 * 1024**2  # bytes of all parts
MOST_CHARACTERS = 1_200_000  # about 400 full pages
MOST_LINES = 20_000
MOST_TABLES_DEEP = 4
# Plenary does not open these: word processors encrypt a DOCX into such a file.
OLD = b"\xd0\xcf\x11\xe0"


class DocxRefused(Exception):
    """The sentence for the person who sent the file."""


def html_of(file: io.BytesIO) -> tuple[dict[str, int | str], str]:
    check(file)
    document = Document(file)
    title = html.escape(document.core_properties.title or "")
    parts = [f"<!doctype html><html><head><title>{title}</title></head><body>\n"]
    length = read = lines = 0
    for element in body_of(document):
        length += len(element)
        lines += element.count("<tr>") or bool(element)
        if length <= MOST_CHARACTERS and lines <= MOST_LINES:
            parts.append(element)
            read = length
    if not length:
        raise DocxRefused("The file has no text.")
    length_read: dict[str, int | str] = {"unit": "characters", "all": length, "read": read}
    return length_read, "".join([*parts, "</body></html>"])


def check(file: io.BytesIO) -> None:
    """Refuse a file that would unpack to more than any document holds."""
    with zipfile.ZipFile(file) as parts:
        for part in parts.infolist():
            if part.file_size > LARGEST_PART and part.filename.endswith((".xml", ".rels")):
                raise DocxRefused(f"Its part {part.filename} unpacks to more than 32 MB.")
        if sum(part.file_size for part in parts.infolist()) > LARGEST:
            raise DocxRefused("The file unpacks to more than 512 MB.")


def body_of(document: WordDocument) -> Iterator[str]:
    """The elements of the header of the first page, and of the text."""
    header = document.sections[0].header if document.sections else None
    heads = header.iter_inner_content() if header and not header.is_linked_to_previous else ()
    for item in chain(heads, document.iter_inner_content()):
        yield table_of(item) if isinstance(item, Table) else paragraph_of(item)


def table_of(table: Table, depth: int = 1) -> str:
    rows = []
    for row in table.rows:
        cells = {cell._tc: cell for cell in row.cells}.values()  # merged cells are there twice
        texts = (
            "".join(
                inner_table(item, depth) if isinstance(item, Table) else paragraph_of(item)
                for item in cell.iter_inner_content()
            )
            for cell in cells
        )
        rows.append(f"<tr>{''.join(f'<td>{text}</td>' for text in texts)}</tr>")
    return f"<table>{''.join(rows)}</table>\n"


def inner_table(table: Table, depth: int) -> str:
    return table_of(table, depth + 1) if depth < MOST_TABLES_DEEP else ""


def paragraph_of(paragraph: Paragraph) -> str:
    markup = "".join(
        link_of(item) if isinstance(item, Hyperlink) else run_of(item)
        for item in paragraph.iter_inner_content()
    )
    if not paragraph.text.strip():
        return ""
    tag = tag_of(paragraph)
    return f"<{tag}>{markup}</{tag}>\n"


def tag_of(paragraph: Paragraph) -> str:
    """The element for a paragraph. Word writes the names of its own styles in English."""
    name = style_name(paragraph.part, paragraph._p.style)
    if name == "title":
        return "h1"
    level = name.removeprefix("heading ")
    if level != name and level.isdigit():
        return f"h{min(max(int(level), 1), 6)}"
    properties = paragraph._p.pPr
    listed = properties is not None and properties.numPr is not None
    if listed or name.startswith("list"):
        return "li"
    return "blockquote" if name.endswith("quote") else "p"


@cache
def style_name(part: Any, style: str | None) -> str:
    """The name of a style by its id. The library goes through all styles each time it is asked."""
    return str(part.get_style(style, WD_STYLE_TYPE.PARAGRAPH).name or "").lower()


def run_of(run: Run) -> str:
    markup = html.escape(run.text).replace("\n", "<br>")
    return f"<b>{markup}</b>" if run.bold and markup.strip() else markup


def link_of(link: Hyperlink) -> str:
    address = link.url if link.url.startswith(("http://", "https://")) else ""
    markup = html.escape(link.text)
    return f'<a href="{html.escape(address)}">{markup}</a>' if address else markup


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_PROCESSOR_TIME, MOST_PROCESSOR_TIME))
    data = sys.stdin.buffer.read()
    try:
        if data.startswith(OLD):
            raise DocxRefused("The file is locked with a password. Save it without one.")
        length, page = html_of(io.BytesIO(data))
    except (DocxRefused, PackageNotFoundError) as refused:
        sys.stdout.buffer.write(str(refused).encode())
        return REFUSED
    sys.stdout.buffer.write(f"{json.dumps(length)}\n{page}".encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
