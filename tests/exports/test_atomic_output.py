"""An export is there whole or not at all."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError

from archive.publisher.after_commit import catch_up
from exports.atomic_output import write_atomically
from exports.hashing_writer import HashingFolder
from exports.snapshot import CannotExport
from tests import factories
from tests.exports.helpers import export

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def test_what_is_there_is_never_written_over(tmp_path):
    (tmp_path / "bag").mkdir()
    with pytest.raises(CommandError, match="exists already") as refused:
        export(tmp_path / "bag")
    assert refused.value.returncode == 2


def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(folder, source):
        with Path("/dev/full").open("wb", buffering=0) as file:
            file.write(b"no room")

    monkeypatch.setattr("exports.bag.bag.write_tables", full)
    with pytest.raises(CommandError, match="No space left on device") as refused:
        export(tmp_path / "bag")
    assert refused.value.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_refused_in_one_line(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(CommandError) as refused:
        export(tmp_path / "file" / "bag.zip")
    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--series", "nothing"], "no public series with the key nothing"),
        (["--as-of", "yesterday"], "yesterday is not a time"),
        (["--as-of", "2016-01-26T18:00:00"], "is not a time"),
        (["--as-of", "1999-01-01"], "begins after this time"),
        (["--whole", "--format", "ndjson"], "a bag of the present archive"),
        (["--whole", "--series", "one"], "a bag of the present archive"),
    ],
)
def test_what_cannot_be_had_is_refused(tmp_path, options, message):
    with pytest.raises(CommandError, match=message) as refused:
        export(tmp_path / "bag", *options)
    assert refused.value.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_missing_or_has_changed_is_named(tmp_path):
    document = factories.make_document(content=b"Words", name="report.txt")
    catch_up()
    path = Path(document.file.path)
    path.write_bytes(b"Worms")
    with pytest.raises(CommandError, match=f"{path.name} has changed since its upload"):
        export(tmp_path / "bag")
    path.unlink()
    with pytest.raises(CommandError, match=f"{path.name} is missing"):
        export(tmp_path / "bag")
    assert list(tmp_path.iterdir()) == []


KILLED = """
import sys, time
from pathlib import Path
import django
django.setup()
from exports.atomic_output import write_atomically

def fill(root):
    (root / "half").write_text("half")
    print("writing", flush=True)
    time.sleep(60)

write_atomically(Path(sys.argv[1]), fill)
"""


def test_what_a_killed_run_left_goes_with_the_next_one(tmp_path):
    run = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path / "first")], stdout=subprocess.PIPE
    )
    assert run.stdout.readline() == b"writing\n"
    with pytest.raises(CannotExport, match="is writing"):
        write_atomically(tmp_path / "first", lambda root: "first")
    write_atomically(tmp_path / "second", lambda root: "second")
    assert (tmp_path / ".first.unfinished").exists()
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert not (tmp_path / "first").exists()
    write_atomically(tmp_path / "third.tar", lambda root: "third")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["second", "third.tar"]


@pytest.mark.parametrize("path", ["../out", "/out", "a/../../out", "a\\\\b"])
def test_no_name_leads_out_of_the_folder(tmp_path, path):
    with pytest.raises(CannotExport, match="cannot have the name"):
        HashingFolder(tmp_path).write(path, b"")
