"""`manage.py reset` deletes the database of development and its uploads, and nothing else."""

import io
import socket
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from cms.management.commands import reset
from cms.models import CustomDocument
from tests.factories import make_document, make_image
from tests.serving import free_port


@pytest.fixture
def folder(tmp_path, settings, monkeypatch) -> Path:
    """A machine of development, with a database and two files of which one is an upload."""
    for name in ("a.sqlite3", "a.sqlite3-wal", "b.sqlite3", "upload.pdf", "README.md"):
        (tmp_path / name).touch()
    settings.DEBUG, settings.HOST, settings.PORT = True, "127.0.0.1", free_port()
    settings.API_ORIGIN, settings.FRONTEND_ORIGIN = "http://localhost:8000", "http://localhost:8001"
    database = {"NAME": tmp_path / "a.sqlite3"}
    connection = SimpleNamespace(vendor="sqlite", settings_dict=database, close=lambda: None)
    monkeypatch.setattr(reset, "connection", connection)
    monkeypatch.setattr(reset, "uploads", lambda: [tmp_path / "upload.pdf", tmp_path / "gone.pdf"])
    return tmp_path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def refusal() -> str:
    with pytest.raises(CommandError) as refused:
        call_command("reset", stdout=io.StringIO())
    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)
    return str(refused.value)


def answer(monkeypatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _question: text)


def test_it_says_what_it_deletes_and_deletes_that_alone(folder):
    out = io.StringIO()
    call_command("reset", "--yes", stdout=out)
    assert str(folder / "a.sqlite3") in out.getvalue()
    assert "  2 uploads and sizes of pictures in " in out.getvalue()
    assert names(folder) == {"b.sqlite3", "README.md"}

    call_command("reset", "--yes", stdout=out)
    assert out.getvalue().splitlines()[-1].startswith("There is nothing to delete: ")


def test_it_asks(folder, monkeypatch):
    everything = names(folder)
    for text in ("", "y", "no"):
        answer(monkeypatch, text)
        assert refusal() == "Nothing was deleted."
    assert names(folder) == everything
    answer(monkeypatch, "Yes ")
    call_command("reset", stdout=io.StringIO())
    assert "a.sqlite3" not in names(folder)


def test_without_a_terminal_it_wants_the_word(folder, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    assert refusal().endswith("use make reset CONFIRM=yes")
    assert "a.sqlite3" in names(folder)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("DEBUG", False),
        ("API_ORIGIN", "https://cms.example.org"),
        ("FRONTEND_ORIGIN", "https://www.example.org"),
    ],
)
def test_a_database_that_may_be_public_is_left_alone(folder, settings, monkeypatch, setting, value):
    answer(monkeypatch, "yes")
    setattr(settings, setting, value)
    assert "deletes only the SQLite database of development" in refusal()
    assert "a.sqlite3" in names(folder)


def test_postgresql_is_left_alone(folder, monkeypatch):
    answer(monkeypatch, "yes")
    reset.connection.vendor = "postgresql"
    assert "deletes only the SQLite database of development" in refusal()


def test_a_server_that_runs_keeps_its_database(folder, settings, monkeypatch):
    answer(monkeypatch, "yes")
    with socket.create_server(("127.0.0.1", settings.PORT)):
        assert refusal().endswith(f"A server runs on port {settings.PORT}: stop it first.")
    assert "a.sqlite3" in names(folder)


@pytest.mark.django_db
def test_the_uploads_are_the_files_that_the_database_names():
    document, image = make_document(), make_image()
    rendition = image.get_rendition("width-10")
    assert {Path(record.file.path) for record in (document, image, rendition)} <= set(
        reset.uploads()
    )


@pytest.mark.django_db
def test_a_database_that_is_half_made_has_no_uploads(monkeypatch):
    def broken(*_args, **_kwargs):
        raise DatabaseError("no such table")

    monkeypatch.setattr(CustomDocument._default_manager.__class__, "values_list", broken)
    assert reset.names_in(CustomDocument, "file") == []


@pytest.mark.django_db
def test_a_bucket_is_left_alone(monkeypatch):
    make_document()

    def no_path(*_args):
        raise NotImplementedError

    monkeypatch.setattr("cms.folder.WholeFiles.path", no_path)
    with pytest.raises(CommandError, match="are in a bucket"):
        reset.uploads()
