"""Read pictures in a process of their own, so that none of them fills the memory of the server."""

import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from PIL import Image

from cms.pictures import cut, normalise
from cms.pictures.cut import Cut
from cms.pictures.normalise import PICTURE_ERRORS, PictureFacts, PictureRefused

# Pictures up to this many pixels and bytes are read where they are: a process costs more than they
# do. A file of few pixels can hold millions of texts, and Pillow looks at each.
SMALL, SMALL_BYTES = 1_000_000, 1_000_000
SMALL_FORMATS = ("GIF", "JPEG", "PNG")  # of which Pillow reads no more than the header at first
MOST_SECONDS = 120
TOO_LONG = 4  # an exit code of ours for a process that was ended
TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)  # for Pillow
UNREADABLE = "The picture could not be read: it is damaged, or it needs too much memory."


@dataclass(frozen=True)
class Picture:
    """`shown` holds what Plenary shows, if that is not the upload itself."""

    facts: PictureFacts
    shown: bytes | None

    @property
    def suffix(self) -> str:
        return ".png" if self.shown and self.shown.startswith(b"\x89PNG") else ".jpg"


def read_picture(file: IO[bytes]) -> Picture:
    """Read and check an open picture. Raises PictureRefused."""
    try:
        return Picture(*normalise.normalise(file)) if is_small(file) else read_elsewhere(file)
    finally:
        file.seek(0)


def is_small(file: IO[bytes]) -> bool:
    try:
        if file.seek(0, io.SEEK_END) > SMALL_BYTES:
            return False
        file.seek(0)
        image = Image.open(file, formats=SMALL_FORMATS)
        return image.width * image.height <= SMALL and not getattr(image, "is_animated", False)
    except (*PICTURE_ERRORS, *TOO_LARGE):
        return False
    finally:
        file.seek(0)


def read_elsewhere(file: IO[bytes]) -> Picture:
    with tempfile.TemporaryFile() as upload:
        while chunk := file.read(1 << 20):
            upload.write(chunk)
        with answer_of(normalise.__file__, upload) as (code, answer):
            if code == normalise.REFUSED:
                raise PictureRefused(answer.read().decode())
            if code:
                raise PictureRefused(UNREADABLE)
            return Picture(PictureFacts(**json.loads(answer.readline())), answer.read() or None)


def make_cuts(picture: bytes, cuts: list[Cut]) -> list[bytes]:
    """The file of each cut of a plain picture. Raises OSError."""
    file = io.BytesIO(picture)
    if is_small(file):
        return list(cut.cuts_of(file, cuts))
    with tempfile.TemporaryFile() as request:
        request.write(cut.request_of(picture, cuts))
        with answer_of(cut.__file__, request) as (code, answer):
            made = list(cut.answers_of(answer))
            if code or len(made) != len(cuts):
                raise OSError("The sizes of a picture could not be made.")
            return made


@contextmanager
def answer_of(
    program: str | Path, request: IO[bytes], *arguments: str
) -> Iterator[tuple[int, IO[bytes]]]:
    """The exit code of a process that runs the file `program`, and what it wrote."""
    request.seek(0)
    with tempfile.TemporaryFile() as answer:
        try:
            ended = subprocess.run(  # noqa: S603  of words that are all ours
                [sys.executable, "-I", str(program), *arguments],
                stdin=request,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=MOST_SECONDS,
                check=False,
            )
            code = ended.returncode
        except subprocess.TimeoutExpired:
            code = TOO_LONG
        answer.seek(0)
        yield code, answer
