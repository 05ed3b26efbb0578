"""Faults 9 and 10: Redis that is not there, slow, full, or holds what is not ours.

Only the counting of requests needs it. Without an answer each process counts for itself, says so
once in five seconds, and nobody waits.
"""

import socket
import time
from contextlib import contextmanager

import pytest

from archive.publisher.after_commit import catch_up
from tests.factories import make_theme
from tests.faults.load import client, constant_load, get, until
from tests.faults.machines import redis_server
from tests.faults.proxy import faulty_proxy
from tests.serving import database_url, server

pytestmark = [
    pytest.mark.redis,
    pytest.mark.django_db(transaction=True),
]

PEACE = "/api/v1/themes/peace/"
QUICK = 1.0  # seconds: half of them are the time that Redis has for an answer
WARNING = "Redis does not answer: requests are counted by each process"


@pytest.fixture(autouse=True)
def _theme():
    make_theme(label="Peace", slug="peace")
    catch_up()


@contextmanager
def site(production, tmp_path, url: str, limit: str = "1000/60"):
    """A reader of a server with its Redis at `url`, and the file of the server's log."""
    environment = production | {"CACHE_URL": url, "API_RATE_LIMIT": limit}
    log = tmp_path / "log"
    with (
        server(database_url(), "--blocking-threads=8", output=log, **environment) as running,
        client(running.url) as reader,
    ):
        yield reader, running.url, log


def left(answer) -> int:
    """How many requests the client has left, as the answer tells it."""
    return int(answer.headers["RateLimit"].split("r=")[1].split(";")[0])


def assert_good(answers) -> None:
    wrong = [
        (answer.status, answer.error, answer.content[:200])
        for answer in answers
        if not answer.is_good
    ]
    assert not wrong, wrong[:3]


def test_fault_9_without_redis_at_the_start_the_process_counts(production, tmp_path):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # and does not listen
        url = f"redis://127.0.0.1:{nobody.getsockname()[1]}/0"
        with site(production, tmp_path, url, limit="5/60") as (reader, _url, log):
            answers = [get(reader, PEACE) for _ in range(7)]
            assert_good(answers[:5])
            assert [answer.status for answer in answers[5:]] == [429, 429]
            assert all(int(answer.headers["Retry-After"]) > 0 for answer in answers[5:])
            assert max(answer.seconds for answer in answers[1:]) < QUICK
    assert log.read_text().count(WARNING) == 1


def test_fault_9_redis_is_killed_and_comes_back_and_every_answer_is_right(production, tmp_path):
    with (
        redis_server() as redis,
        site(production, tmp_path, redis.url, limit="100000/60") as (reader, url, log),
    ):
        assert_good([get(reader, PEACE)])
        with constant_load(url, [PEACE, "/api/v1/themes/", "/api/v1/themes/?limit=1"]) as answers:
            until(lambda: len(answers) > 50)
            redis.kill()
            count = len(answers)
            until(lambda: len(answers) > count + 100)
            redis.start()
            time.sleep(6)  # the process asks again after five seconds
        assert_good(answers)
        assert max(answer.seconds for answer in answers) < QUICK
        used = int(redis.client().get(next(redis.client().scan_iter("*limit*"))))
        assert 0 < used < len(answers)
    assert 1 <= log.read_text().count(WARNING) <= 3


def test_fault_10_slow_redis_keeps_nobody_waiting(production, tmp_path):
    with (
        redis_server() as redis,
        faulty_proxy(redis.port) as proxy,
        site(production, tmp_path, f"redis://127.0.0.1:{proxy.port}/0") as (reader, _url, log),
    ):
        assert_good([get(reader, PEACE)])
        proxy.delay = 5.0
        answers = [get(reader, PEACE) for _ in range(20)]
        assert_good(answers)
        assert max(answer.seconds for answer in answers) < QUICK
        assert sum(answer.seconds for answer in answers[1:]) < QUICK, "only the first one waits"
        assert left(answers[-1]) == 980, "this process has counted"
    assert WARNING in log.read_text()


def test_fault_10_full_redis_is_as_good_as_none(production, tmp_path):
    with (
        redis_server("--maxmemory", "100kb", "--maxmemory-policy", "noeviction") as redis,
        site(production, tmp_path, redis.url, limit="5/60") as (reader, _url, log),
    ):
        answers = [get(reader, PEACE) for _ in range(6)]
        assert_good(answers[:5])
        assert answers[5].status == 429
        assert not redis.client().keys()
    assert WARNING in log.read_text()


def test_fault_10_what_others_left_in_redis_breaks_nothing(production, tmp_path):
    with (
        redis_server() as redis,
        site(production, tmp_path, redis.url, limit="1000/60") as (reader, _url, _log),
    ):
        assert_good([get(reader, PEACE)])
        store = redis.client()
        (key,) = store.keys()
        for value in ("set", "list"):
            store.delete(key)
            if value == "set":
                store.set(key, b"\x00garbage")
            else:
                store.rpush(key, "garbage")
            assert_good([get(reader, PEACE), get(reader, "/api/v1/themes/")])
