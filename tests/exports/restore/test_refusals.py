"""What does not come in: each with the file and the reason, and nothing written."""

import io
import json
import signal
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import bagit
import pytest
from django.core.management import CommandError, call_command

from archive.models import Entry, Head
from archive.publisher.after_commit import catch_up
from cms.work_lock import alone
from exports.restore.unpack import opened
from tests import factories
from tests.exports.helpers import export, files_of

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases, pytest.mark.slow]


PAGES, ENTRIES = "content/wagtailcore.page.ndjson", "history/entries.ndjson"
VERSIONS = "history/versions.ndjson"


@pytest.fixture
def bag(tmp_path, bag_of) -> Path:
    """A bag of an empty site, which may come into it again."""
    return bag_of("nothing", tmp_path / "bag")


def refusal(path: Path) -> str:
    """What `archive_import` says. It leaves the log as it was."""
    before = (Head.objects.get().epoch, Entry.objects.count())
    with pytest.raises(CommandError) as refused:
        call_command("archive_import", str(path), stdout=io.StringIO())
    assert refused.value.returncode == 2
    assert (Head.objects.get().epoch, Entry.objects.count()) == before
    return str(refused.value)


def change(bag: Path, path: str, old: bytes, new: bytes) -> None:
    """Change a file of the payload, and the manifests with it."""
    content = (bag / "data" / path).read_bytes()
    assert old in content
    (bag / "data" / path).write_bytes(content.replace(old, new, 1))
    seal(bag)


def seal(bag: Path) -> None:
    bagit.Bag(str(bag)).save(manifests=True)


def test_a_bag_of_an_empty_site_comes_in(bag):
    epoch = Head.objects.get().epoch
    Head.objects.update(epoch="another")
    call_command("archive_import", str(bag), stdout=io.StringIO())
    assert Head.objects.get().epoch == epoch


def test_a_site_with_content_is_not_written_over(bag):
    factories.make_theme()
    factories.make_theme()
    catch_up()
    assert "This site is not empty (theme: 2" in refusal(bag)


def test_what_is_no_bag(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.txt").write_text("text")
    (tmp_path / "text.zip").write_text("text")
    (tmp_path / "text.tar").write_text("text")
    assert "this is not a bag" in refusal(tmp_path / "folder")
    assert "this folder or file does not exist" in refusal(tmp_path / "nothing")
    assert "a packed bag is a .zip or a .tar" in refusal(tmp_path / "text.txt")
    assert "text.zip: it is damaged" in refusal(tmp_path / "text.zip")
    assert "text.tar: it is damaged" in refusal(tmp_path / "text.tar")


@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_a_packed_bag_that_is_damaged(way, tmp_path):
    path = tmp_path / "bag.zip"
    with zipfile.ZipFile(path, "w", way) as parts:
        parts.writestr("bagit.txt", b"BagIt-Version: 1.0 " * 90)
    data = path.read_bytes()
    path.write_bytes(data[:60] + b"\xff" * 8 + data[68:])
    assert "bag.zip: it is damaged" in refusal(path)


def test_a_bag_that_was_changed(bag):
    (bag / "data/README.md").write_text("changed")
    assert "data/README.md" in refusal(bag)


def test_a_bag_that_lacks_a_file_or_has_one_more(bag):
    (bag / "data/more.txt").write_text("more")
    assert "data/more.txt" in refusal(bag)
    (bag / "data/more.txt").unlink()
    (bag / "data/content/cms.theme.ndjson").unlink()
    assert "cms.theme.ndjson" in refusal(bag)


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_a_packed_bag_that_was_cut_off(tmp_path, kind):
    whole = export(tmp_path / f"whole.{kind}").read_bytes()
    for part in (0, 1, 3):
        path = tmp_path / f"part{part}.{kind}"
        path.write_bytes(whole[: len(whole) * part // 4])
        assert refusal(path).startswith(path.name) or "bag" in refusal(path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"Plenary-Format: 1", b"Plenary-Format: 99", "its format is 99, but this site reads 1"),
        (b"Plenary-Format: 1", b"Other: 1", "was not made by archive_export"),
        (b"Scope: everything", b"Scope: part", "holds a part"),
    ],
)
def test_another_version_or_a_part(bag, old, new, message):
    path = bag / "bag-info.txt"
    path.write_bytes(path.read_bytes().replace(old, new))
    seal(bag)
    assert message in refusal(bag)


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        (PAGES, b'"slug"', b'"is_superuser"', "no column is_superuser"),
        (PAGES, b'"depth":1', b'"owner_id":1,"depth":1', "owner_id"),
        (
            PAGES,
            b'"depth":1',
            b'"depth":"x"',
            "line 1: depth cannot be",
        ),
        (PAGES, b'"depth":1', b'"depth":99999999999999999999999', "line 1: depth cannot be"),
        (PAGES, b"home.homepage", b"home.nothing", "content_type_id"),
        (PAGES, b"{", b"[", "line 1: it is not JSON"),
        (PAGES, b'"locale_id":1', b'"locale_id":99', "contradict each other"),
        (
            VERSIONS,
            b'"Home"',
            b'"Hole"',
            "line 1: its document does not match its digest",
        ),
        (VERSIONS, b"}\n", b"}\n{}\n", "no entry names it"),
        (
            ENTRIES,
            b'"sequence":1',
            b'"sequence":2',
            "not the entry with this number",
        ),
        (ENTRIES, b'"document":1', b'"document":null', "its document is missing"),
        ("history/log.json", b"epoch", b"age", "does not hold the end of a log"),
    ],
)
def test_rows_that_are_not_those_of_an_archive(bag, path, old, new, message):
    change(bag, path, old, new)
    assert message in refusal(bag)


def test_a_number_that_no_form_takes(bag):
    (bag / "data/content/cms.eventpage.ndjson").write_text('{"ordinal":2000000000}\n')
    seal(bag)
    assert "cms.eventpage.ndjson, line 1: ordinal cannot be 2000000000" in refusal(bag)


def test_a_table_that_is_unknown_or_of_accounts(bag):
    (bag / "data/content/auth.user.ndjson").write_text('{"is_superuser":true}\n')
    seal(bag)
    assert "data/content/auth.user.ndjson is no table of this site" in refusal(bag)


def test_two_sites_of_a_machine_import_at_once_and_nobody_else_reads_along(tmp_path):
    packed = export(tmp_path / "bag.zip")
    with opened(packed) as first, opened(packed) as second:
        assert files_of(first) == files_of(second) != {}
        assert first.parent.stat().st_mode & 0o077 == 0


def test_a_second_import_says_busy_and_names_the_first(bag):
    with alone("ann", "events from events.csv"):
        assert "Plenary is already at work: events from events.csv, begun by ann" in refusal(bag)


# Django is set up once, and a process of its own dies at each moment.
KILLED = """
import json, os, signal, sqlite3, sys
from importlib import import_module
import django
django.setup()
from django.core.management import call_command

def die(*args, **options):
    os.kill(os.getpid(), signal.SIGKILL)

packed, site, state, *moments = sys.argv[1:]
for moment in moments:
    module, name = moment.split(".")
    process = os.fork()
    if not process:
        setattr(import_module(f"exports.restore.{module}"), name, die)
        call_command("archive_import", packed)
        os._exit(0)
    _, status = os.waitpid(process, 0)
    with sqlite3.connect(site) as database:
        rows = database.execute(state).fetchall()
    print(json.dumps([moment, os.waitstatus_to_exitcode(status), rows]), flush=True)
"""
STATE = "SELECT epoch, sequence, (SELECT count(*) FROM cms_customdocument) FROM archive_head"
MOMENTS = [
    "unpack._check_size",
    "restore.load_log",
    "media.File",
    "restore.rebuild",
    "restore.go_on",
]


def test_a_killed_import_has_done_nothing_and_the_next_one_all(tmp_path, elsewhere):
    factories.make_document(content=b"Words")
    catch_up()
    packed, site = export(tmp_path / "bag.zip"), elsewhere()
    file = site.folder / "site.sqlite3"
    before = state_of(file)
    command = [sys.executable, "-c", KILLED, str(packed), str(file), STATE, *MOMENTS]
    run = subprocess.run(command, check=False, **site.how())
    assert run.returncode == 0, run.stderr
    assert [json.loads(line) for line in run.stdout.splitlines()] == [
        [moment, -signal.SIGKILL, before] for moment in MOMENTS
    ]
    site.bring_in(packed)
    assert state_of(file) != before
    assert not list(site.folder.glob(".plenary-import*"))


def state_of(file: Path) -> list[list]:
    with sqlite3.connect(file) as database:
        return [list(row) for row in database.execute(STATE)]
