"""The Open Graph picture of a record: 1200 × 630.

The same text gives the same bytes: the fonts lie beside this module, and Pillow does the layout.
"""

import io
import unicodedata
from bisect import bisect_right
from functools import lru_cache

from PIL import Image, ImageDraw

from api.embedding import SIZE
from api.embedding.directions import direction_of
from api.embedding.faces import Face
from api.embedding.words import CardWords
from api.resources.base import resource_of
from archive.registry import Document

MARGIN = 80
PAPER, INK, QUIET, GOLD, ACCENT = "#fbfaf6", "#171a21", "#565b66", "#8a5a00", "#0c6170"
SIZES = (68, 60, 52, 46, 40, 34)
SMALL = 30
WIDTH = SIZE[0] - 2 * MARGIN  # of a line, in pixels
ROOM = 330  # for the words themselves
REGULAR, SEMIBOLD = "SourceSerifPro-Regular.otf", "SourceSerifPro-Semibold.otf"


def picture(document: Document, site: str) -> bytes:
    return draw(resource_of(document["type"]).card_words(document), site)


@lru_cache(maxsize=64)
def draw(card_words: CardWords, site: str) -> bytes:
    """PNG."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 18, SIZE[1]), fill=ACCENT)
    small = Face(REGULAR, SMALL)
    write(pen, 62, [one_line(card_words.above, small)], small, GOLD)
    large, lines = fitted(card_words.main)
    write(pen, 122, lines, large, INK)
    write(pen, 500, [one_line(" · ".join(card_words.below), small)], small, QUIET)
    write(pen, 550, [one_line(site, small)], small, ACCENT)
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def write(pen: ImageDraw.ImageDraw, top: int, lines: list[str], face: Face, ink: str) -> None:
    """A text in its lines: at the right margin where its first letter is read to the left."""
    leftwards = bool(direction_of(" ".join(lines)))
    for text in lines:
        left = SIZE[0] - MARGIN - face.getlength(text) if leftwards else MARGIN
        face.draw(pen, (left, top), text, ink, leftwards=leftwards)
        top += height_of(face)


def height_of(large: Face) -> int:
    return round(large.size * 1.2)


def fitted(text: str) -> tuple[Face, list[str]]:
    """`text` in lines, in the largest size that fits. In the smallest size it is cut."""
    for size in SIZES:
        large = Face(SEMIBOLD, size)
        lines = wrapped(text[:1000], large)
        most = ROOM // height_of(large)
        if len(lines) <= most:
            return large, lines
    return large, [*lines[: most - 1], one_line(f"{lines[most - 1]} …", large)]


def wrapped(text: str, large: Face) -> list[str]:
    """`text` in lines that fit. A word that is longer than a line is cut at its end."""
    lines = [""]
    for word in text.split():
        rest = word
        while rest:
            begun = f"{lines[-1]} {rest}".strip()
            if fits(begun, large):
                lines[-1], rest = begun, ""
            elif lines[-1]:
                lines.append("")
            else:
                kept = whole_letters(rest, longest(rest, large))
                lines[-1], rest = rest[:kept], rest[kept:]
                lines.append("")
    return [text_line for text_line in lines if text_line]


def fits(text: str, small: Face) -> bool:
    return small.getlength(text) <= WIDTH


def longest(text: str, small: Face, end: str = "") -> int:
    """How many characters of `text` fit on a line before `end`, found by bisection."""
    counts = range(1, len(text) + 1)
    return bisect_right(counts, float(WIDTH), key=lambda count: small.getlength(text[:count] + end))


def one_line(text: str, small: Face) -> str:
    """`text`, cut to one line."""
    if fits(text, small):
        return text
    text = text[:200].removesuffix(" …")
    return f"{text[: whole_letters(text, longest(text, small, '…'))]}…"


def whole_letters(text: str, count: int) -> int:
    """At most `count` characters, so that no mark is cut from its letter. One at least."""
    while 1 < count < len(text) and unicodedata.category(text[count])[0] == "M":
        count -= 1
    return max(1, count)
