"""One import runs at a time, even if the one before was killed."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from cms import work_lock
from cms.work_lock import Busy, Check, alone, at_work

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parents[2]
HOLD = """
    import django, os, sys, time
    from django.conf import settings
    from django.db import connection
    django.setup()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = sys.argv[1]
    from cms import work_lock
    work_lock.SIGN_OF_LIFE, work_lock.LOST_AFTER = 0.2, 4
    with work_lock.alone("ann", "events from events.csv") as check:
        print("held", flush=True)
        for number in range(600):
            time.sleep(0.1)
            check()
"""


def test_a_second_import_is_told_what_runs_whose_and_since_when():
    with alone("ann", "events from events.csv"), pytest.raises(Busy) as refusal, alone("ben", "x"):
        pass

    message = str(refusal.value)
    assert message.startswith(
        "Plenary is already at work: events from events.csv, begun by ann at 20"
    )
    assert message.endswith("UTC. Try again when it has ended.")


def test_the_next_one_may_begin_when_the_first_has_ended_or_failed():
    with pytest.raises(RuntimeError), alone("ann", "events"):
        raise RuntimeError

    with alone("ben", "partners"):
        pass


@contextmanager
def holder() -> Iterator[subprocess.Popen]:
    """Another process that has the lock, and looks ten times a second whether it still has."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLD), str(connection.settings_dict["NAME"])],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.test"},
    )
    try:
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(Busy, match=r"events from events\.csv, begun by ann"), alone("ben", "x"):
            pass
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def as_soon_as_it_is_free() -> Iterator[Check]:
    deadline = time.monotonic() + 10
    while True:
        try:
            with alone("ben", "partners") as check:
                yield check
            return
        except Busy:
            assert time.monotonic() < deadline, "The lock outlived its process."
            time.sleep(0.1)


def test_a_killed_process_leaves_no_lock():
    with holder() as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        with as_soon_as_it_is_free():
            pass


def test_a_process_that_works_for_long_keeps_its_lock(monkeypatch):
    monkeypatch.setattr(work_lock, "SIGN_OF_LIFE", 0.2)
    monkeypatch.setattr(work_lock, "LOST_AFTER", 4)
    with holder():
        time.sleep(5)
        with pytest.raises(Busy, match="begun by ann"), alone("ben", "x"):
            pass


def test_a_process_that_stands_still_loses_its_lock_and_is_told(monkeypatch):
    monkeypatch.setattr(work_lock, "SIGN_OF_LIFE", 0.2)
    monkeypatch.setattr(work_lock, "LOST_AFTER", 4)
    with holder() as process:
        process.send_signal(signal.SIGSTOP)
        with as_soon_as_it_is_free() as check:
            process.send_signal(signal.SIGCONT)
            assert b"its lock was given away" in process.communicate(timeout=20)[1]
            check()  # which the one before has not taken along
            with pytest.raises(Busy, match="begun by ben"), alone("cho", "x"):
                pass


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a", "b", "c", "d", "e", "f"])
def test_work_of_any_name_is_done_once_at_a_time(name):
    """The numbers that the names become on PostgreSQL have either sign."""
    with at_work(name):
        with pytest.raises(Busy), at_work(name):
            raise AssertionError("two were at it")
        with at_work(f"{name} of another"):
            pass
    with at_work(name):
        pass


def test_the_next_one_may_begin_as_soon_as_one_has_ended():
    for number in range(20):
        with alone("a test", f"work {number}"):
            pass
