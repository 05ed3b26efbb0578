"""Every file is what came in: a flipped bit is named, and a copy puts it back."""

import os
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from cms.models import CustomDocument
from exports.fixity import check as checking
from exports.fixity.check import ask_for, check, check_waiting, is_under_way
from exports.fixity.files import all_files, read_stored
from exports.models import FixityFinding, FixityRun
from exports.models.fixity import STALE_AFTER, RunState
from tests.archive.helpers import verify
from tests.factories import make_document, make_image
from tests.serving import ROOT, database_url


@pytest.fixture(autouse=True)
def own_media(tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path


@pytest.fixture
def document(db):
    return make_document(content=b"Words that stay", name="report.txt")


def flip_a_bit(record) -> None:
    path = Path(record.file.path)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def test_files_as_they_came_are_counted_and_nothing_is_said(document):
    make_image()
    assert verify("--files") == (0, "")
    run = FixityRun.objects.get()
    assert (run.state, run.files, run.findings.count()) == (RunState.FINISHED, 2, 0)
    assert run.bytes == sum(read_stored(file).size for file in all_files()) > 15


def test_fault_26_a_flipped_bit_is_named_with_what_came_in_and_what_is_there(document):
    flip_a_bit(document)
    code, out = verify("--files")
    finding = FixityFinding.objects.get()
    assert code == 1
    assert out == (
        f"changed: {document.file.name}: expected {document.sha256}, found {finding.actual}\n"
    )
    assert (finding.kind, finding.record_kind) == ("changed", "document")
    assert finding.actual != document.sha256
    assert len(finding.actual) == 64


def test_a_flipped_bit_of_an_image_is_named(db):
    image = make_image()
    flip_a_bit(image)
    code, out = verify("--files")
    assert (code, out.startswith(f"changed: {image.file.name}: expected {image.sha256}")) == (
        1,
        True,
    )


def test_a_missing_file_is_named(document):
    Path(document.file.path).unlink()
    expected = f"expected {document.sha256}, found nothing"
    assert verify("--files") == (1, f"missing: {document.file.name}: {expected}\n")


def test_what_cannot_be_read_is_named_and_the_rest_is_read(document):
    os.remove(document.file.path)
    os.mkdir(document.file.path)
    other = make_document(name="other.txt")
    flip_a_bit(other)
    code, out = verify("--files")
    assert code == 1
    assert [line.partition(":")[0] for line in out.splitlines()] == ["unreadable", "changed"]
    assert "Is a directory" in out


def test_a_file_without_a_checksum_is_named(document):
    CustomDocument.objects.update(sha256="")
    code, out = verify("--files")
    assert (code, out.partition(":")[0]) == (1, "unknown")


def test_a_file_that_was_replaced_while_it_was_read_is_no_finding(document, monkeypatch):
    flip_a_bit(document)

    def read_and_replace(file):
        file_read = read_stored(file)
        record = CustomDocument.objects.get()
        record.file = ContentFile(b"Newer words", name="newer.txt")
        record.save()
        return file_read

    monkeypatch.setattr(checking, "read_stored", read_and_replace)
    assert verify("--files") == (0, "")


def test_fault_26_a_copy_puts_a_damaged_and_a_lost_file_back(document, own_media):
    lost = make_document(content=b"Other words", name="lost.txt")
    copies = own_media / "backup" / "deep"
    copies.mkdir(parents=True)
    for number, record in enumerate((document, lost)):
        (copies / f"{number}.copy").write_bytes(Path(record.file.path).read_bytes())
    flip_a_bit(document)
    Path(lost.file.path).unlink()
    code, out = verify("--files", "--repair-from", str(own_media / "backup"))
    assert code == 0
    assert [f"repaired from {copies}" in line for line in out.splitlines()] == [True, True]
    assert Path(document.file.path).read_bytes() == b"Words that stay"
    assert verify("--files") == (0, "")


def test_a_copy_that_is_damaged_too_changes_nothing(document, own_media):
    (own_media / "backup").mkdir()
    (own_media / "backup" / "report.txt").write_bytes(b"Words that stray")
    flip_a_bit(document)
    before = Path(document.file.path).read_bytes()
    code, out = verify("--files", "--repair-from", str(own_media / "backup"))
    assert (code, "repaired" in out) == (1, False)
    assert Path(document.file.path).read_bytes() == before


def test_a_copy_that_cannot_be_written_is_no_repair_and_the_run_goes_on(
    document, own_media, monkeypatch
):
    copies = own_media / "backup"
    copies.mkdir()
    (copies / "copy").write_bytes(Path(document.file.path).read_bytes())
    flip_a_bit(document)

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as during:
        during.setattr(document.file.storage, "save", full)
        code, out = verify("--files", "--repair-from", str(copies))
    assert (code, "repaired" in out) == (1, False)
    assert FixityRun.objects.get().state == RunState.FINISHED
    assert verify("--files", "--repair-from", str(copies))[0] == 0


@pytest.mark.parametrize("args", [("--repair-from", "/"), ("--files", "--repair-from", "/none")])
def test_a_wrong_folder_is_one_line(db, args):
    with pytest.raises(CommandError) as refused:
        call_command("archive_verify", *args, stdout=StringIO())
    assert refused.value.returncode == 2
    assert not FixityRun.objects.exists()


def test_a_storage_without_paths_is_read_as_well(db, settings):
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "default": memory}):
        document = make_document(content=b"Words", name="report.txt")
        assert verify("--files") == (0, "")
        storages["default"].delete(document.file.name)
        storages["default"].save(document.file.name, ContentFile(b"Wordz"))
        code, out = verify("--files")
        assert (code, out.partition(":")[0]) == (1, "changed")


def test_a_check_that_is_asked_for_is_done_once_by_whoever_comes_first(document):
    run = ask_for("ann")
    assert is_under_way()
    check_waiting()
    run.refresh_from_db()
    assert (run.state, run.files) == (RunState.FINISHED, 1)
    assert list(check(run)) == []
    assert not is_under_way()


def test_the_sweep_does_what_was_asked_for(document):
    ask_for("ann")
    call_command("archive_sweep")
    assert FixityRun.objects.get().state == RunState.FINISHED


def test_a_run_that_fell_silent_is_shown_as_stopped(document):
    now = timezone.now()
    run = FixityRun(started_at=now - 2 * STALE_AFTER, seen_at=now - STALE_AFTER * 1.1)
    assert run.state == RunState.STOPPED
    assert FixityRun(started_at=now, seen_at=now).state == RunState.RUNNING


@pytest.mark.django_db(transaction=True)
def test_a_killed_run_leaves_what_it_found_and_the_next_one_completes(own_media, settings):
    """The second file is a pipe that nobody writes into: reading it takes for ever."""
    damaged, pipe = make_document(name="a.txt"), make_document(name="b.txt")
    flip_a_bit(damaged)
    os.remove(pipe.file.path)
    os.mkfifo(pipe.file.path)
    environment = {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "cms.settings.development",
        "MEDIA_ROOT": settings.MEDIA_ROOT,
    }
    command = [sys.executable, "manage.py", "archive_verify", "--files"]
    running = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})
    until = time.monotonic() + 60
    while not FixityFinding.objects.exists() and time.monotonic() < until:
        time.sleep(0.1)
    running.send_signal(signal.SIGKILL)
    running.wait()
    run = FixityRun.objects.get()
    assert (run.finished_at, run.findings.count()) == (None, 1)
    os.remove(pipe.file.path)
    assert verify("--files")[0] == 1
    assert FixityRun.objects.first().state == RunState.FINISHED
