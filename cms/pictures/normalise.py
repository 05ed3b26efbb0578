"""One picture in, one picture out: upright, sRGB, 8 bits a channel, of a bounded size.

All that is shown is cut from the picture that comes out. The module knows only libraries: a process
of its own runs it, `python normalise.py < picture > answer`. The answer is a line of JSON, the
fields of `Facts`, and then the bytes of the picture, if it differs from the upload.
"""

import contextlib
import io
import json
import resource
import struct
import sys
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import IO, Any

from defusedxml import ElementTree
from PIL import Image, ImageChops, ImageCms, IptcImagePlugin

# A sheet of A3 at 600 dots an inch has 70 million.
MOST_PIXELS = 75_000_000
# For the process that reads one: what 75 million pixels need is about half.
MOST_MEMORY = 2 * 1024**3  # bytes of addresses
MOST_PROCESSOR_TIME = 60  # seconds
# The longest side of what comes out. The largest size that is served is 1920 wide.
LONGEST = 2560
# The names of formats in Pillow, and the endings that files of the format have. A camera's MPO is a
# JPEG with further pictures behind it.
ENDINGS = {
    "AVIF": ("avif",), "BMP": ("bmp",), "GIF": ("gif",), "HEIF": ("heic", "heif"),
    "JPEG": ("jpg", "jpeg"), "MPO": ("jpg", "jpeg"), "PNG": ("png", "apng"),
    "TIFF": ("tif", "tiff"), "WEBP": ("webp",),
}  # fmt: skip
FORMATS = [name for name in ENDINGS if name != "MPO"]  # what is opened as a JPEG turns into one
REFUSED = 3  # an exit code
LOSSLESS = {"BMP", "GIF", "PNG"}
# What Pillow tells of a plain picture. All else is a profile, a transparent colour or metadata.
PLAIN_FACTS = {
    "adobe", "adobe_transform", "dpi", "jfif", "jfif_density", "jfif_unit", "jfif_version",
    "progression", "progressive", "gamma", "background", "loop", "duration", "interlace",
}  # fmt: skip
ORIENTATION = 0x0112  # of EXIF
EXIF: dict[Any, str] = {0x013B: "Author", 0x8298: "Rights"}
IPTC: dict[Any, str] = {(2, 80): "Author", (2, 110): "Credit", (2, 116): "Rights"}
RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"
XMP: dict[Any, str] = {
    "creator": "Author", "Credit": "Credit", "rights": "Rights", "UsageTerms": "Rights",
    "license": "Licence", "WebStatement": "Licence",
}  # fmt: skip
_NAMES = "FLIP_LEFT_RIGHT ROTATE_180 FLIP_TOP_BOTTOM TRANSPOSE ROTATE_270 TRANSVERSE ROTATE_90"
TURNS = {number: Image.Transpose[name] for number, name in enumerate(_NAMES.split(), start=2)}
# What Pillow raises for bytes that are not what they begin as.
PICTURE_ERRORS = (
    OSError, EOFError, SyntaxError, ValueError, IndexError, KeyError, TypeError, OverflowError,
    struct.error, zlib.error,
)  # fmt: skip


class PictureRefused(Exception):
    """The sentence for the person who sent the picture."""


@dataclass(frozen=True)
class PictureFacts:
    """`width` and `height` are of the upright picture. `rights`: `[["Author", "A. Writer"], …]`."""

    format: str
    width: int
    height: int
    animated: bool
    rights: list[list[str]]


def normalise(file: IO[bytes]) -> tuple[PictureFacts, bytes | None]:
    """The facts of a picture, and its bytes as Plenary shows it. None: as they came.

    Raises PictureRefused.
    """
    with opened(file) as image:
        facts = facts_of(image)
        image.draft(None, (LONGEST, LONGEST))  # a JPEG is read in a smaller size at once
        try:
            image.load()
        except PICTURE_ERRORS as error:
            raise PictureRefused("The picture is cut off or damaged.") from error
        return facts, None if is_plain(image, facts) else written(made_plain(image), facts)


def opened(file: IO[bytes]) -> Image.Image:
    """The picture with its header read and its pixels not."""
    try:
        image = Image.open(file, formats=FORMATS)
    except PICTURE_ERRORS as error:
        raise PictureRefused("This is not a picture, or it is damaged.") from error
    if image.format == "PNG" and image.mode == "L" and "transparency" in image.info:
        # Pillow makes eight bits of the greys, and leaves the transparent one as it is.
        image.info["transparency"] *= {"L;2": 85, "L;4": 17}.get(str(image.tile[0][3]), 1)
    if image.width * image.height > MOST_PIXELS:
        raise PictureRefused(
            f"The picture has {image.width:,} × {image.height:,} pixels. It may have "
            f"{MOST_PIXELS // 1_000_000} million, such as 10,000 × 7,500."
        )
    return image


def facts_of(image: Image.Image) -> PictureFacts:
    # Pillow tells the upright size of a TIFF that is on its side.
    is_on_its_side = orientation(image) >= 5 and image.format != "TIFF"
    width, height = image.size[::-1] if is_on_its_side else image.size
    # The further pictures of these are sheets or other views.
    animated = image.format not in {"MPO", "TIFF", "HEIF"} and getattr(image, "is_animated", False)
    return PictureFacts(str(image.format), width, height, animated, rights_of(image))


def rights_of(image: Image.Image) -> list[list[str]]:
    """What EXIF, IPTC and XMP say of them, each once. Broken metadata says nothing."""
    stated: dict[tuple[str, str], None] = {}
    read_iptc: Any = IptcImagePlugin.getiptcinfo
    for read, names in ((image.getexif, EXIF), (lambda: read_iptc(image), IPTC)):
        with contextlib.suppress(*PICTURE_ERRORS):
            values = read() or {}
            stated |= {(label, text_of(values.get(name))): None for name, label in names.items()}
    with contextlib.suppress(*PICTURE_ERRORS):
        stated |= dict.fromkeys(rights_in_xmp(image.info.get("xmp")))
    return [[label, text] for label, text in stated if text]


def rights_in_xmp(packet: Any) -> Iterator[tuple[str, str]]:
    """Reads each element once: they may lie a hundred thousand deep. Of a TIFF, `packet` may be a
    number, and that raises TypeError."""
    labels = [""]
    file = io.BytesIO(bytes.rstrip(packet, b"\0 "))
    for event, element in ElementTree.iterparse(file, ("start", "end")):
        if event == "start":
            labels.append(XMP.get(element.tag.rpartition("}")[2], labels[-1]))
            stated = [(XMP.get(name.rpartition("}")[2]), text) for name, text in element.items()]
        else:
            stated = [(labels[-1], element.text), (labels.pop(), element.get(RESOURCE))]
        yield from ((label, text_of(text)) for label, text in stated if label)


def text_of(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(text_of, value)))
    with contextlib.suppress(UnicodeError, AttributeError):
        value = value.encode("latin-1")  # for which Pillow takes the bytes
    with contextlib.suppress(UnicodeError, AttributeError):
        value = value.decode()
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value or "")
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(printable.split())[:200]


def orientation(image: Image.Image) -> int:
    """The number of EXIF: 1 is upright."""
    with contextlib.suppress(*PICTURE_ERRORS):  # browsers show it upright, too
        if (value := image.getexif().get(ORIENTATION)) in TURNS:
            return value
    return 1


def is_plain(image: Image.Image, facts: PictureFacts) -> bool:
    """Whether every program shows the upload as Plenary would, and there is nothing else in it."""
    return (
        facts.format in {"JPEG", "PNG", "WEBP"}
        and not facts.animated
        and image.mode in {"L", "RGB", "RGBA"}
        and not image.info.keys() - PLAIN_FACTS
        and image.size == (facts.width, facts.height)
        and max(image.size) <= LONGEST
    )


def made_plain(image: Image.Image) -> Image.Image:
    """`image` upright, in sRGB, RGB or RGBA, and no longer than it has to be."""
    profile, turned = image.info.get("icc_profile"), orientation(image)
    image = eight_bits(image)
    if max(image.size) > LONGEST:
        image.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    if turned in TURNS:
        image = image.transpose(TURNS[turned])
    alpha = image.getchannel("A") if image.mode in {"LA", "RGBA"} else None
    colours = in_srgb(image, profile)
    if alpha is not None:
        colours.putalpha(alpha)
    return colours


def eight_bits(image: Image.Image) -> Image.Image:
    """`image` in a mode that can be made smaller: no palette, no bits, no words of 16 bits."""
    match image.mode:
        case "1" | "L" | "RGB" | "P" | "PA" | "La" | "RGBa" if image.has_transparency_data:
            return image.convert("RGBA")
        case "1" | "P":
            return image.convert("RGB")
        case mode if mode[0] in "IF":  # Pillow would cut off what is above 255
            tags = getattr(image, "tag_v2", {})  # a TIFF may have 12 bits, and white may be 0 in it
            if (bits := tags.get(258, (16,))[0]) > 16:  # no two programs know what is white in it
                raise PictureRefused(f"It has {bits} bits for a grey. Save it with 8 or 16 bits.")
            part = 255 / (2**bits - 1)
            grey = image.convert("I").point(lambda value: value * part + 0).convert("L")
            return ImageChops.invert(grey) if tags.get(262) == 0 else grey
    return image


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """`image` as RGB, by its colour profile if it has one that fits."""
    image = image.convert({"LA": "L", "RGBA": "RGB"}.get(image.mode, image.mode))
    is_lab = image.mode == "LAB"  # a colour space of its own, and not of a device
    # Browsers, too, show a picture whose profile is broken as if it had none.
    with contextlib.suppress(ImageCms.PyCMSError, *PICTURE_ERRORS):
        if is_lab or profile:
            source = ImageCms.createProfile("LAB") if is_lab else io.BytesIO(profile or b"")
            own_profile = ImageCms.ImageCmsProfile(source)
            if own_profile.profile.xcolor_space.strip() == "RGB":
                image = image.convert("RGB")
            srgb = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, own_profile, srgb, outputMode="RGB")
            return converted or image.convert("RGB")
    return image.convert("RGB")


def written(image: Image.Image, facts: PictureFacts) -> bytes:
    """PNG where the upload loses nothing or is transparent, else JPEG. No metadata."""
    image.info, file = {}, io.BytesIO()
    kind = "PNG" if facts.format in LOSSLESS or image.mode == "RGBA" else "JPEG"
    image.save(file, kind, **({} if kind == "PNG" else {"quality": 95, "subsampling": 0}))
    return file.getvalue()


def main() -> int:
    """Write an answer, or the sentence of a refusal, and return the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_PROCESSOR_TIME, MOST_PROCESSOR_TIME))
    Image.MAX_IMAGE_PIXELS = None  # `opened` looks at the size, and says what is too large
    try:
        facts, picture = normalise(sys.stdin.buffer)
    except PictureRefused as refused:
        sys.stdout.write(str(refused))
        return REFUSED
    sys.stdout.buffer.write(json.dumps(asdict(facts)).encode() + b"\n" + (picture or b""))
    return 0


if __name__ == "__main__":
    import pillow_heif.HeifImagePlugin  # noqa: F401  in other processes it is `heif.py`

    sys.exit(main())
