"""Cuts of one picture in several sizes and formats, made of one reading.

This module knows only Pillow, so that a process of its own can run it: `python cut.py < request`.
The request is a line of JSON, a list of cuts, and then the bytes of the picture. The answer is the
bytes of each cut after four bytes with their number.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import IO, Any

from PIL import Image

SAVED: dict[str, dict[str, Any]] = {
    "avif": {"quality": 61},
    "jpeg": {"quality": 76, "progressive": True, "optimize": True},
    "png": {"optimize": True},
    "webp": {"quality": 80},
}
SUFFIXES = {"avif": ".avif", "jpeg": ".jpg", "png": ".png", "webp": ".webp"}


@dataclass(frozen=True)
class Cut:
    """`box` is left, top, right and bottom in the picture; all is in pixels."""

    box: tuple[int, int, int, int]
    width: int
    height: int
    format: str


def cuts_of(picture: IO[bytes], cuts: Iterable[Cut]) -> Iterator[bytes]:
    """The file of each cut. `picture` is plain: upright, sRGB, 8 bits a channel."""
    with Image.open(picture) as image:
        image.load()
        for cut in cuts:
            size = (cut.width, cut.height)
            resized = image.resize(size, Image.Resampling.LANCZOS, box=cut.box, reducing_gap=3.0)
            if cut.format == "jpeg" and resized.mode == "RGBA":
                resized = on_white(resized)
            file = BytesIO()
            resized.save(file, cut.format, **SAVED[cut.format])
            yield file.getvalue()


def on_white(image: Image.Image) -> Image.Image:
    """A JPEG is not transparent."""
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def request_of(picture: bytes, cuts: Iterable[Cut]) -> bytes:
    return json.dumps([asdict(cut) for cut in cuts]).encode() + b"\n" + picture


def answers_of(answer: IO[bytes]) -> Iterator[bytes]:
    while length := answer.read(4):
        yield answer.read(int.from_bytes(length))


def main() -> None:
    cuts = [Cut(**values) for values in json.loads(sys.stdin.buffer.readline())]
    for content in cuts_of(BytesIO(sys.stdin.buffer.read()), cuts):
        sys.stdout.buffer.write(len(content).to_bytes(4) + content)


if __name__ == "__main__":
    main()
