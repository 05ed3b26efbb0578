"""Long polling: the answer comes when something new is there, or when the time is over."""

import threading
import time

import orjson
import pytest
from django.db import connection
from django.test import Client

from api.changes.long_poll import places
from archive.models import Head
from archive.publisher.after_commit import catch_up
from tests.api.helpers import assert_problem, read
from tests.factories import make_partner, make_theme

CHANGES = "/api/v1/changes/"

with_threads = pytest.mark.django_db(transaction=True)


def at_the_end() -> str:
    return f"{CHANGES}?since={Head.objects.get().sequence}"


def in_a_while(seconds: float, *actions) -> threading.Thread:
    """A thread that does `actions` one after the other, with a pause before each."""

    def act() -> None:
        try:
            for action in actions:
                time.sleep(seconds)
                action()
                catch_up()
        finally:
            connection.close()

    thread = threading.Thread(target=act)
    thread.start()
    return thread


@with_threads
def test_the_answer_comes_with_what_is_published_meanwhile(reader):
    url, started = f"{at_the_end()}&wait=20", time.monotonic()
    writer = in_a_while(0.5, lambda: make_theme(label="Peace"))
    page = read(reader, url)
    writer.join()
    assert [item["key"] for item in page["results"]] == ["peace"]
    assert 0.5 <= time.monotonic() - started < 10


@with_threads
def test_what_the_filter_leaves_out_wakes_nobody(reader):
    url = f"{at_the_end()}&kind=theme&wait=20"
    writer = in_a_while(0.6, make_partner, lambda: make_theme(label="Peace"))
    page = read(reader, url)
    writer.join()
    assert [item["kind"] for item in page["results"]] == ["theme"]
    assert page["head"] == Head.objects.get().sequence


@with_threads
def test_a_reader_who_waits_holds_no_transaction(reader, monkeypatch):
    transactions = []

    def look(seconds: float) -> None:
        transactions.append(connection.in_atomic_block)

    monkeypatch.setattr("api.changes.long_poll.time.sleep", look)
    read(reader, f"{at_the_end()}&wait=1")
    assert len(transactions) > 1
    assert not any(transactions)


@pytest.mark.django_db
def test_when_the_time_is_over_the_page_is_empty(reader):
    started = time.monotonic()
    page = read(reader, f"{at_the_end()}&wait=1")
    assert (page["results"], page["more"]) == ([], False)
    assert 1 <= time.monotonic() - started < 5
    assert "wait=1" in page["next"]


@pytest.mark.django_db
def test_no_cache_keeps_an_answer_that_waits(reader):
    answer = reader.get(f"{at_the_end()}&wait=0")
    assert answer.headers["Cache-Control"] == "no-store"
    headers = {"if-none-match": answer.headers["ETag"]}
    fresh = reader.get(f"{at_the_end()}&wait=0", headers=headers)
    assert (fresh.status_code, fresh.headers["Cache-Control"]) == (304, "no-store")


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["wait=30", "wait=0&since={head}", "since={head}"])
def test_nobody_waits_for_what_is_there_or_unasked(reader, query, monkeypatch):
    monkeypatch.setattr("api.changes.long_poll.time.sleep", pytest.fail)
    read(reader, f"{CHANGES}?{query.format(head=Head.objects.get().sequence)}")


@pytest.mark.django_db
def test_one_too_many_is_answered_at_once(reader, settings, monkeypatch):
    settings.API_MAX_WAITING = 2
    monkeypatch.setattr("api.changes.long_poll.time.sleep", pytest.fail)
    with places.take() as first, places.take() as second:
        assert first is second is None
        assert read(reader, f"{at_the_end()}&wait=30")["results"] == []


@pytest.mark.django_db
def test_a_place_is_free_again_after_an_error(reader, settings, monkeypatch):
    settings.API_MAX_WAITING = 1

    def fail(sequence: int, until: float) -> bool:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr("api.changes.views.moves_beyond", fail)
        assert_problem(reader.get(f"{at_the_end()}&wait=1"), 500, "server_error")
    with places.take() as refusal:
        assert refusal is None


@with_threads
def test_waiting_readers_leave_the_others_alone(settings):
    settings.API_MAX_WAITING = 4
    url, answers = f"{at_the_end()}&wait=20", []

    def wait() -> None:
        try:
            response = Client(headers={"host": "api.test"}).get(url)
            answers.append(len(orjson.loads(response.content)["results"]))
        finally:
            connection.close()

    waiting = [threading.Thread(target=wait) for _ in range(6)]
    for thread in waiting:
        thread.start()
    time.sleep(0.6)
    assert answers == [0, 0]
    make_theme(label="Peace")
    for thread in waiting:
        thread.join()
    assert answers == [0, 0, 1, 1, 1, 1]


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["wait=31", "wait=-1", "wait=1.5", "wait="])
def test_the_time_is_a_whole_number_of_seconds(reader, query):
    assert_problem(reader.get(f"{CHANGES}?{query}"), 400, "invalid_parameter")
