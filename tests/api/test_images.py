"""Pictures as data for `srcset`."""

import io
import re
from contextlib import contextmanager

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image as PillowImage

from api.rendering.images import PROFILES
from api.rendering.render import Render
from archive.keys import Keys
from archive.publisher import after_commit, lock
from archive.visibility import Visibility
from cms.models import CustomImage, CustomRendition
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def shown(image: CustomImage, alt: str | None = None) -> dict:
    """`image` as documents embed it."""
    render = Render(Visibility(timezone.now()), Keys())
    embedded = render.image(image, alt)
    render.finish()
    return embedded


def addresses(picture: dict) -> set[str]:
    """Every address of a file in the profiles of `picture`."""
    profiles = picture["profiles"].values()
    sets = [source["srcset"] for profile in profiles for source in profile["sources"]]
    files = {part.split()[0] for srcset in sets for part in srcset.split(", ")}
    return files | {profile["src"] for profile in profiles}


def test_each_profile_offers_modern_formats_and_one_for_every_browser():
    picture = shown(make.make_image(size=(1000, 800)))
    assert list(picture["profiles"]) == [profile.name for profile in PROFILES]
    for profile in picture["profiles"].values():
        types = [source["type"] for source in profile["sources"]]
        assert types == ["image/avif", "image/webp", "image/png"]
        assert profile["src"].endswith(".png")


def test_a_photograph_falls_back_to_jpeg():
    file = io.BytesIO()
    PillowImage.new("RGB", (80, 60), "teal").save(file, "JPEG")
    image = CustomImage.objects.create(
        title="Photograph", file=ContentFile(file.getvalue(), name="photograph.jpg")
    )
    card = shown(image)["profiles"]["card"]
    assert card["sources"][-1]["type"] == "image/jpeg"
    assert card["src"].endswith(".jpg")


def test_a_transparent_picture_stays_transparent():
    file = io.BytesIO()
    PillowImage.new("RGBA", (80, 60), (0, 0, 0, 0)).save(file, "PNG")
    image = CustomImage.objects.create(
        title="Logo", file=ContentFile(file.getvalue(), name="logo.png")
    )
    name = shown(image)["profiles"]["logo"]["src"].removeprefix("https://api.test/media/")
    with default_storage.open(name) as stored:
        assert PillowImage.open(stored).convert("RGBA").getpixel((5, 5))[3] == 0


def test_the_sizes_are_those_of_the_profile_and_every_address_is_a_file():
    picture = shown(make.make_image(size=(1000, 800)))
    assert {
        name: (profile["width"], profile["height"]) for name, profile in picture["profiles"].items()
    } == {"card": (800, 450), "portrait": (400, 400), "hero": (1000, 800), "logo": (250, 200)}
    srcset = picture["profiles"]["card"]["sources"][0]["srcset"]
    assert re.findall(r" (\d+)w", srcset) == ["400", "800"]
    for address in addresses(picture):
        assert address.startswith("https://api.test/media/images/")
        assert default_storage.exists(address.removeprefix("https://api.test/media/"))


def test_a_small_picture_is_never_made_larger():
    picture = shown(make.make_image(size=(64, 48)))
    assert picture["profiles"]["hero"]["width"] == 64
    assert picture["profiles"]["hero"]["sources"][0]["srcset"].count(", ") == 0
    assert all(profile["width"] <= 64 for profile in picture["profiles"].values())


def test_rendering_an_unchanged_picture_again_costs_one_query_and_no_file(
    django_assert_num_queries,
):
    image = make.make_image()
    before = shown(image)
    names = list(CustomRendition.objects.values_list("file", flat=True))
    image = CustomImage.objects.get(pk=image.pk)
    visibility = Visibility(timezone.now())
    with django_assert_num_queries(1):
        render = Render(visibility, Keys())
        again = render.pictures.picture(image, None)
        render.pictures.fill()
    assert again["profiles"] == before["profiles"]
    assert list(CustomRendition.objects.values_list("file", flat=True)) == names


def test_a_picture_shown_twice_is_made_once():
    image = make.make_image()
    render = Render(Visibility(timezone.now()), Keys())
    first, second = render.image(image, "One"), render.image(image, "Two")
    render.finish()
    assert (first["alt"], second["alt"]) == ("One", "Two")
    assert first["profiles"] == second["profiles"] != {}


@pytest.mark.parametrize(
    ("fields", "alt", "expected"),
    [
        ({"alt_text": "A field"}, None, ("A field", False)),
        ({"alt_text": "A field"}, "This place", ("This place", False)),
        ({"alt_text": "A field"}, "", ("", True)),
        ({"alt_text": "", "is_decorative": True}, None, ("", True)),
        ({"alt_text": ""}, None, (None, False)),
    ],
)
def test_the_words_of_the_place_come_before_those_of_the_picture(fields, alt, expected):
    picture = shown(make.make_image(**fields), alt)
    assert (picture["alt"], picture["decorative"]) == expected


def test_the_focal_point_is_told_in_parts_of_the_picture():
    image = make.make_image(
        size=(200, 100), focal_point_x=50, focal_point_y=75, focal_point_width=20,
        focal_point_height=10,
    )  # fmt: skip
    assert shown(image)["focal_point"] == {"x": 0.25, "y": 0.75, "width": 0.1, "height": 0.1}
    assert shown(make.make_image())["focal_point"] is None


def test_another_focal_point_gives_other_cuts():
    image = make.make_image(size=(300, 100))
    before = shown(image)["profiles"]["portrait"]["src"]
    image.focal_point_x, image.focal_point_y = 250, 50
    image.focal_point_width = image.focal_point_height = 20
    image.save()
    assert shown(image)["profiles"]["portrait"]["src"] != before


def test_a_picture_whose_file_is_gone_has_no_sizes():
    image = make.make_image()
    default_storage.delete(image.file.name)
    assert shown(CustomImage.objects.get(pk=image.pk))["profiles"] == {}


def test_the_sizes_are_made_before_the_log_is_locked(monkeypatch):
    made = []

    @contextmanager
    def appending():
        made.append(CustomRendition.objects.count())
        with lock.appending() as head:
            yield head

    monkeypatch.setattr(after_commit, "appending", appending)
    make.make_image()
    after_commit.catch_up()
    assert made == [CustomRendition.objects.count()]
    assert made[0] > 0
