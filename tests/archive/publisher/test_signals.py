"""Whichever way a file comes in, its SHA-256 is that of what is stored."""

import hashlib
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from cms.models import CustomDocument, CustomImage
from exports.fixity.files import all_files, read_stored
from tests.cms.admin.conftest import signed_in, user
from tests.factories import make_document, make_image

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def moderator():
    return signed_in(user("ben", "Moderators"))


def picture(colour: str) -> SimpleUploadedFile:
    raw = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(raw, "PNG")
    return SimpleUploadedFile("picture.png", raw.getvalue(), "image/png")


def text(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("words.txt", content, "text/plain")


def send(client, name: str, *args, **form) -> None:
    response = client.post(reverse(name, args=args), form)
    assert response.status_code in (200, 302), response.content
    if response.status_code == 200:
        assert response.json()["success"], response.content


def assert_intact(model) -> str:
    """The one file is there and as its record says; return the checksum."""
    [record] = model.objects.all()
    [file] = all_files()
    assert read_stored(file).problem is None
    assert (file.name, file.expected) == (record.file.name, record.sha256)
    return record.sha256


def test_a_document_from_the_form(moderator):
    send(moderator, "wagtaildocs:add", title="Words", file=text(b"Words"), document_kind="other")
    assert assert_intact(CustomDocument) == hashlib.sha256(b"Words").hexdigest()


def test_a_picture_from_the_form(moderator):
    form = {"title": "Teal", "image_kind": "picture", "alt_text": "Teal"}
    send(moderator, "wagtailimages:add", file=picture("teal"), **form)
    assert assert_intact(CustomImage)


def test_several_at_once(moderator):
    """The file is kept until its form is filled in, and only then becomes a record."""
    forms = {
        "document": ("wagtaildocs", text(b"Words"), {"document_kind": "other"}),
        "image": ("wagtailimages", picture("teal"), {"image_kind": "picture", "alt_text": "Teal"}),
    }
    ajax = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
    for kind, (app, file, fields) in forms.items():
        upload = {"title": "One", "files[]": file}
        sent = moderator.post(reverse(f"{app}:add_multiple"), upload, **ajax).json()
        number = sent["uploaded_file_id"]
        name = f"{app}:create_multiple_from_uploaded_{kind}"
        filled = {"title": "One"} | fields
        form = {f"uploaded-{kind}-{number}-{key}": value for key, value in filled.items()}
        answer = moderator.post(reverse(name, args=[number]), form, **ajax)
        assert answer.json()["success"], answer.content
    problems = [read_stored(file).problem for file in all_files()]
    assert problems == [None, None]


def test_a_document_that_is_replaced(moderator):
    document = make_document(content=b"Older words")
    before = document.sha256
    form = {"title": "Words", "file": text(b"Newer words"), "document_kind": "other"}
    edit = CustomDocument.snippet_viewset.get_url_name("edit")
    send(moderator, edit, document.pk, **form, **{"action-publish": "1"})
    assert assert_intact(CustomDocument) == hashlib.sha256(b"Newer words").hexdigest() != before


def test_a_picture_that_is_replaced(moderator):
    image = make_image()
    before = image.sha256
    form = {"title": "Red", "image_kind": "picture", "alt_text": "Red"}
    edit = CustomImage.snippet_viewset.get_url_name("edit")
    send(moderator, edit, image.pk, file=picture("red"), **form, **{"action-publish": "1"})
    assert assert_intact(CustomImage) != before
