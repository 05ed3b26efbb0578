"""The fonts of the machine, as fontconfig lists them. Without fontconfig there are none."""

import logging
import re
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

logger = logging.getLogger("plenary.cards")

# A font of colours or of pixels has no size of its own choice.
COMMAND = ("fc-list", "--format=%{file}\t%{charset}\n", ":scalable=true:color=false:index=0")
SECONDS = 10
SLANTED_OR_BOLD = re.compile("bold|italic|oblique|light|black", re.IGNORECASE)


def files_with(letter: str) -> Iterator[Path]:
    """The files that fontconfig expects to have `letter`."""
    number = ord(letter)
    for path, ranges in fonts():
        if any(first <= number <= last for first, last in ranges):
            yield path


@lru_cache(maxsize=1)
def fonts() -> list[tuple[Path, list[tuple[int, int]]]]:
    """Each file with the ranges of its letters, upright ones first. Asked for once in a process."""
    try:
        done = subprocess.run(  # noqa: S603  the command is a constant
            COMMAND, capture_output=True, text=True, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        logger.info("fontconfig lists no fonts: cards have the letters of their own fonts")
        return []
    lines = [line.split("\t") for line in done.stdout.splitlines() if "\t" in line]
    lines.sort(key=lambda line: (bool(SLANTED_OR_BOLD.search(line[0])), line))
    return [(Path(file), [*map(_range, letters.split())]) for file, letters in lines]


def _range(text: str) -> tuple[int, int]:
    """`20-7e` or `a9`."""
    first, _dash, last = text.partition("-")
    return int(first, 16), int(last or first, 16)
