"""A database that fails for a while: what runs beside the server goes on when it is back."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, contextmanager

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django_tasks_db.models import DBTaskResult

from archive.models import PublicRecord
from archive.publisher.tasks import publish_later
from cms.signals import swept
from tests.factories import make_theme
from tests.faults.archive import environment_of
from tests.faults.load import until
from tests.serving import ROOT, database_url

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# SQLite's patience and the pauses are shortened: a tenth of a second in place of many.
BESIDE = """
import sys
from django.conf import settings
if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
    settings.DATABASES["default"]["OPTIONS"]["timeout"] = 0.1
import django; django.setup()
from worker.management.commands import worker
worker.PAUSE = 0.1
from django.core.management import call_command
call_command(*sys.argv[1:])
"""
# A transaction sees the sessions as they were when it looked first.
CUT = """
SELECT pg_stat_clear_snapshot();
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
FAILED = "the database failed, and the "


@contextmanager
def beside(log, *command: str):
    """A command beside this process; what it says is in the file `log`."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", BESIDE, *command],
            cwd=ROOT,
            env=environment_of(database_url()),
            stderr=output,
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def fail_until(is_noted: Callable[[], bool]) -> None:
    """SQLite: somebody writes and does not end. PostgreSQL: who waits for tasks is cut off."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {DBTaskResult._meta.db_table}")
            until(lambda: cursor.execute(CUT) and is_noted())
        return
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    with closing(other):
        other.execute("BEGIN IMMEDIATE")
        until(is_noted)


def is_done() -> bool:
    return DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_the_worker_goes_on_and_ends_at_a_signal(tmp_path):
    log = tmp_path / "log"
    publish_later.enqueue()
    with beside(log, "worker") as worker:
        until(is_done)
        fail_until(lambda: FAILED in log.read_text())
        DBTaskResult.objects.all().delete()
        publish_later.enqueue()
        until(is_done)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=10) == 0


def test_the_sweep_goes_on_and_says_in_a_line_what_failed(tmp_path):
    log = tmp_path / "log"
    with beside(log, "archive_sweep", "--every=0.1") as sweep:
        fail_until(lambda: FAILED in log.read_text())
        make_theme(label="Peace", slug="peace")
        until(PublicRecord.objects.filter(kind="theme", key="peace").exists)
        assert sweep.poll() is None
    lines = log.read_text().splitlines()
    assert [line for line in lines if FAILED not in line] == []


def test_one_sweep_alone_fails_aloud(monkeypatch):
    def fail():
        raise OperationalError("database is locked")

    monkeypatch.setattr("archive.management.commands.archive_sweep.catch_up", fail)
    with pytest.raises(OperationalError, match="database is locked"):
        call_command("archive_sweep")


def test_the_task_of_a_worker_that_was_killed_is_marked_as_failed(tmp_path):
    """Its worker is stopped in the middle of it, first alive and then no more."""
    publish_later.enqueue()
    row = DBTaskResult.objects.get()
    with beside(tmp_path / "log", "worker") as worker:
        until(is_done)
        [worker_id] = DBTaskResult.objects.get().worker_ids
        DBTaskResult.objects.filter(pk=row.pk).update(status="RUNNING", finished_at=None)
        swept.send(sender=None)
        row.refresh_from_db()
        assert (row.status, row.worker_ids) == ("RUNNING", [worker_id])
        worker.kill()
        worker.wait()

        def is_failed() -> bool:
            swept.send(sender=None)
            row.refresh_from_db()
            return row.status == "FAILED"

        until(is_failed, 20)
    assert "The worker ended while it did this task." in row.traceback
