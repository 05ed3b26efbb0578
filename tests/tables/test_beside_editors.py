"""A table comes in while editors work: neither undoes or holds up the other."""

import os
import signal
import sqlite3
import subprocess
import time
from contextlib import contextmanager
from io import StringIO

import psycopg
import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import resolve

from archive.admin.editing_locks import WRITING, number, parts_of
from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from cms.admin.links import edit_url
from cms.models import Theme
from tables.importing import stopped_writer
from tests import factories as make
from tests.archive.helpers import actions
from tests.serving import database_url

from .helpers import run_import, write
from .importing import importing, state_of, until_stopped

pytestmark = pytest.mark.django_db(transaction=True)

LONGEST = 2.0  # seconds that an import may hold up a publication


def table(tmp_path, count: int, **cells: str):
    rows = [{"key": f"t{number}", **cells} for number in range(count)]
    return write(tmp_path / "t.csv", *({"label": row["key"].upper(), **row} for row in rows))


def existing(count: int) -> None:
    for place in range(count):
        make.make_theme(slug=f"t{place}", label=f"Old {place}")
    catch_up()


def publish(key: str) -> float:
    """The seconds until another record is public."""
    begun = time.monotonic()
    make.make_theme(slug=key, label="Another")
    catch_up()
    assert PublicRecord.objects.filter(kind="theme", key=key, live=True).exists()
    return time.monotonic() - begun


@pytest.mark.parametrize(
    ("moment", "count"),
    [("Writing 1", 0), ("Publishing 1", 0), ("Writing 1", 40), ("Writing 25", 40)],
)
def test_a_frozen_import_holds_up_nobody_and_goes_on_when_it_thaws(moment, count, tmp_path):
    existing(count)
    without_import = publish("before")
    with importing(moment, "SIGSTOP", "themes", table(tmp_path, 40)) as process:
        until_stopped(process)
        assert publish("meanwhile") - without_import < LONGEST
        until_stopped(process)  # what was stopped stays so
        os.kill(process.pid, signal.SIGCONT)
        output, _ = process.communicate(timeout=60)
    assert (process.returncode, output) == (0, "")
    labels = set(Theme.objects.filter(live=True).values_list("label", flat=True))
    assert {f"T{number}" for number in range(40)} <= labels
    assert PublicRecord.objects.filter(kind="theme", key="t39", live=True).exists()


def test_what_an_editor_publishes_meanwhile_is_not_taken_back(tmp_path):
    existing(3)
    with importing("Checking 3", "SIGSTOP", "themes", table(tmp_path, 3, summary="")) as process:
        until_stopped(process)
        theme = Theme.objects.get(slug="t1")
        theme.summary = "By the editor"
        make.publish(theme)
        os.kill(process.pid, signal.SIGCONT)
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    [line] = output.splitlines()
    assert line.startswith("row 3, column summary: ")
    assert "changed" in line
    theme.refresh_from_db()
    assert (theme.label, theme.summary) == ("Old 1", "By the editor")
    assert Theme.objects.get(slug="t2").label == "T2"


def test_what_is_made_or_deleted_meanwhile_is_named(tmp_path):
    existing(2)
    with importing("Checking 4", "SIGSTOP", "themes", table(tmp_path, 4)) as process:
        until_stopped(process)
        make.make_theme(slug="t3", label="By the editor")
        Theme.objects.get(slug="t0").delete()
        os.kill(process.pid, signal.SIGCONT)
        output, _ = process.communicate(timeout=60)
    assert [line.partition(":")[0] for line in output.splitlines()] == [
        "row 2, column key",
        "row 5, column key",
    ]
    labels = dict(Theme.objects.values_list("slug", "label"))
    assert labels == {"t1": "T1", "t2": "T2", "t3": "By the editor"}


def test_an_import_that_is_stopped_between_two_transactions_stays_so(tmp_path):
    """Also while an editor writes. It once went on for a moment, and missed the signal to go on."""
    with importing("Checking 4", "SIGSTOP", "themes", table(tmp_path, 4)) as process:
        until_stopped(process)
        states = set()
        with transaction.atomic():
            make.make_theme(label="By an editor")
            end = time.monotonic() + 1
            while time.monotonic() < end:
                states.add(state_of(process))
        os.kill(process.pid, signal.SIGCONT)
        process.communicate(timeout=60)
    assert states == {"T"}
    assert Theme.objects.count() == 5


def test_one_that_goes_on_between_two_looks_at_it_is_not_stopped_again(monkeypatch, tmp_path):
    database = tmp_path / "database"
    sqlite3.connect(database).close()
    looks, first_look = os.pipe()
    with subprocess.Popen(["sleep", "60"]) as process, os.fdopen(looks) as standard_input:

        def goes_on_and_writes(pid: int, _database: str) -> bool:
            os.kill(pid, signal.SIGCONT)
            os.close(first_look)  # which ends the program after this look
            return True

        monkeypatch.setattr(stopped_writer, "is_writing", goes_on_and_writes)
        monkeypatch.setattr(stopped_writer.sys, "stdin", standard_input)
        os.kill(process.pid, signal.SIGSTOP)
        until_stopped(process)
        stopped_writer.main(process.pid, str(database))
        state = state_of(process)
        process.kill()
    assert state != "T"


def test_rows_link_to_rows_of_later_batches(tmp_path):
    """Each theme is under the next one, so that the first has to wait for the last."""
    count = 120
    rows = [{"key": f"t{n}", "label": f"T{n}", "broader": f"t{n + 1}"} for n in range(count - 1)]
    rows.append({"key": f"t{count - 1}", "label": "Last", "broader": ""})
    run_import("themes", write(tmp_path / "t.csv", *rows), "--publish")
    broader = dict(Theme.objects.values_list("slug", "broader__slug"))
    assert broader == {f"t{n}": f"t{n + 1}" if n + 1 < count else None for n in range(count)}
    assert actions("theme", "t49") == ["publish"], "once, with its link"
    assert run_import("themes", tmp_path / "t.csv") == "0 created, 0 updated, 120 skipped"


@pytest.mark.postgres
class TestLocks:
    """On PostgreSQL. On SQLite, which has one writer, the transaction is the lock."""

    def test_an_import_leaves_out_what_somebody_is_saving(self, tmp_path, monkeypatch):
        monkeypatch.setattr("tables.importing.transactions.PATIENCE", 0.5)
        existing(3)
        theme = Theme.objects.get(slug="t1")
        with locked(edit_url(Theme, theme.pk)):
            [line] = refusals_of(table(tmp_path, 3))
        assert line.startswith("t.csv: row 3, column key: Somebody is saving this record.")
        labels = dict(Theme.objects.values_list("slug", "latest_revision__content__label"))
        assert labels == {"t0": "T0", "t1": None, "t2": "T2"}

    def test_who_saves_what_another_one_saves_is_told_in_five_seconds(self, monkeypatch):
        monkeypatch.setattr("archive.admin.editing_locks.LONGEST_WAIT", 1)
        existing(1)
        path = edit_url(Theme, Theme.objects.get().pk)
        editor = Client(raise_request_exception=False)
        editor.force_login(User.objects.create_superuser("editor"))
        begun = time.monotonic()
        with locked(path):
            response = editor.post(path, {"label": "Mine"})
        assert time.monotonic() - begun < 3
        assert response.status_code == 503
        assert "Somebody else is saving this" in response.text


@contextmanager
def locked(path: str):
    """Somebody else who saves the record of this form, and does not end."""
    parts = parts_of(path, resolve(path))
    key = ", ".join(map(str, (WRITING, number(parts[-1]))))
    with psycopg.connect(database_url()) as other:
        other.execute(f"SELECT pg_advisory_xact_lock_shared({WRITING})")
        other.execute(f"SELECT pg_advisory_xact_lock({key})")
        yield


def refusals_of(path) -> list[str]:
    errors = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("table_import", "themes", str(path), stdout=StringIO(), stderr=errors)
    assert refused.value.returncode == 1
    assert str(refused.value).endswith("1 error. All other rows are written.")
    return errors.getvalue().splitlines()
