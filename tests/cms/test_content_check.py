"""A document is what its name says, or it is refused in words."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.models import CustomDocument
from cms.models.content_check import LARGEST_FILE, check_content
from tests.cms.admin.conftest import signed_in, user


def zipped() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.pdf", b"%PDF-1.7 ..."),
        ("report.docx", zipped()),
        ("list.csv", "Ort,Jahr\nZürich,2012\n".encode()),
        ("note.txt", ("é" * 5000).encode()),
        ("data.json", b"{}"),
        ("note.md", b"# A heading"),
    ],
)
def test_a_file_that_is_what_it_says_is_taken(name, content):
    check_content(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.pdf", b"<html><script>alert(1)</script>"),
        ("report.docx", b"MZ\x90\x00"),
        ("note.txt", b"\x00\x01\x02"),
        ("note.txt", b"<svg onload=alert(1)>"),
        ("list.csv", b"\xff\xfe\x00a"),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
    ],
)
def test_a_file_that_is_something_else_is_refused(name, content):
    with pytest.raises(ValidationError, match="is not of the type"):
        check_content(SimpleUploadedFile(name, content))


def test_a_file_that_is_too_large_is_refused():
    file = SimpleUploadedFile("report.pdf", b"%PDF-")
    file.size = LARGEST_FILE + 1

    with pytest.raises(ValidationError, match="larger than 100 MB"):
        check_content(file)


@pytest.mark.django_db
def test_the_form_says_so_at_the_field_and_keeps_nothing():
    moderator = signed_in(user("moderator", "Moderators"))
    file = SimpleUploadedFile("report.pdf", b"<html>")

    answer = moderator.post(reverse("wagtaildocs:add"), {"title": "A report", "file": file})

    assert "is not of the type" in answer.content.decode()
    assert not CustomDocument.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>"),
        ("picture.png", b"<html>not a picture</html>"),
    ],
)
def test_a_picture_that_is_none_is_refused_with_the_reason(name, content):
    moderator = signed_in(user("moderator", "Moderators"))

    answer = moderator.post(
        reverse("wagtailimages:add"),
        {"title": "A picture", "file": SimpleUploadedFile(name, content)},
    )

    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
