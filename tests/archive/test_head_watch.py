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
from archive.head_watch import CommitsToSqlite, HeadWatch
from archive.models import Entry, Head, Pending, PublicRecord
from archive.publisher.after_commit import catch_up
from cms.models import Theme
from tests.factories import make_theme

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def watch():
    watch = HeadWatch(lag=0)
    yield watch
    watch._connection.close()


def stored():
    return Head.objects.values_list("epoch", "generation", "sequence").first()


def test_every_commit_that_appends_moves_the_head(watch):
    before = watch.head()
    make_theme(label="Peace")
    catch_up()
    assert watch.head() == stored() != before


def test_what_changes_answers_without_an_entry_moves_it_too(watch):
    catch_up()
    before = watch.head()
    move()
    assert watch.head() == stored() != before


def test_a_log_that_was_taken_back_never_stands_where_it_stood_before(watch):
    """What is known of the time that is lost must not be taken for what came in its place."""
    make_theme(label="Peace")
    catch_up()
    backup = Head.objects.get()
    make_theme(label="Lost")
    catch_up()
    lost = watch.head()
    PublicRecord.objects.filter(key="lost").delete()
    Theme.objects.filter(label="Lost").delete()
    Pending.objects.all().delete()
    Entry.objects.filter(sequence__gt=backup.sequence).delete()
    backup.save()

    make_theme(label="Other")
    catch_up()

    assert watch.head()[2] == lost[2]
    assert watch.head() != lost


def test_many_threads_share_one_connection_and_none_is_behind(watch):
    catch_up()
    behind = []

    def read(number: int) -> None:
        for _ in range(50):
            committed = newest[0]
            if watch.head()[1] < committed:
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
    assert watch.head() == stored()


def test_a_database_that_is_silent_leaves_the_head_that_was_known(watch, monkeypatch):
    catch_up()
    head = watch.head()
    with monkeypatch.context() as broken:
        broken.setattr(head_watch, "HEAD_QUERY", "SELECT nothing FROM nowhere")
        assert watch.head() == head
    move()
    assert watch.head() == head, "it asks again after a pause"
    monkeypatch.setattr(watch, "_silent_until", 0.0)
    assert watch.head() == stored() != head


@pytest.mark.postgres
def test_a_server_is_asked_again_after_the_lag_and_not_before():
    watch = HeadWatch(lag=200)
    before = watch.head()
    move()
    assert watch.head() == before
    time.sleep(0.21)
    assert watch.head() == stored() != before
    watch._connection.close()


@pytest.mark.postgres
def test_a_connection_that_was_cut_is_made_anew(watch, monkeypatch):
    catch_up()
    head = watch.head()
    with connection.cursor() as cursor:
        pid = watch._connection.connection.info.backend_pid
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    assert watch.head() == head
    monkeypatch.setattr(watch, "_silent_until", 0.0)
    move()
    assert watch.head() == stored()


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
