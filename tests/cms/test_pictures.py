"""Pictures as scanners, phones and printers write them look the same in every size."""

import io
import struct
import subprocess
import sys
import time
import zlib

import orjson
import pillow_heif
import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from PIL import Image, ImageCms, PngImagePlugin
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from api.rendering.images import SIZES
from archive.models import Entry
from archive.publisher.after_commit import catch_up
from cms.admin.files.uploads import proposals
from cms.admin.links import edit_url
from cms.models import CustomImage
from cms.models.image import UNCUT
from cms.pictures import process
from cms.pictures.cut import Cut
from cms.pictures.normalise import LONGEST, PictureRefused, normalise, rights_in_xmp
from cms.pictures.process import make_cuts, read_picture
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]

pillow_heif.register_heif_opener()
RED, BLUE = (200, 30, 30), (30, 30, 200)
ORIENTATION = 0x0112


def two_halves(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """The left half red, the right half blue."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image.convert(mode)


def stored(image: Image.Image, kind: str, **options) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def exif(orientation: int) -> Image.Exif:
    data = Image.Exif()
    data[ORIENTATION] = orientation
    data[0x013B] = "A photographer"
    return data


def record(content: bytes, name: str) -> CustomImage:
    return CustomImage.objects.create(title="A picture", file=ContentFile(content, name=name))


def seen(image: CustomImage, specification: str) -> Image.Image:
    with image.get_rendition(specification).file.open() as file:
        picture = Image.open(io.BytesIO(file.read()))
    picture.load()
    return picture


def near(colour, other) -> bool:
    return all(abs(a - b) < 32 for a, b in zip(colour, other, strict=True))


# How a picture with the left half red is stored for each number of EXIF.
TURNED = {
    1: (),
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_90,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_270,),
}


@pytest.mark.parametrize(
    ("orientation", "kind"), [*((turn, "JPEG") for turn in TURNED), (6, "TIFF"), (8, "AVIF")]
)
def test_a_picture_is_upright_in_what_is_told_and_in_what_is_shown(orientation, kind):
    turned = two_halves()
    for turn in TURNED[orientation]:
        turned = turned.transpose(turn)
    photo = stored(turned, kind, quality=95, exif=exif(orientation))
    image = record(photo, f"photo.{kind.lower()}")
    assert (image.width, image.height) == (60, 40)
    for specification in ("max-1920x1080|format-jpeg", "max-1920x1080|format-png"):
        rendition = seen(image, specification)
        assert rendition.size == (60, 40)
        assert near(rendition.convert("RGB").getpixel((10, 20)), RED)
        assert near(rendition.convert("RGB").getpixel((50, 20)), BLUE)
        assert not rendition.getexif()


def swapped_profile() -> bytes:
    """A profile of a screen whose red is what others call blue, and its blue their red."""
    primaries = {
        b"bXYZ": (0.4361, 0.2225, 0.0139),
        b"gXYZ": (0.3851, 0.7169, 0.0971),
        b"rXYZ": (0.1431, 0.0606, 0.7141),
        b"wtpt": (0.9642, 1.0, 0.8249),
    }
    tags = {
        name: b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(v * 65536)) for v in values)
        for name, values in primaries.items()
    }
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    tags |= {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    tags[b"desc"] = b"desc\0\0\0\0" + struct.pack(">I", 2) + b"x\0" + bytes(78)
    tags[b"cprt"] = b"text\0\0\0\0x\0\0\0"
    table, body, place = b"", b"", 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        value = content + bytes(-len(content) % 4)
        table += name + struct.pack(">II", place + len(body), len(value))
        body += value
    header = struct.pack(
        ">I4sI4s4s4s12s4s4sIIIIIIiii48x",
        place + len(body), b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ", bytes(12), b"acsp",
        b"\0\0\0\0", 0, 0, 0, 0, 0, 0, 63190, 65536, 54061,
    )  # fmt: skip
    return header + struct.pack(">I", len(tags)) + table + body


def sixteen_bits() -> Image.Image:
    """Grey: the left half dark, the right half light."""
    samples = [0x2000] * 30 + [0xE000] * 30
    return Image.frombytes("I;16", (60, 40), struct.pack("<60H", *samples) * 40)


def grey_tiff(row: bytes, bits: int, photometric: int) -> bytes:
    """60 greys in a row, as scanners write them."""
    data = row * 40
    fields = [(256, 60), (257, 40), (258, bits), (259, 1), (262, photometric), (273, 8)]
    fields += [(277, 1), (278, 40), (279, len(data))]
    entries = b"".join(struct.pack("<HHIH2x", tag, 3, 1, value) for tag, value in fields)
    end = struct.pack("<H", len(fields)) + entries + bytes(4)
    return b"II*\0" + struct.pack("<I", 8 + len(data)) + data + end


def grey_png(bits: int, transparent: int) -> bytes:
    """Black to the left, white to the right. The grey of the number `transparent` is none."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    half = 60 * bits // 16
    rows = (b"\0" + bytes(half) + b"\xff" * half) * 40
    head = struct.pack(">IIBBBBB", half * 16 // bits, 40, bits, 0, 0, 0, 0)
    chunks = {b"IHDR": head, b"tRNS": struct.pack(">H", transparent)}
    chunks |= {b"IDAT": zlib.compress(rows), b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*item) for item in chunks.items())


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_a_grey_of_few_bits_can_be_transparent(bits):
    _facts, picture = normalise(io.BytesIO(grey_png(bits, 2**bits - 1)))
    picture_shown = Image.open(io.BytesIO(picture)).convert("RGBA")
    assert picture_shown.getpixel((2, 2)) == (0, 0, 0, 255)
    assert picture_shown.getpixel((picture_shown.width - 2, 2))[3] == 0


KINDS = {
    "12 bits of a scanner": (
        grey_tiff(b"\x20\x02\x00" * 15 + b"\xe0\x0e\x00" * 15, bits=12, photometric=1),
        "a.tif",
        (32,) * 3,
        (224,) * 3,
    ),
    "a scanner with white as 0": (
        grey_tiff(b"\x00\x20" * 30 + b"\x00\xe0" * 30, bits=16, photometric=0),
        "a.tif",
        (224,) * 3,
        (32,) * 3,
    ),
    "CMYK": (stored(two_halves("CMYK"), "JPEG", quality=95), "print.jpg", RED, BLUE),
    "CMYK of a printer's office": (stored(two_halves("CMYK"), "TIFF"), "a.tif", RED, BLUE),
    "palette": (stored(two_halves("P"), "PNG"), "chart.png", RED, BLUE),
    "bits": (
        stored(two_halves().getchannel("R").point(lambda v: 255 * (v > 99)).convert("1"), "PNG"),
        "fax.png",
        (255, 255, 255),
        (0, 0, 0),
    ),
    "16 bits": (stored(sixteen_bits(), "PNG"), "a.png", (32, 32, 32), (224, 224, 224)),
    "16 bits of a scanner": (stored(sixteen_bits(), "TIFF"), "a.tiff", (32,) * 3, (224,) * 3),
    "profile": (
        stored(two_halves(), "PNG", icc_profile=swapped_profile()),
        "screen.png",
        BLUE,
        RED,
    ),
    "profile of a photograph": (
        stored(two_halves(), "JPEG", quality=95, icc_profile=swapped_profile()),
        "screen.jpg",
        BLUE,
        RED,
    ),
    "broken profile": (
        stored(two_halves(), "PNG", icc_profile=b"no profile at all"),
        "a.png",
        RED,
        BLUE,
    ),
    "LAB": (
        stored(
            ImageCms.profileToProfile(
                two_halves(),
                ImageCms.createProfile("sRGB"),
                ImageCms.createProfile("LAB"),
                outputMode="LAB",
            ),
            "TIFF",
        ),
        "lab.tif",
        RED,
        BLUE,
    ),
    "bitmap": (stored(two_halves(), "BMP"), "a.bmp", RED, BLUE),
    "HEIC": (stored(two_halves(size=(64, 64)), "HEIF"), "phone.heic", RED, BLUE),
    "AVIF": (stored(two_halves(size=(64, 64)), "AVIF"), "phone.avif", RED, BLUE),
}


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_writes_a_picture_it_looks_the_same_in_every_format(kind):
    content, name, left, right = KINDS[kind]
    image = record(content, name)
    for served in ("avif", "webp", "jpeg", "png"):
        rendition = seen(image, f"max-1920x1080|format-{served}")
        assert "icc_profile" not in rendition.info
        colours = rendition.convert("RGB")
        assert near(colours.getpixel((8, 20)), left), served
        assert near(colours.getpixel((rendition.width - 8, 20)), right), served


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_stays_so(mode):
    clear = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    clear.paste((*RED, 255), (30, 0, 60, 40))
    image = record(stored(clear.convert(mode), "PNG"), "logo.png")
    alpha = seen(image, "max-200x100|format-png").convert("RGBA").getchannel("A")
    assert (alpha.getpixel((5, 5)), alpha.getpixel((50, 5))) == (0, 255)


def test_a_single_transparent_colour_stays_so():
    image = record(stored(two_halves(), "PNG", transparency=RED), "logo.png")
    alpha = seen(image, "max-200x100|format-png").convert("RGBA").getchannel("A")
    assert (alpha.getpixel((5, 5)), alpha.getpixel((50, 5))) == (0, 255)


@pytest.mark.parametrize(
    ("kind", "name"), [("PNG", "moving.png"), ("GIF", "moving.gif"), ("WEBP", "moving.webp")]
)
def test_what_moves_keeps_its_file_and_is_shown_by_its_first_picture(kind, name):
    frames = [two_halves(), two_halves().rotate(180)]
    content = stored(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    image = record(content, name)
    with image.open_file() as file:
        assert file.read() == content
    assert near(seen(image, "max-200x100|format-jpeg").getpixel((10, 20)), RED)


def test_nothing_that_a_file_says_beside_its_picture_is_in_a_size():
    png_info = PngImagePlugin.PngInfo()
    png_info.add_text("Author", "canary-author")
    files = {
        "a.jpg": stored(two_halves(), "JPEG", exif=exif(1), comment=b"canary-comment"),
        "a.png": stored(two_halves(), "PNG", pnginfo=png_info),
        "a.webp": stored(two_halves(), "WEBP", exif=exif(1), xmp=b"<x>canary-xmp</x>"),
    }
    for name, content in files.items():
        assert b"canary" in content or b"photographer" in content
        image = record(content, name)
        for specification in SIZES:
            with image.get_rendition(specification).file.open() as file:
                size_bytes = file.read()
            assert b"canary" not in size_bytes
            assert b"photographer" not in size_bytes


def test_a_large_picture_is_kept_once_in_the_size_that_all_others_are_cut_from():
    large = Image.new("RGB", (4000, 3000), RED)
    large.paste(BLUE, (3000, 0, 4000, 3000))
    image = record(stored(large, "JPEG"), "large.jpg")
    assert (image.width, image.height) == (4000, 3000)
    kept = image.renditions.get(filter_spec=UNCUT)
    assert max(kept.width, kept.height) == LONGEST
    # The focal point is told in the pixels of the upload.
    image.focal_point_x, image.focal_point_y = 3700, 1500
    image.focal_point_width = image.focal_point_height = 400
    image.save()
    assert near(seen(image, "fill-200x200-c100|format-png").getpixel((100, 100)), BLUE)
    kept.file.storage.delete(kept.file.name)
    assert seen(image, "max-960x540|format-png").size == (720, 540)


def test_a_plain_picture_is_not_kept_twice():
    assert not make.make_image().renditions.exists()


REFUSED = {
    "cut off": (lambda: stored(two_halves(size=(400, 400)), "PNG")[:300], "cut off or damaged"),
    "no picture": (lambda: b"%PDF-1.7", "not a picture"),
    "too many pixels": (
        lambda: stored(Image.new("1", (10_000, 9_000)), "PNG"),
        "10,000 × 9,000 pixels",
    ),
    "grey numbers": (lambda: stored(Image.new("F", (9, 9), 0.5), "TIFF"), "32 bits for a grey"),
    "grey numbers from 0 to 2³²": (
        lambda: stored(Image.new("I", (9, 9), 7), "TIFF"),
        "32 bits for a grey",
    ),
    "too many pixels of a WebP": (
        lambda: (
            # The size stands in the header, so that no pixel is needed.
            b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f"
            + struct.pack("<I", (16383 - 1) | (16383 - 1) << 14)
            + bytes(8)
        ),
        "16,383 × 16,383 pixels|damaged",
    ),
}


@pytest.mark.parametrize("why", REFUSED)
def test_f6_what_cannot_be_read_is_refused_in_words(why):
    make_file, message = REFUSED[why]
    with pytest.raises(PictureRefused, match=message):
        read_picture(io.BytesIO(make_file()))


def test_a_process_that_ends_by_force_is_a_refusal(monkeypatch):
    monkeypatch.setattr(process.sys, "executable", "/bin/false")
    with pytest.raises(PictureRefused, match="needs too much memory"):
        read_picture(io.BytesIO(stored(Image.new("RGB", (2000, 2000)), "PNG")))


def test_a_process_of_its_own_reads_what_this_one_would():
    content = stored(two_halves(size=(1500, 1000)), "JPEG", exif=exif(6))
    picture = read_picture(io.BytesIO(content))
    assert (picture.facts, picture.shown) == normalise(io.BytesIO(content))
    assert (picture.facts.width, picture.facts.height) == (1000, 1500)


def with_many(kind: str, part: bytes) -> bytes:
    """A small picture of the format `kind` with so many of `part` that there is a megabyte."""
    content = stored(Image.new("P", (20, 10)).convert("L"), kind)
    start = {"GIF": 13 + 3 * 256, "JPEG": 2, "PNG": 33}[kind]
    return content[:start] + part * (1_000_000 // len(part)) + content[start:]


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("GIF", b"\x21\xff\x01a\0"),
        ("JPEG", b"\xff\xe5\0\x02"),
        ("PNG", b"\0\0\0\x03tEXtk\0v" + struct.pack(">I", zlib.crc32(b"tEXtk\0v"))),
    ],
)
def test_a_small_picture_with_many_texts_is_read_elsewhere(kind, part, monkeypatch):
    monkeypatch.setattr(process.Image, "open", lambda *_args, **_options: pytest.fail("read here"))
    assert read_picture(io.BytesIO(with_many(kind, part))).facts.format == kind


def test_a_process_of_its_own_cuts_as_this_one_would(monkeypatch):
    content = stored(two_halves(size=(300, 200)), "PNG")
    cuts = [Cut((0, 0, 150, 200), 60, 80, name) for name in ("avif", "jpeg", "png", "webp")]
    here = make_cuts(content, cuts)
    monkeypatch.setattr(process, "SMALL", 0)
    assert make_cuts(content, cuts) == here
    assert near(Image.open(io.BytesIO(here[1])).getpixel((50, 40)), RED)


def test_the_library_for_pictures_of_phones_is_loaded_with_the_first_one():
    code = (
        "import io, sys, django; django.setup(); from PIL import Image; from willow.image import "
        "Image as Willow; file = io.BytesIO(sys.stdin.buffer.read()); "
        "print('pillow_heif' in sys.modules, Image.open(file).format, Willow.open(file).get_size())"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], input=KINDS["HEIC"][0], capture_output=True, check=True
    )
    assert result.stdout == b"False HEIF (64, 64)\n"


def test_the_form_takes_pictures_of_phones_and_moving_ones(admin_client):
    frames = [two_halves(), two_halves().rotate(180)]
    moving = stored(frames[0], "PNG", save_all=True, append_images=frames[1:])
    for name, content in {"a.heic": KINDS["HEIC"][0], "b.png": moving, "c.apng": moving}.items():
        fields = {"title": name, "file": SimpleUploadedFile(name, content), "image_kind": "picture"}
        answer = admin_client.post("/admin/images/add/", {**fields, "alt_text": "Two halves"})
        assert answer.status_code == 302, answer.context["form"].errors
    assert CustomImage.objects.count() == 3


def test_f4_the_form_says_what_is_wrong_with_a_file(admin_client):
    wrong = {
        "a.png": (KINDS["CMYK"][0], "Its name should end in .jpg."),
        "b.jpg": (b"no picture", "This is not a picture, or it is damaged."),
        "c.svg": (b"<svg/>", "This is not a picture, or it is damaged."),
    }
    for name, (content, message) in wrong.items():
        answer = admin_client.post(
            "/admin/images/add/", {"title": name, "file": SimpleUploadedFile(name, content)}
        )
        assert message in answer.context["form"].errors["file"][0]
    assert not CustomImage.objects.exists()


def test_a_file_that_is_replaced_is_shown_as_its_own(admin_client):
    image = record(stored(two_halves(), "JPEG", exif=exif(6)), "a.jpg")
    assert (image.width, image.height) == (40, 60)
    new = SimpleUploadedFile("b.jpg", stored(two_halves("CMYK", (80, 30)), "JPEG"))
    fields = {"title": "A picture", "file": new, "image_kind": "picture", "slug": image.slug}
    edit = edit_url(CustomImage, image.pk)
    answer = admin_client.post(edit, {**fields, "alt_text": "Halves", "action-publish": "1"})
    assert answer.status_code == 302, answer.context["form"].errors
    image.refresh_from_db()
    assert (image.width, image.height) == (80, 30)
    assert seen(image, "max-960x540|format-png").size == (80, 30)


def test_the_form_proposes_what_the_upload_says_of_its_rights_and_readers_see_nothing_of_it(
    admin_client, reader
):
    exif_data = exif(1)
    exif_data[0x8298] = "?? A house"
    upload = stored(two_halves(), "JPEG", exif=exif_data).replace(b"??", "\u00a9".encode())
    image = record(upload, "a.jpg")
    assert image.details == [["Author", "A photographer"], ["Rights", "\u00a9 A house"]]
    catch_up()
    edit = edit_url(CustomImage, image.pk)
    assert "A photographer" in admin_client.get(edit).content.decode()
    for url in ("/api/v1/images/a-picture/", "/api/v1/images/?fields=*"):
        answer = reader.get(url)
        assert answer.status_code == 200
        assert b"A photographer" not in answer.content


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:cc="http://creativecommons.org/ns#" photoshop:Credit="An agency">
 <dc:creator><rdf:Seq><rdf:li>A photographer</rdf:li></rdf:Seq></dc:creator>
 <cc:license rdf:resource="https://creativecommons.org/licenses/by/4.0/"/>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


@pytest.mark.parametrize(
    ("name", "kind", "metadata", "proposed"),
    [
        ("a.jpg", "JPEG", {"exif": exif(6)}, ["A photographer", ""]),
        ("a.heic", "HEIF", {"exif": exif(1)}, ["A photographer", ""]),
        ("a.jpg", "JPEG", {"xmp": XMP.encode()},
         ["A photographer / An agency", "https://creativecommons.org/licenses/by/4.0/"]),
        ("a.webp", "WEBP", {"xmp": b"<dc:broken"}, ["", ""]),
    ],
)  # fmt: skip
def test_each_of_many_uploads_proposes_what_its_file_says_of_its_rights(
    admin_client, name, kind, metadata, proposed
):
    file = SimpleUploadedFile(name, stored(two_halves(), kind, **metadata))
    ajax = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
    url = reverse("wagtailimages:add_multiple")

    answer = admin_client.post(url, {"title": "One", "files[]": file}, **ajax).json()

    form = BeautifulSoup(answer["form"], "html.parser")
    fields = [form.select_one(f"[name$='-{field}']") for field in ("credit", "licence")]
    assert [field.get("value", "") for field in fields] == proposed
    assert ("Proposed from the file" in answer["form"]) is any(proposed)
    assert bool(form.select_one("[data-picture^='data:image/jpeg']")) is (kind == "HEIF")


@pytest.mark.parametrize(
    ("rights", "licence"),
    [
        ("All rights reserved. A house", ""),
        ("© A house, CC BY-SA 4.0.", "CC BY-SA 4.0"),
        ("CC BY-NC-ND 3.0 IGO", "CC BY-NC-ND 3.0 IGO"),
        ("CC BY 4.0 by a house - ask for more", "CC BY 4.0"),
        ("CC0", "CC0"),
        ("CCTV of a house", ""),
        ("Free (https://creativecommons.org/licenses/by/4.0/), if named",
         "https://creativecommons.org/licenses/by/4.0/"),
        ("See https://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/licenses/by/4.0/"),
    ],
)  # fmt: skip
def test_a_reservation_of_rights_is_no_licence(rights, licence):
    assert proposals([["Rights", rights]])["licence"] == licence


@pytest.mark.parametrize("packet", [(1, 2, 3), 7, b"\xff\xfe", b"<a>"])
def test_a_tiff_with_a_broken_packet_of_metadata_is_a_picture(packet):
    fields = ImageFileDirectory_v2()
    fields[700] = packet
    fields.tagtype[700] = 1 if isinstance(packet, bytes) else 3
    file = stored(two_halves(), "TIFF", tiffinfo=fields)
    assert normalise(io.BytesIO(file))[0].rights == []


def test_a_packet_of_metadata_is_read_in_a_time_that_grows_with_its_length():
    packet = b"<creator>" * 40_000 + b"One" + b"</creator>" * 40_000
    start = time.process_time()
    stated = {*rights_in_xmp(packet)}
    assert stated == {("Author", "One"), ("Author", "")}
    assert time.process_time() - start < 3  # 8 s, when each element was read with all below it


@pytest.mark.parametrize("text", ["", "\x00\x01", "a" * 5000, "M\u0101ra"])
def test_odd_words_in_the_metadata_of_a_picture_are_no_fault(text):
    exif_data = exif(1)
    exif_data[0x013B] = text
    image = record(stored(two_halves(), "JPEG", exif=exif_data), "a.jpg")
    assert all(len(value) <= 200 and value.isprintable() for _label, value in image.details)


def test_a_picture_that_was_taken_in_before_is_told_as_it_is_shown(capsys):
    on_its_side = stored(two_halves().transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif(6))
    image = record(on_its_side, "photo.jpg")
    make.publish(image)
    draft = image.save_revision()
    before = {"width": 40, "height": 60, "details": [], "focal_point_x": 10}
    CustomImage.objects.filter(pk=image.pk).update(**before)
    draft.content |= before
    draft.save()
    untouched = record(stored(two_halves(), "PNG"), "chart.png")
    catch_up()
    call_command("read_pictures")
    assert capsys.readouterr().out == "1 mended.\n"
    image.refresh_from_db()
    for version in (image, image.get_latest_revision_as_object()):
        assert (version.width, version.height, version.focal_point_x) == (60, 40, None)
        assert version.details == [["Author", "A photographer"]]
    catch_up()
    document = orjson.loads(Entry.objects.filter(uid=image.uid).last().content)
    assert (document["width"], document["height"]) == (60, 40)
    call_command("read_pictures")
    assert capsys.readouterr().out == "0 mended.\n"
    with untouched.file.storage.open(untouched.file.name, "wb") as file:
        file.write(b"Other bytes")
    with pytest.raises(CommandError, match="1 could not be read"):
        call_command("read_pictures")
    assert "has changed since its upload" in capsys.readouterr().err
