"""Pictures in their sizes, for those who may see them."""

import io

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image as PillowImage
from wagtail.models import Collection, CollectionViewRestriction

from archive.publisher.after_commit import catch_up
from cms.models import CustomImage, CustomRendition
from tests.api.helpers import assert_problem, read
from tests.factories import make_document, make_image
from tests.shared import shared

pytestmark = pytest.mark.django_db


@shared
def image():
    image = make_image(size=(1000, 600), title="Picture")
    catch_up()
    return image


def test_every_size_of_a_public_picture_is_served(reader, image):
    document = read(reader, "/api/v1/images/picture/")
    assert len(document["profiles"]) > 2
    for profile in document["profiles"].values():
        for source in profile["sources"]:
            url = source["srcset"].split()[0]
            response = reader.get(url.removeprefix("https://api.test"))
            assert response.status_code == 200
            assert response.headers["Content-Type"] == source["type"]
            assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
            assert "immutable" in response.headers["Cache-Control"]


def test_types_do_not_depend_on_the_tables_of_the_machine(reader, image, monkeypatch):
    monkeypatch.setattr("mimetypes.guess_type", lambda *args, **kwargs: (None, None))
    types = set()
    for rendition in image.renditions.all():
        response = reader.get(f"/media/{rendition.file.name}")
        types.add(response.headers["Content-Type"])
    assert types == {"image/avif", "image/webp", "image/png"}


def test_a_small_picture_is_never_made_larger(reader, image):
    profiles = read(reader, "/api/v1/images/picture/")["profiles"]
    assert max(profile["width"] for profile in profiles.values()) <= 1000


def test_originals_and_document_files_are_never_served(reader, image):
    document = make_document()
    assert_problem(reader.get(f"/media/{image.file.name}"), 404, "not_found")
    assert_problem(reader.get(f"/media/{document.file.name}"), 404, "not_found")


@pytest.mark.parametrize(
    "path", ["../db.sqlite3", "images/../original_images/x.png", "%2e%2e/x", "images/", "x%00.png"]
)
def test_a_path_that_is_no_rendition_is_a_404(reader, path):
    assert_problem(reader.get(f"/media/{path}"), 404, "not_found")


def test_a_private_picture_is_served_to_editors_only(reader, image, admin_user):
    path = f"/media/{CustomRendition.objects.filter(image=image).first().file.name}"
    inside = Collection.get_first_root_node().add_child(name="Inside")
    CollectionViewRestriction.objects.create(collection=inside, restriction_type="login")
    image.collection = inside
    image.save()
    assert_problem(reader.get(path), 404, "not_found")
    editor = Client(headers={"host": "api.test"})
    editor.force_login(admin_user)
    response = editor.get(path)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_private_document_file_is_not_served(reader):
    document = make_document(title="Words")
    catch_up()
    url = read(reader, "/api/v1/documents/words/")["file"]["url"].removeprefix("https://api.test")
    assert reader.get(url).status_code == 200
    inside = Collection.get_first_root_node().add_child(name="Inside")
    CollectionViewRestriction.objects.create(collection=inside, restriction_type="login")
    document.collection = inside
    document.save()
    etag = f'"{document.file_hash}"'
    assert_problem(reader.get(url, headers={"if-none-match": etag}), 404, "not_found")


def test_no_cache_gives_an_editor_s_copy_of_a_private_file_to_anybody_else(reader, admin_user):
    inside = Collection.get_first_root_node().add_child(name="Inside")
    CollectionViewRestriction.objects.create(collection=inside, restriction_type="login")
    document = make_document(title="Words", collection=inside)
    editor = Client(headers={"host": "api.test", "origin": "https://front.example"})
    editor.force_login(admin_user)
    response = editor.get(document.url)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-cache"
    assert "Cookie" in response.headers["Vary"]


@pytest.fixture
def file(reader) -> str:
    """The address of a document's file."""
    make_document(title="Words")
    catch_up()
    return read(reader, "/api/v1/documents/words/")["file"]["url"].removeprefix("https://api.test")


def test_a_file_is_told_in_words_of_http(reader, file):
    answer = reader.get(file)
    assert "Content-Encoding" not in answer.headers
    assert answer.headers.get("ETag") != '""'
    allowed = reader.options(file)
    assert (allowed.status_code, allowed.content) == (204, b"")
    assert allowed.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_another_file_of_the_same_date_is_not_fresh(reader, file):
    since = reader.get(file).headers["Last-Modified"]
    assert reader.get(file, headers={"if-modified-since": since}).status_code == 304
    both = {"if-none-match": '"other"', "if-modified-since": since}
    assert reader.get(file, headers=both).status_code == 200


def test_the_picture_that_sizes_are_cut_from_is_for_no_reader(reader, admin_user):
    """It may be larger than any size that is offered."""
    file = io.BytesIO()
    PillowImage.new("CMYK", (80, 60)).save(file, "JPEG")
    picture = CustomImage.objects.create(
        title="Print", file=ContentFile(file.getvalue(), name="print.jpg")
    )
    kept = picture.renditions.get(filter_spec="original")
    catch_up()
    assert reader.get(f"/media/{kept.file.name}").status_code == 404
    reader.force_login(admin_user)
    assert reader.get(f"/media/{kept.file.name}").status_code == 404
    size = picture.get_rendition("max-200x100|format-webp")
    assert reader.get(f"/media/{size.file.name}").status_code == 200
