"""Read pasted HTML into pieces: headings, paragraphs, items and tables, in their order."""

from dataclasses import dataclass, field, replace
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from importer.extract.html import BLOCKS, HEADINGS, LEFT_OUT, attribute_of, children_of
from importer.extract.html_limits import check_size
from importer.extract.html_writer import BOLD, may_head
from importer.extract.source import check_length

from . import styles
from .runs import BLANK, BREAK, PLAIN, Run, Style, paragraphs_of, text_of

NOT_READ = LEFT_OUT | {"xml", "del"}
IN_STYLE = -1
PREFORMATTED = frozenset(["pre"])


@dataclass
class Piece:
    """One paragraph, and what it is. `part_of`: the item that it belongs to. `quoted_in`: the
    quotation."""

    kind: str  # heading, paragraph, item or table
    runs: list[Run] = field(default_factory=list)
    level: int = 0
    place: styles.ListPlace | None = None
    part_of: int = 0
    quoted_in: int = 0
    table: LexborNode | None = None

    @property
    def text(self) -> str:
        return text_of(self.runs)

    @property
    def is_bold(self) -> bool:
        return all(run.style.bold for run in self.runs if run.text.strip())


@dataclass(frozen=True)
class PasteContext:
    style: Style = PLAIN
    level: int = 0
    place: styles.ListPlace | None = None
    part_of: int = 0
    quoted_in: int = 0
    depth: int = 0
    is_numbered: bool = False
    is_block: bool = False
    is_preformatted: bool = False


@dataclass
class Reader:
    """Visits each node once, with a stack: pages may be nested too deeply for recursion."""

    pieces: list[Piece] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    pictures: int = 0
    length: int = 0

    def read(self, root: LexborNode) -> None:
        stack: list[tuple[LexborNode, PasteContext, bool]] = [
            (root, PasteContext(is_block=True), False)
        ]
        while stack:
            node, place, leaving = stack.pop()
            if leaving:
                self.end(place)
            elif node.is_text_node:
                self._write(node.text_content or "", place)
            elif node.is_element_node:
                tag = (node.tag or "").casefold()
                self.pictures += tag == "img"
                if tag in NOT_READ or styles.is_left_out(node):
                    continue
                if tag == "br":
                    self.runs.append(Run(BREAK))
                elif tag == "table" and node is not root and is_table(node):
                    self.end(place)
                    self.pieces.append(Piece("table", table=node))
                else:
                    self._enter(node, tag, place, stack)

    def _enter(
        self,
        node: LexborNode,
        tag: str,
        outer: PasteContext,
        stack: list[tuple[LexborNode, PasteContext, bool]],
    ) -> None:
        inner = _inside(node, tag, outer)
        if inner.is_block:
            self.end(outer)
            stack.append((node, inner, True))
        stack.extend((child, inner, False) for child in reversed(list(children_of(node))))

    def _write(self, text: str, place: PasteContext) -> None:
        lines = f"{text}\n".splitlines() if place.is_preformatted else [BLANK.sub(" ", text)]
        for number, line in enumerate(lines):
            if number:
                self.runs.append(Run(BREAK))
            self.runs.append(Run(line, place.style))

    def end(self, place: PasteContext) -> None:
        """Close the open paragraph, and add it if it has words."""
        runs, self.runs = self.runs, []
        for paragraph in paragraphs_of(runs):
            if text := text_of(paragraph):
                self.length += len(text)
                check_length(self.length, len(self.pieces))
                self.pieces.append(_piece(paragraph, place))


def read_pieces(html: str) -> Reader:
    """Raises `UnreadablePage`."""
    check_size(html)
    tree = LexborHTMLParser(html)
    reader = Reader()
    if tree.body is not None:
        reader.read(tree.body)
    return reader


def _piece(runs: list[Run], place: PasteContext) -> Piece:
    shared: dict[str, Any] = {"part_of": place.part_of, "quoted_in": place.quoted_in}
    if place.level:
        return Piece("heading", runs, place.level, **shared)
    if place.place:
        return Piece("item", runs, place=place.place, **shared)
    piece = Piece("paragraph", runs, **shared)
    if piece.is_bold and not place.quoted_in and may_head(piece.text):
        return Piece("heading", runs, BOLD, **shared)
    return piece


def _inside(node: LexborNode, tag: str, outer: PasteContext) -> PasteContext:
    inner = replace(
        outer,
        style=styles.style_of(node, tag, outer.style),
        is_block=tag in BLOCKS,
        is_preformatted=outer.is_preformatted or tag in PREFORMATTED,
        quoted_in=outer.quoted_in or _quotation(node, tag),
    )
    is_title = tag == "p" and styles.TITLE.search(attribute_of(node, "class"))
    if tag == "dt" or (tag in HEADINGS and outer.place):
        # A heading in an item is a strong line of that item.
        return replace(inner, style=replace(inner.style, bold=True))
    if tag in HEADINGS or is_title:
        return replace(inner, level=HEADINGS.get(tag, 1))
    return replace(inner, **_listed(node, tag, outer))


def _listed(node: LexborNode, tag: str, outer: PasteContext) -> dict[str, Any]:
    """What an element of a list changes in the context."""
    if tag in ("ul", "ol"):
        return {"depth": outer.depth + 1, "is_numbered": tag == "ol"}
    place = None
    if tag == "li":
        place = styles.place_in_list(node, outer.depth, is_numbered=outer.is_numbered)
    elif tag == "p":
        place = styles.place_in_word_list(node)
    return {"place": place, "part_of": node.mem_id} if place else {}


def _quotation(node: LexborNode, tag: str) -> int:
    """A number for the quotation that begins here. Word and LibreOffice give each paragraph of
    one a style."""
    if tag == "blockquote":
        return node.mem_id
    return IN_STYLE if tag == "p" and styles.QUOTATION.search(attribute_of(node, "class")) else 0


def is_table(node: LexborNode) -> bool:
    """Whether the element holds values in rows and columns. Pages also use it as a frame."""
    is_frame = any(inner.mem_id != node.mem_id for inner in node.css("table"))
    rows = node.css("tr")
    return not is_frame and len(rows) > 1 and any(len(cells_of(row)) > 1 for row in rows)


def cells_of(row: LexborNode) -> list[LexborNode]:
    return [cell for cell in children_of(row) if cell.tag in ("td", "th")]
