"""The head that readers look at: the newest committed one, whatever the database does."""

import gc
import sqlite3
import subprocess
import sys
import threading
import time
from types import SimpleNamespace

import pytest
from django.db import connection

from archive import head_watch
from archive.cache_generation import move
from archive.head_watch import CommitsToSqlite, Look
from archive.models import Entry, Head, Pending, PublicRecord
from archive.publisher.log import catch_up
from cms.models import Theme
from tests.factories import make_theme

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def looking():
    looking = Look(lag=0)
    yield looking
    looking._connection.close()


def stored():
    return Head.objects.values_list("epoch", "generation", "sequence").first()


def test_every_commit_that_appends_moves_the_head(looking):
    before = looking.head()
    make_theme(label="Peace")
    catch_up()
    assert looking.head() == stored() != before


def test_what_changes_answers_without_an_entry_moves_it_too(looking):
    catch_up()
    before = looking.head()
    move()
    assert looking.head() == stored() != before


def test_a_log_that_was_taken_back_never_stands_where_it_stood_before(looking):
    """What is known of the time that is lost must not be taken for what came in its place."""
    make_theme(label="Peace")
    catch_up()
    backup = Head.objects.get()
    make_theme(label="Lost")
    catch_up()
    lost = looking.head()
    PublicRecord.objects.filter(key="lost").delete()
    Theme.objects.filter(label="Lost").delete()
    Pending.objects.all().delete()
    Entry.objects.filter(sequence__gt=backup.sequence).delete()
    backup.save()

    make_theme(label="Other")
    catch_up()

    assert looking.head()[2] == lost[2]
    assert looking.head() != lost


def test_many_threads_share_one_connection_and_none_is_behind(looking):
    catch_up()
    behind = []

    def read(number: int) -> None:
        for _ in range(50):
            committed = newest[0]
            if looking.head()[1] < committed:
                behind.append(number)

    newest = [stored()[1]]
    threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        move()
        newest[0] += 1
    for thread in threads:
        thread.join()
    assert behind == []
    assert looking.head() == stored()


def test_a_database_that_is_silent_leaves_the_head_that_was_known(looking, monkeypatch):
    catch_up()
    known = looking.head()
    with monkeypatch.context() as broken:
        broken.setattr(head_watch, "HEAD", "SELECT nothing FROM nowhere")
        assert looking.head() == known
    move()
    assert looking.head() == known, "it asks again after a pause"
    monkeypatch.setattr(looking, "_silent_until", 0.0)
    assert looking.head() == stored() != known


@pytest.mark.postgres
def test_a_server_is_asked_again_after_the_lag_and_not_before():
    looking = Look(lag=200)
    before = looking.head()
    move()
    assert looking.head() == before
    time.sleep(0.21)
    assert looking.head() == stored() != before
    looking._connection.close()


@pytest.mark.postgres
def test_a_connection_that_was_cut_is_made_anew(looking, monkeypatch):
    catch_up()
    known = looking.head()
    with connection.cursor() as cursor:
        pid = looking._connection.connection.info.backend_pid
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    assert looking.head() == known
    monkeypatch.setattr(looking, "_silent_until", 0.0)
    move()
    assert looking.head() == stored()


TAKE_FOR_UNUSED = """
import fcntl, sys
with open(sys.argv[1], "r+b") as index:
    try:
        fcntl.lockf(index, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, 128)
    except OSError:
        print("in use")
"""


def test_looking_at_the_index_of_sqlite_gives_up_none_of_its_locks(tmp_path):
    """Another process that finds none would empty the index under all who use it."""
    file = tmp_path / "archive.sqlite3"
    own = sqlite3.connect(file)
    own.executescript("PRAGMA journal_mode=WAL; CREATE TABLE log (number); SELECT * FROM log;")
    commits = CommitsToSqlite(SimpleNamespace(settings_dict={"NAME": file}, vendor="sqlite"))
    for _ in range(2):
        commits.follow()
        before = commits.state()
        own.execute("INSERT INTO log VALUES (1)")
        own.commit()
        assert commits.state() != before
    del commits
    gc.collect()
    asked = [sys.executable, "-c", TAKE_FOR_UNUSED, f"{file}-shm"]
    assert subprocess.run(asked, stdout=subprocess.PIPE, check=True).stdout == b"in use\n"
    own.close()
