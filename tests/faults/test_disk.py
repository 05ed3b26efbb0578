"""Fault 13: a disk that is full. What is public goes on, and nothing is saved or made by halves."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from django.core.management import CommandError
from django.db import connection
from django.test import Client
from django.urls import reverse

from archive.models import Pending
from archive.publisher.after_commit import catch_up
from cms.models import CustomDocument
from exports.jobs import make_export
from exports.models import Export
from tests.api.helpers import read
from tests.archive.publisher.test_signals import text
from tests.conftest import ON_POSTGRES
from tests.exports.helpers import export, files_of
from tests.factories import make_document, make_image
from tests.faults.archive import FILL, NAME, PUBLISH, manage, run
from tests.faults.disk import Disk, small_disk
from tests.faults.editor import Editor
from tests.faults.load import client, get, until
from tests.serving import server

pytestmark = pytest.mark.mount

KNOWN, NEW = "/api/v1/themes/peace/", "/api/v1/themes/?limit=20&q=calm"
# Three hundred kilobytes of words that no database makes smaller.
LONG = " ".join(Random(1725).randbytes(25).hex() for _ in range(6_000))
LARGE = b"x" * 700_000


@pytest.fixture
def disk(tmp_path):
    """A disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_disk(folder, 1) as disk:
        yield disk


def assert_full(response) -> None:
    """The page for an editor, of a disk that is full."""
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    page = response.content.decode()
    assert "There is no room left" in page
    assert "Nothing of what you sent was saved" in page


def assert_readers_see_no_fault(url: str, database: str, disk) -> None:
    """Fill the disk of `database` while an editor is at work, and clear it again."""
    with client(url) as reader:
        assert get(reader, KNOWN).is_good
        editor = Editor(url, database)
        disk.fill()
        assert_full(editor.publish("lost", LONG))
        for path in (KNOWN, NEW, "/health/ready"):
            assert get(reader, path).is_good
        assert get(reader, "/api/v1/themes/lost/").status == 404
        disk.clear()
        assert editor.publish("found", LONG).status_code == 302
        until(lambda: get(reader, "/api/v1/themes/found/").is_good, 5)
        assert get(reader, "/api/v1/themes/lost/").status == 404
    verified = manage(database, "archive_verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


@contextmanager
def sqlite_on_small_disk(folder: Path) -> Iterator[tuple[str, Disk]]:
    """The address of a filled database, and its disk of 40 megabytes."""
    folder.mkdir()
    with small_disk(folder, 40) as disk:
        with (
            sqlite3.connect(connection.settings_dict["NAME"]) as source,
            sqlite3.connect(folder / "db.sqlite3") as copy,
        ):
            source.backup(copy)
        source.close()
        copy.close()
        database = f"sqlite:///{folder}/db.sqlite3"
        run(database, FILL)
        yield database, disk


@pytest.mark.skipif(ON_POSTGRES, reason="of SQLite")
@pytest.mark.django_db
def test_fault_13_on_sqlite(tmp_path):
    with (
        sqlite_on_small_disk(tmp_path / "disk") as (database, disk),
        server(database, output=tmp_path / "log") as running,
    ):
        assert_readers_see_no_fault(running.url, database, disk)


@pytest.mark.skipif(ON_POSTGRES, reason="of SQLite")
@pytest.mark.django_db
def test_a_server_that_starts_on_a_full_disk_reads(tmp_path):
    """SQLite makes two files beside the database at the first connection."""
    with sqlite_on_small_disk(tmp_path / "disk") as (database, disk):
        disk.fill()
        with server(database, output=tmp_path / "log") as running, client(running.url) as reader:
            for path in (KNOWN, NEW, "/health/ready"):
                answer = get(reader, path)
                assert answer.is_good, (path, answer.status, answer.content[:300])
            disk.clear()
            run(database, PUBLISH, "found")
            until(lambda: get(reader, "/api/v1/themes/found/").is_good, 10)
            assert b"found" in get(reader, "/api/v1/themes/?limit=100").content


@pytest.mark.postgres
@pytest.mark.cluster
def test_fault_13_on_postgresql(cluster, tmp_path):
    folder = cluster.folder / "small"
    folder.mkdir()
    with small_disk(folder, 80) as disk:
        cluster.own(folder)
        cluster.ask(
            "postgres",
            f"CREATE TABLESPACE small LOCATION '{folder}'",
            f"CREATE DATABASE full_up TEMPLATE {NAME} TABLESPACE small",
        )
        database = cluster.url("full_up")
        try:
            with server(database, output=tmp_path / "log") as running:
                assert_readers_see_no_fault(running.url, database, disk)
        finally:
            cluster.ask("postgres", "DROP DATABASE full_up WITH (FORCE)", "DROP TABLESPACE small")


@pytest.mark.django_db
def test_fault_12_an_upload_without_room_is_refused_and_leaves_no_piece(
    disk, settings, admin_client
):
    settings.MEDIA_ROOT = str(disk.folder)
    make_document(title="Words", content=b"Words that stay", name="words.txt")
    before = files_of(disk.folder)
    admin_client.raise_request_exception = False

    assert_full(add(admin_client, LARGE * 2))
    assert files_of(disk.folder) == before
    assert not CustomDocument.objects.filter(title="Large").exists()

    assert add(admin_client, LARGE).status_code == 302
    assert CustomDocument.objects.get(title="Large").file.size == len(LARGE)


def add(editor: Client, content: bytes):
    form = {"title": "Large", "document_kind": "other", "file": text(content)}
    return editor.post(reverse("wagtaildocs:add"), form, headers={"host": "api.test"})


@pytest.mark.django_db
def test_a_picture_is_published_with_all_its_sizes_when_there_is_room_for_them(
    disk, settings, reader
):
    settings.MEDIA_ROOT = str(disk.folder)
    make_image(title="Hall", size=(400, 300))
    disk.fill()
    catch_up()
    assert reader.get("/api/v1/images/hall/").status_code == 404
    assert "No space left on device" in Pending.objects.get(kind="image").problem
    disk.clear()
    catch_up()
    assert read(reader, "/api/v1/images/hall/")["profiles"].keys() >= {"card", "hero"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["bag", "bag.zip", "bag.tar"])
def test_fault_12_an_export_without_room_is_one_line_and_no_file(disk, name):
    make_document(title="Large", content=LARGE * 2, name="large.txt")
    catch_up()
    target = disk.folder / name
    with pytest.raises(CommandError) as refused:
        export(target)
    assert refused.value.returncode == 2
    assert str(refused.value) == f"{target}: No space left on device"
    assert list(disk.folder.iterdir()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["bag.zip", "bag.tar"])
def test_an_export_that_has_room_until_it_is_packed_leaves_no_file_either(disk, name):
    make_document(title="Large", content=LARGE, name="large.txt")
    catch_up()
    with pytest.raises(CommandError, match="No space left on device"):
        export(disk.folder / name)
    assert list(disk.folder.iterdir()) == []


@pytest.mark.django_db
def test_who_asks_for_an_export_in_the_admin_is_told_that_there_is_no_room(
    disk, settings, admin_user
):
    settings.EXPORT_ROOT = str(disk.folder)
    make_document(title="Large", content=LARGE * 2, name="large.txt")
    catch_up()
    export = Export.objects.create(made_by=admin_user, format="ndjson")
    make_export.func(export.pk)
    export.refresh_from_db()
    assert (export.problem, export.size) == ("No space left on device", None)
    assert list(disk.folder.iterdir()) == []
