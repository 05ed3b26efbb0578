"""A typeface that has the letters of any script: Source Serif, and behind it fonts for the others.

The fonts lie beside this module, so that a letter looks the same on every machine. Fonts of the
machine have the letters that these lack. What no font has is not drawn as a box: an ellipsis stands
for letters, and signs such as emoji are left out. Letters that are
joined or placed by their neighbours, as in Arabic and Devanagari, need the library FriBiDi on the
machine; without it they stand one by one.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from PIL import ImageDraw, ImageFont, features

from .directions import MIRRORED, levels
from .machine_fonts import files_with

FONTS = Path(__file__).with_name("fonts")
LAST = "DroidSansFallbackFull"
# The one of all East Asia comes last: it has some letters of others, too.
OTHERS = sorted((FONTS / "scripts").glob("*.ttf"), key=lambda path: (path.stem == LAST, path))
SHAPED = (
    ImageFont.Layout.RAQM
    if features.check("raqm") and features.check("fribidi")
    else ImageFont.Layout.BASIC
)
# What browsers do not draw, and fonts would: the default ignorable characters of Unicode. The two
# that join and part letters are for the fonts.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
NOBODYS = "\U0010ffff"  # no font has it, so that it looks as what a font lacks


@lru_cache(maxsize=256)
def opened(path: Path, size: int) -> ImageFont.FreeTypeFont:
    layout = SHAPED if path.parent != FONTS else ImageFont.Layout.BASIC
    return ImageFont.truetype(path, size, layout_engine=layout)


@lru_cache(maxsize=64)
def shapes(path: Path) -> tuple[ImageFont.FreeTypeFont, bytes]:
    """A font to ask for letters, and the shape that it gives to those it lacks."""
    font = ImageFont.truetype(path, 24, layout_engine=ImageFont.Layout.BASIC)
    return font, bytes(font.getmask(NOBODYS))


@lru_cache(maxsize=8192)
def has(path: Path, letter: str) -> bool:
    font, lacking = shapes(path)
    mask = font.getmask(letter)
    # Some fonts have empty shapes in place of letters.
    is_drawn = letter.isspace() or mask.getbbox() is not None
    return is_drawn and bytes(mask) != lacking


@lru_cache(maxsize=8192)
def path_for(letter: str, first: Path) -> Path | None:
    """The first font that has `letter`."""
    ours = (path for path in (first, *OTHERS) if has(path, letter))
    return next(ours, None) or font_of_machine(letter)


def font_of_machine(letter: str) -> Path | None:
    for path in files_with(letter):
        try:
            if has(path, letter):
                return path
        except OSError:
            continue  # it is damaged, or went meanwhile
    return None


@dataclass(frozen=True)
class FontRun:
    """Letters of one font that are read to one side, in the order in which they are read."""

    text: str
    font: ImageFont.FreeTypeFont
    level: int = 0

    @property
    def leftwards(self) -> bool:
        return self.level % 2 == 1

    @property
    def drawn(self) -> dict[str, Any]:
        """What Pillow draws or measures. A simple layout has letters from left to right alone."""
        if self.font.layout_engine == ImageFont.Layout.RAQM:
            return {"text": self.text, "direction": "rtl" if self.leftwards else "ltr"}
        return {"text": self.text[::-1].translate(MIRRORED) if self.leftwards else self.text}

    def getlength(self) -> float:
        return self.font.getlength(**self.drawn)


@dataclass(frozen=True)
class Face:
    """`file` in one size, in pixels, with all other scripts behind it."""

    file: str
    size: int

    @property
    def main(self) -> ImageFont.FreeTypeFont:
        return opened(FONTS / self.file, self.size)

    def runs(self, text: str, *, leftwards: bool = False) -> Iterator[FontRun]:
        """A line of a text that is read to the left or to the right, in the order of reading."""
        letters: list[tuple[Path, int, str]] = []
        path: Path | None = FONTS / self.file
        was_left_out = False
        for character, level in zip(text, levels(text, leftwards=leftwards), strict=True):
            if INVISIBLE.match(character):
                continue
            # What ends a line or rings a bell is no letter, and no line may hold it.
            letter = " " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character
            # Spaces, marks and signs stay with the letter before them.
            if path is None or not belongs_to_neighbour(letter) or not has(path, letter):
                path = path_for(letter, FONTS / self.file)
            if path is not None:
                letters.append((path, level, letter))
            elif unicodedata.category(letter)[0] in "LN" and not was_left_out:
                letters.append((FONTS / self.file, level, "…"))
            was_left_out = path is None
        for (path, level), group in groupby(letters, key=lambda letter: letter[:2]):
            run = "".join(letter for _path, _level, letter in group)
            yield FontRun(run, opened(path, self.size), level)

    def getlength(self, text: str) -> float:
        return sum(run.getlength() for run in self.runs(text))

    def draw(
        self,
        pen: ImageDraw.ImageDraw,
        place: tuple[float, float],
        text: str,
        ink: str,
        *,
        leftwards: bool,
    ) -> None:
        """Draw one line of a text that is read to the left or to the right."""
        left, top = place
        baseline = top + self.main.getmetrics()[0]
        for run in in_sight([*self.runs(text, leftwards=leftwards)]):
            pen.text((left, baseline), **run.drawn, font=run.font, fill=ink, anchor="ls")
            left += run.getlength()


def belongs_to_neighbour(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "MZPC" or letter.isdecimal()


def in_sight(runs: list[FontRun]) -> list[FontRun]:
    """The runs from left to right, as they stand on the line."""
    for level in range(max((run.level for run in runs), default=0), 0, -1):
        groups = groupby(runs, key=lambda run: run.level >= level)
        runs = [run for turned, group in groups for run in ([*group][::-1] if turned else [*group])]
    return runs
