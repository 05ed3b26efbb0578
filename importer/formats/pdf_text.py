"""The text of a PDF as a page of HTML: headings, paragraphs, items and links.

This module knows only pypdf, so that a process of its own can run it: `python pdf_text.py < file`
writes a line of JSON, `{"unit": "pages", "all": 300, "read": 112}`, and then the page.
"""

import html
import io
import json
import re
import resource
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot
from typing import Any

from pypdf import PageObject, PdfReader

REFUSED = 3  # an exit code
MOST_MEMORY = 1024**3  # bytes of addresses
MOST_PROCESSOR_TIME = 20  # seconds
MOST_CHARACTERS = 1_200_000  # about 400 full pages
MOST_LINES = 20_000
LARGER = 1.12  # a heading, compared with the text
FURTHEST = 1.5  # the next line of a paragraph, in sizes of its letters
WRAPPED = 45  # letters of a line that goes on in the next one
AT_EDGE = 0.07  # of the height of a page
FEWEST_REPEATED = 3
BULLET = re.compile(r"^\s*[\x7f•·▪◦‣∙●○■□➢➤✓*–—-]\s+(?=\S)")
PAGE_NUMBER = re.compile(
    r"^\W*(?:page|seite|página|p\.)?\s*\d{1,4}(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?\W*$", re.I
)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x80-\x9f\ufffe\uffff]")
BROKEN = re.compile(r"([A-Za-zÀ-ž]+)-$")
# A word with one of these keeps its hyphen at the end of a line.
KEPT = frozenset(["self", "non", "co", "multi", "cross", "well", "long", "short", "high", "low"])


class PdfRefused(Exception):
    """The sentence for the person who sent the file."""


@dataclass
class Line:
    """A line of a page: `x` and `y` are where it begins, in points from the lower left corner."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    href: str = ""

    @property
    def is_item(self) -> bool:
        return bool(BULLET.match(self.text))


@dataclass
class Parts:
    """Collects what pypdf reads into lines. Below `foot` are no rows."""

    foot: float
    lines: list[Line] = field(default_factory=list)
    open: Line | None = None

    def add(self, text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        """Called by pypdf for each run of text: `tm` places it in the space that `cm` places."""
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        size *= hypot(tm[2], tm[3]) * hypot(cm[2], cm[3])
        bold = bool(re.search(r"bold|black|heavy", str((font or {}).get("/BaseFont")), re.I))
        for number, line in enumerate(CONTROL.sub("", text).split("\n")):
            if number:
                self.open = None
            if line.strip():
                self.write(line, Line("", x, y, size, bold))

    def write(self, text: str, at: Line) -> None:
        last = self.lines[-1] if self.lines and at.y > self.foot else None
        if self.open is None and last and abs(last.y - at.y) < 0.3 * at.size and at.x > last.x:
            last.text, self.open = f"{last.text} ", last  # the next cell of a row
        if self.open is None:
            self.open = at
            self.lines.append(at)
        if BULLET.match(f"{self.open.text} -"):
            self.open.size, self.open.bold = at.size, at.bold
        self.open.text += text
        self.open.size = max(self.open.size, at.size)
        self.open.bold = self.open.bold and at.bold


def html_of(file: io.BytesIO) -> tuple[dict[str, Any], str]:
    reader = opened(file)
    pages: list[list[Line]] = []
    letters = 0
    for lines in map(lines_of, reader.pages):
        letters += sum(len(line.text) for line in lines)
        if pages and (letters > MOST_CHARACTERS or sum(map(len, pages)) > MOST_LINES):
            break
        pages.append(lines)
    lines = [line for page in without_repeated(pages) for line in page]
    if not lines:
        raise PdfRefused(
            "The PDF has no text to read. If it holds pictures of pages, let a program recognise "
            "their text (OCR). Or enter the event by hand."
        )
    length = {"unit": "pages", "all": len(reader.pages), "read": len(pages)}
    return length, "".join(written(reader, lines))


def opened(file: io.BytesIO) -> PdfReader:
    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        raise PdfRefused("The PDF is locked with a password. Save it without one, and try again.")
    return reader


def lines_of(page: PageObject) -> list[Line]:
    """The lines of a page as its file orders them, and then its foot and its links."""
    bottom, height = float(page.mediabox.bottom), float(page.mediabox.height)
    foot, head = bottom + AT_EDGE * height, bottom + (1 - AT_EDGE) * height
    parts = Parts(foot)
    page.extract_text(visitor_text=parts.add)
    for line in parts.lines:
        line.text = " ".join(line.text.split())
    lines = [
        line for line in parts.lines if foot <= line.y <= head or not PAGE_NUMBER.match(line.text)
    ]
    lines.sort(key=lambda line: line.y < foot)
    return [*lines, *rest_of_links(page, lines)]


def rest_of_links(page: PageObject, lines: list[Line]) -> Iterator[Line]:
    """Give each line that is a link its address. A line for each address within a text."""
    for address, (left, low, right, high) in links_of(page).items():
        for line in lines:
            wide = right - left > 0.35 * line.size * len(line.text)
            if low - 3 <= line.y <= high and abs(line.x - left) < 4 and wide:
                line.href = address
                break
        else:
            yield Line(address, 0, 0, 0, bold=False, href=address)


def links_of(page: PageObject) -> dict[str, list[float]]:
    """`{"https://…": [left, low, right, high]}`."""
    notes: list[Any] = [annotation.get_object() for annotation in page.annotations or ()]
    links = [(str(note["/A"].get("/URI")), note["/Rect"]) for note in notes if "/A" in note]
    return {url: [float(x) for x in box] for url, box in links if url.startswith("http")}


def without_repeated(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without the lines that stand at the same place on many of them."""

    def place(line: Line) -> tuple[str, int]:
        return re.sub(r"\d+", "#", line.text), round(line.y / 4)

    seen = Counter(key for page in pages for key in {place(line) for line in page})
    often = max(FEWEST_REPEATED, len(pages) // 2)
    return [[line for line in page if seen[place(line)] < often] for page in pages]


def written(reader: PdfReader, lines: list[Line]) -> Iterator[str]:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size)] += len(line.text)
    body = sizes.most_common(1)[0][0]
    title = max(round(line.size) for line in lines[:40])
    language = reader.root_object.get("/Lang", "")
    yield f'<!doctype html><html lang="{html.escape(str(language))}"><body>\n'
    is_named = False
    for group in groups_of(lines):
        size = round(group[0].size)
        if size > LARGER * body and not group[0].href:
            tag = "h1" if size == title and not is_named else "h2"
            is_named = is_named or tag == "h1"
            yield f"<{tag}>{html.escape(' '.join(line.text for line in group))}</{tag}>\n"
        else:
            yield from paragraphs_of(group)
    yield "</body></html>"


def groups_of(lines: list[Line]) -> Iterator[list[Line]]:
    """Lines of one size that follow each other closely."""
    group = lines[:1]
    for above, line in pairwise(lines):
        near = 0 < above.y - line.y <= FURTHEST * max(above.size, line.size)
        turned = (
            above.y <= line.y and not re.search(r"[.!?:]$", above.text) and line.text[0].islower()
        )
        alike = round(above.size) == round(line.size)
        if alike and (near or turned) and not (above.href or line.href):
            group.append(line)
        else:
            yield group
            group = [line]
    yield group


def paragraphs_of(group: list[Line]) -> Iterator[str]:
    """A paragraph for each line of a list, and one for all lines of a text that is wrapped."""
    width = max(len(line.text) for line in group)
    text = ""
    for line, below in [*pairwise(group), (group[-1], None)]:
        text += line.text
        first = below.text.split(" ")[0] if below else ""
        broken = BROKEN.search(text) if first[:1].islower() else None
        if broken:
            text = text if broken[1].lower() in KEPT else text[:-1]
        elif below is None or ends(line, below, width, first):
            yield paragraph(text, line)
            text = ""
        else:
            text += " "


def ends(line: Line, below: Line, width: int, first: str) -> bool:
    """Whether the paragraph ends here: the `first` word of the next line would have had space."""
    if below.is_item or line.bold != below.bold or width < WRAPPED:
        return True
    return len(line.text) + 1 + len(first) <= 0.9 * width and not first[:1].islower()


def paragraph(text: str, line: Line) -> str:
    tag = "li" if BULLET.match(text) else "p"
    markup = html.escape(BULLET.sub("", text))
    if line.href:
        markup = f'<a href="{html.escape(line.href)}">{markup}</a>'
    return f"<{tag}><b>{markup}</b></{tag}>\n" if line.bold else f"<{tag}>{markup}</{tag}>\n"


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_PROCESSOR_TIME, MOST_PROCESSOR_TIME))
    file = io.BytesIO(sys.stdin.buffer.read())
    try:
        length, page = html_of(file)
    except PdfRefused as refused:
        sys.stdout.buffer.write(str(refused).encode())
        return REFUSED
    sys.stdout.buffer.write(f"{json.dumps(length)}\n{page}".encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
