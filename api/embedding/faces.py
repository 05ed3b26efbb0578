"""A typeface that has the letters of any script: Source Serif, and behind it fonts for the others.

The fonts lie beside this module, so that a letter looks the same on every machine. Letters that are
joined or placed by their neighbours, as in Arabic and Devanagari, need the library FriBiDi on the
machine; without it they stand one by one.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageDraw, ImageFont, features

FONTS = Path(__file__).with_name("fonts")
LAST = "DroidSansFallbackFull"
# The one of all East Asia comes last: it has some letters of others, too.
OTHERS = sorted((FONTS / "scripts").glob("*.ttf"), key=lambda path: (path.stem == LAST, path))
SHAPED = (
    ImageFont.Layout.RAQM
    if features.check("raqm") and features.check("fribidi")
    else ImageFont.Layout.BASIC
)
NOBODYS = "\U0010ffff"  # no font has it, so that it looks as what a font lacks
RIGHT_TO_LEFT = {"R", "AL"}


@lru_cache(maxsize=256)
def opened(path: Path, size: int) -> ImageFont.FreeTypeFont:
    layout = SHAPED if path in OTHERS else ImageFont.Layout.BASIC
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
def path_for(letter: str, first: Path) -> Path:
    """The first font that has `letter`; `first` where none has it."""
    return next((path for path in (first, *OTHERS) if has(path, letter)), first)


@dataclass(frozen=True)
class Run:
    """Letters of one font. `leftwards` is None for signs and digits, which follow their line."""

    text: str
    font: ImageFont.FreeTypeFont
    leftwards: bool | None


@dataclass(frozen=True)
class Face:
    """`file` in one size, in pixels, with all other scripts behind it."""

    file: str
    size: int

    @property
    def main(self) -> ImageFont.FreeTypeFont:
        return opened(FONTS / self.file, self.size)

    def runs(self, text: str) -> Iterator[Run]:
        """`text` in the order in which it is read."""
        letters, path = [], FONTS / self.file
        for each in text:
            # What ends a line or rings a bell is no letter, and no line may hold it.
            letter = " " if unicodedata.category(each) in {"Cc", "Zl", "Zp"} else each
            # Spaces, marks and signs stay with the letter before them.
            if not belongs_to_neighbour(letter) or not has(path, letter):
                path = path_for(letter, FONTS / self.file)
            letters.append((path, letter))
        for path, group in groupby(letters, key=lambda each: each[0]):
            run = "".join(letter for _path, letter in group)
            yield Run(run, opened(path, self.size), direction_of(run))

    def getlength(self, text: str) -> float:
        return sum(run.font.getlength(run.text) for run in self.runs(text))

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
        for run in in_sight(list(self.runs(text)), leftwards=leftwards):
            pen.text((left, baseline), run.text, font=run.font, fill=ink, anchor="ls")
            left += run.font.getlength(run.text)


def belongs_to_neighbour(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "MZPC" or letter.isdecimal()


def direction_of(text: str) -> bool | None:
    """Whether the first letter with a direction is read to the left; None: there is none."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((each != "L" for each in directions if each in {"L", *RIGHT_TO_LEFT}), None)


def in_sight(runs: list[Run], *, leftwards: bool) -> list[Run]:
    """The runs from left to right, as they stand on the line."""
    if leftwards:
        # What stands between words is turned around with them.
        return [
            run if run.leftwards is not None else replace(run, text=run.text[::-1])
            for run in reversed(runs)
        ]
    ordered: list[Run] = []
    for turned, group in groupby(runs, key=lambda run: bool(run.leftwards)):
        together = list(group)
        if turned:
            # The space after the last of these words is one of the line.
            last = together[-1]
            words = last.text.rstrip()
            space = replace(last, text=last.text[len(words) :], leftwards=None)
            together = [replace(last, text=words), *together[-2::-1], space]
        ordered += together
    return ordered
