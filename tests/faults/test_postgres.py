"""Faults 4 to 8 and 14: PostgreSQL that is restarted, away, crashed, full up, locked or silent.

What a process knows it goes on giving. Everything else is the 503 of the API, at once or within
the time that a query has, and nothing of it is left when the database is back.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import psycopg
import pytest

from tests.faults.archive import NAME, manage, publishing, run
from tests.faults.editor import Editor
from tests.faults.load import Answer, client, constant_load, get, until
from tests.faults.proxy import faulty_proxy
from tests.serving import server

# Once is enough, and the suite on PostgreSQL has the time.
pytestmark = [pytest.mark.postgres, pytest.mark.cluster]

KNOWN = ["/api/v1/themes/peace/", "/api/v1/events/", "/api/v1/changes/"]
# Nobody has asked for these before, and each is asked for once.
NEW = [f"/api/v1/themes/?limit=20&q=word{number}" for number in range(20_000)]
AT_ONCE = 2.0  # seconds
A_QUERY = 3.5  # seconds: a query has two of them
A_CONNECTION = 4.0  # seconds: a new one has three of them
A_SILENCE = 10.0  # seconds: a look has one or four, a question three, a new connection three
THREADS = "--blocking-threads=8"


@pytest.fixture
def site(cluster, production, tmp_path):
    """`(address, reader)` of one process that knows the answers to KNOWN."""
    with (
        server(cluster.url(NAME), THREADS, output=tmp_path / "log", **production) as running,
        client(running.url) as reader,
    ):
        learn(reader)
        yield running.url, reader


def learn(reader) -> None:
    for path in KNOWN * 2:
        assert get(reader, path).is_good


def assert_known_go_on(reader, longest: float = AT_ONCE) -> None:
    for path in KNOWN:
        answer = get(reader, path)
        assert answer.is_good, (answer.status, answer.error, answer.content[:200])
        assert answer.seconds < longest


def assert_unavailable(answer: Answer, longest: float) -> None:
    assert answer.is_unavailable, (answer.path, answer.status, answer.error, answer.content[:200])
    assert answer.seconds < longest


def test_fault_4_a_restart_under_load_is_a_503_while_it_lasts(cluster, production, tmp_path):
    workers = ("--workers=2", THREADS)
    with server(cluster.url(NAME), *workers, output=tmp_path / "log", **production) as running:
        with constant_load(running.url, NEW, 6) as new, constant_load(running.url, KNOWN, 2) as old:
            until(lambda: len(new) > 100)
            for _ in range(3):
                cluster.restart()
                back_at = time.monotonic()
                count = len(new)
                until(lambda count=count: len(new) > count + 200)
        wrong = [answer for answer in new if not answer.is_good and not answer.is_unavailable]
        assert not wrong, [
            (answer.status, answer.error, answer.content[:200]) for answer in wrong[:3]
        ]
        assert all(answer.is_good for answer in old)
        late = [answer for answer in new if answer.asked_at > back_at + 0.1 and not answer.is_good]
        assert not late
        assert any(answer.is_unavailable for answer in new)


def test_fault_5_while_it_is_away_what_is_known_goes_on(cluster, site):
    _url, reader = site
    cluster.stop()
    try:
        for number in range(3):
            assert_known_go_on(reader)
            assert_unavailable(get(reader, NEW[number]), AT_ONCE)
            assert get(reader, "/health/live").is_good
            assert_unavailable(get(reader, "/health/ready"), AT_ONCE)
            time.sleep(0.5)
        answer = get(reader, "/admin/", cookie="sessionid=of-an-editor")
        assert answer.status == 503
        assert b"Nothing of what you sent was saved" in answer.content
    finally:
        cluster.start()
    until(lambda: get(reader, "/health/ready").is_good, 5)
    assert get(reader, NEW[0]).is_good
    run(cluster.url(NAME), PUBLISH_ONE)
    until(lambda: b"Afterwards" in get(reader, "/api/v1/themes/afterwards/").content, 2)


PUBLISH_ONE = """
import django; django.setup()
from archive.publisher.after_commit import catch_up
from tests.factories import make_theme
make_theme(label="Afterwards", slug="afterwards")
catch_up()
"""


def test_fault_6_a_crash_while_somebody_publishes_leaves_the_log_true(cluster):
    url = cluster.url(NAME)
    publisher = publishing(url, *(f"crash{number}" for number in range(10_000)))
    confirmed = [publisher.stdout.readline().strip() for _ in range(5)]
    cluster.stop("immediate")
    rest, error = publisher.communicate(timeout=30)
    cluster.start()
    assert publisher.returncode == 1
    assert "OperationalError" in error
    done = [*confirmed, *rest.split()]
    manage(url, "archive_sweep")
    verified = manage(url, "archive_verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    for slug in done:
        rows = cluster.ask(NAME, f"SELECT 1 FROM archive_record WHERE key = '{slug}' AND live")
        assert rows, f"{slug} was published before the crash"


def test_fault_7_without_a_free_connection_it_is_unavailable_at_once(cluster, production):
    with server(cluster.url(NAME), THREADS, **production) as running:
        with ExitStack() as taken, client(running.url) as reader:
            for _ in range(100):
                try:
                    taken.enter_context(psycopg.connect(cluster.url(NAME)))
                except psycopg.OperationalError:
                    break
            assert_unavailable(get(reader, NEW[0]), AT_ONCE)
            assert_unavailable(get(reader, "/health/ready"), AT_ONCE)
        with client(running.url) as reader:
            until(lambda: get(reader, NEW[0]).is_good, 5)


def test_fault_8_a_lock_ends_in_a_503_and_piles_nothing_up(cluster, site):
    url, reader = site
    with psycopg.connect(cluster.url(NAME)) as holder:
        holder.execute("LOCK TABLE archive_record, archive_entry, archive_head")
        with ThreadPoolExecutor(6) as readers:
            waiting = list(readers.map(lambda path: ask_alone(url, path), NEW[:6]))
        for answer in waiting:
            assert_unavailable(answer, A_QUERY)
        assert_known_go_on(reader)
        holder.rollback()
    until(lambda: get(reader, NEW[10]).is_good, 2)


def ask_alone(url: str, path: str) -> Answer:
    with client(url) as reader:
        return get(reader, path)


def test_a_database_that_says_nothing_is_a_503_and_what_is_known_goes_on(cluster, production):
    with (
        faulty_proxy(cluster.port) as proxy,
        server(cluster.url(NAME, proxy.port), THREADS, **production) as running,
        client(running.url) as reader,
    ):
        learn(reader)
        proxy.is_silent = True
        for _ in range(3):
            time.sleep(0.5)
            assert_known_go_on(reader, A_CONNECTION)
        for path in (NEW[2], "/health/ready"):
            assert_unavailable(get(reader, path), A_SILENCE)
        proxy.is_silent = False
        until(lambda: get(reader, NEW[0]).is_good, 5)
        proxy.cut()
        until(lambda: get(reader, NEW[1]).is_good, 5)


def test_fault_14_the_public_api_is_whole_on_a_database_that_cannot_be_written(cluster, production):
    run(cluster.url(NAME), EXPIRING)
    with read_only(cluster):
        time.sleep(2)
        with (
            server(cluster.url(NAME), THREADS, **production) as running,
            client(running.url) as reader,
        ):
            learn(reader)
            for path in ("/api/v1/search/?q=event", "/api/v1/events/E1/", "/health/ready"):
                assert get(reader, path).is_good
            assert get(reader, "/api/v1/themes/passing/").status == 410


def test_fault_14_editors_are_told_that_nothing_can_be_saved(cluster):
    url = cluster.url(NAME)
    with server(url, THREADS) as running, client(running.url) as reader:
        editor = Editor(running.url, url)
        with read_only(cluster):
            refused = editor.publish("kept")
            assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
            assert "nothing can be saved at the moment" in refused.text
            assert "Nothing of what you sent was saved" in refused.text
            answer = reader.post("/api/v1/newsletter/", json={"email": "ann@example.org"})
            assert answer.status_code == 503
            assert answer.json()["code"] == "unavailable"
        assert editor.publish("kept").status_code == 302
        until(lambda: get(reader, "/api/v1/themes/kept/").is_good, 5)


@contextmanager
def read_only(cluster) -> Iterator[None]:
    """What a server sees whose database is a standby now: another connection, without writing."""
    cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{NAME}'"
    cluster.ask("postgres", f"ALTER DATABASE {NAME} SET default_transaction_read_only = on", cut)
    try:
        yield
    finally:
        cluster.ask("postgres", f"ALTER DATABASE {NAME} RESET default_transaction_read_only", cut)


EXPIRING = """
from datetime import timedelta
import django; django.setup()
from django.utils import timezone
from archive.publisher.after_commit import catch_up
from tests.factories import make_theme
make_theme(label="Passing", slug="passing", expire_at=timezone.now() + timedelta(seconds=2))
catch_up()
"""
