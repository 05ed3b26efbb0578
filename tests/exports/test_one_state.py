"""An export is one state of the archive, whatever editors publish meanwhile."""

import hashlib
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import orjson
import pytest
from django.db import connection

from archive.models import Entry
from archive.models.entry import Action
from archive.publisher.after_commit import catch_up
from cms.models import EventTheme
from exports.hashing_writer import HashingFolder
from tests.exports.helpers import export, lines_of
from tests.factories import make_event, make_series, make_theme, publish

pytestmark = pytest.mark.django_db(transaction=True)


class Editor(threading.Thread):
    """Publishes, changes and withdraws until it is told to stop."""

    def __init__(self) -> None:
        super().__init__()
        self.rounds, self.is_over = 0, threading.Event()
        self.error: Exception | None = None
        self.theme = make_theme(label="Shown")
        event = make_event(series=make_series(title="A series"), code="AB1")
        EventTheme.objects.create(event=event, theme=self.theme)
        catch_up()

    def run(self) -> None:
        try:
            while not self.is_over.is_set():
                self.write()
                self.rounds += 1
        except Exception as error:  # noqa: BLE001  whatever it is, the test names it
            self.error = error
        finally:
            connection.close()

    def write(self) -> None:
        """The theme that the event shows gets another label: both are published again."""
        self.theme.label = f"Shown {self.rounds}"
        publish(self.theme)
        gone = make_theme(label=f"New {self.rounds}")
        catch_up()
        gone.unpublish()
        make_theme(label=f"Stays {self.rounds}")
        catch_up()

    def wait_for_more(self) -> None:
        """Return when a whole round has been written since the call."""
        enough, latest = self.rounds + 2, time.monotonic() + 60
        while self.rounds < enough and self.error is None:
            assert time.monotonic() < latest, "The export keeps the editor waiting."
            time.sleep(0.01)


@pytest.fixture
def editor():
    editor = Editor()
    editor.start()
    yield editor
    editor.is_over.set()
    editor.join()
    assert editor.error is None


@pytest.fixture
def _slow(editor, monkeypatch):
    """Before some of the files of an export are written, the editor has published."""
    write = HashingFolder.file

    @contextmanager
    def file(self, path):
        if path in ("documents/events.ndjson", "documents/themes.ndjson", "history/entries.ndjson"):
            editor.wait_for_more()
        with write(self, path) as written:
            yield written

    monkeypatch.setattr(HashingFolder, "file", file)


def newest(end: int) -> dict[str, str]:
    """`{id: digest}` of what was public after entry `end`."""
    entries = Entry.objects.filter(sequence__lte=end).order_by("sequence")
    last = {str(entry.uid): entry for entry in entries}
    return {uid: entry.digest for uid, entry in last.items() if entry.action == Action.PUBLISH}


def digests_of(folder: Path) -> dict[str, str]:
    """`{id: SHA-256}` of the documents of an export."""
    lines = [line for path in folder.iterdir() for line in path.read_bytes().splitlines()]
    return {orjson.loads(line)["id"]: hashlib.sha256(line).hexdigest() for line in lines}


@pytest.mark.usefixtures("_slow")
def test_a_bag_holds_the_archive_as_it_was_at_one_entry_of_the_log(tmp_path):
    data = export(tmp_path / "bag") / "data"
    end = orjson.loads((data / "history/log.json").read_bytes())["sequence"]
    assert Entry.objects.filter(sequence__gt=end).count() > 10
    assert digests_of(data / "documents") == newest(end)
    assert [entry["sequence"] for entry in lines_of(data / "history/entries.ndjson")][-1] == end
    pages = {path.stem for path in (data / "site/themes").glob("*.html")}
    assert pages - {"index"} == {
        theme["key"] for theme in lines_of(data / "documents/themes.ndjson")
    }
