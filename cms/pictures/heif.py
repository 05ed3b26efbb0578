"""Pictures of phones, for Pillow. Their library takes 4 MB: it is loaded with the first of them."""

import sys
from typing import IO

from PIL import Image, ImageFile

sys.modules["pillow_heif"] = None  # type: ignore[assignment]  # Willow would load it
import willow  # noqa: E402, F401

del sys.modules["pillow_heif"]

CODES = "heic heix heim heis hevc hevx hevm hevs mif1 msf1"  # of ISO/IEC 23008-12
STARTS = {f"ftyp{code}".encode() for code in CODES.split()}


def opened(file: IO[bytes], name: str | bytes) -> ImageFile.ImageFile:
    from pillow_heif import HeifImageFile

    return HeifImageFile(file, name)


Image.register_open("HEIF", opened, lambda start: start[4:12] in STARTS)
Image.register_mime("HEIF", "image/heif")
Image.register_extensions("HEIF", [".heic", ".heif"])
