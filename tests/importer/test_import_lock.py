"""One import runs at a time, even if the one before was killed."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from django.db import connection

from importer.import_lock import Busy, alone, at_work

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parents[2]
HOLD = """
    import django, os, sys, time
    from django.conf import settings
    from django.db import connection
    django.setup()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = sys.argv[1]
    from importer.import_lock import alone
    with alone("ann", "events from events.csv"):
        print("held", flush=True)
        time.sleep(60)
"""


def test_a_second_import_is_told_what_runs_whose_and_since_when():
    with alone("ann", "events from events.csv"), pytest.raises(Busy) as refusal, alone("ben", "x"):
        pass

    message = str(refusal.value)
    assert message.startswith("An import is running: events from events.csv, begun by ann at 20")
    assert message.endswith("UTC. Try again when it has ended.")


def test_the_next_one_may_begin_when_the_first_has_ended_or_failed():
    with pytest.raises(RuntimeError), alone("ann", "events"):
        raise RuntimeError

    with alone("ben", "partners"):
        pass


def test_a_killed_process_leaves_no_lock():
    holder = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLD), str(connection.settings_dict["NAME"])],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.test"},
    )
    try:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Busy, match=r"events from events\.csv, begun by ann"), alone("ben", "x"):
            pass
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.wait()

    # A database server notices within a moment that a session has ended.
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            with alone("ben", "partners"):
                return
        except Busy:
            time.sleep(0.1)
    pytest.fail("The lock outlived its process.")


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
