"""Readers who wait without a thread: the ASGI application of `plenary-waiting`."""

import asyncio
import time
from functools import partial
from itertools import count

import orjson
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from api.changes import stream, views, waiting
from api.changes.long_poll import places
from api.changes.waiting import WaitingReaders
from archive.models import Head
from archive.publisher.after_commit import catch_up
from tests.factories import make_partner, make_theme

CHANGES, STREAM = "/api/v1/changes/", "/api/v1/changes/stream/"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.same_on_all_databases]


class Reader:
    """A client of the application: what was sent to it, and `leave`."""

    def __init__(self, application, path: str, query: str = "", method: str = "GET") -> None:
        self.sent: list[dict] = []
        self._gone = asyncio.Event()
        self._has_asked = False
        scope = {
            "type": "http", "method": method, "path": path, "query_string": query.encode(),
            "http_version": "1.1", "headers": [(b"host", b"localhost")],
        }  # fmt: skip
        self.task = asyncio.create_task(application(scope, self._receive, self._send))

    async def _receive(self) -> dict:
        if not self._has_asked:
            self._has_asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict) -> None:
        self.sent.append(message)

    def leave(self) -> None:
        self._gone.set()

    @property
    def status(self) -> int:
        return self.sent[0]["status"]

    @property
    def headers(self) -> dict[bytes, bytes]:
        return dict(self.sent[0]["headers"])

    @property
    def body(self) -> bytes:
        return b"".join(message["body"] for message in self.sent[1:])

    async def has(self, text: bytes) -> None:
        until = time.monotonic() + 30
        while text not in self.body:
            assert time.monotonic() < until, self.body
            await asyncio.sleep(0.02)


def in_thread(*actions) -> asyncio.Future:
    def act() -> None:
        try:
            for action in actions:
                action()
                catch_up()
        finally:
            connection.close()

    return asyncio.get_running_loop().run_in_executor(None, act)


@pytest.fixture
def application():
    return WaitingReaders(WSGIHandler())


def at_the_end() -> str:
    return f"since={Head.objects.get().sequence}"


async def all_are_waiting(application, most: int) -> None:
    until = time.monotonic() + 30
    while len(application._waiting) < most:
        assert time.monotonic() < until
        await asyncio.sleep(0.02)


def test_what_changes_is_read_once_for_all_who_wait(application, settings, monkeypatch):
    settings.API_MAX_WAITING = 40
    query, read = f"{at_the_end()}&kind=theme", []
    read_page = views.read_page

    def noted(values):
        read.append(values)
        return read_page(values)

    async def wait() -> None:
        polls = [Reader(application, CHANGES, f"{query}&wait=20") for _ in range(20)]
        streams = [Reader(application, STREAM, query) for _ in range(20)]
        await all_are_waiting(application, 40)
        monkeypatch.setattr(views, "read_page", noted)
        monkeypatch.setattr(stream, "read_page", noted)
        await in_thread(make_partner)  # what the filter leaves out
        await asyncio.sleep(0.5)
        assert not any(poll.sent for poll in polls)
        await in_thread(partial(make_theme, label="Peace"))
        await asyncio.wait_for(asyncio.gather(*(poll.task for poll in polls)), 30)
        for reader in streams:
            await reader.has(b'"key":"peace"')
            reader.leave()
        await asyncio.wait_for(asyncio.gather(*(reader.task for reader in streams)), 30)

        for poll in polls:
            (item,) = orjson.loads(poll.body)["results"]
            assert (poll.status, item["key"]) == (200, "peace")
            assert poll.headers[b"Cache-Control"] == b"no-store"
        assert len({poll.headers[b"X-Request-ID"] for poll in polls}) == 20
        assert len(read) <= 12  # of both entries, for polls and for streams

    asyncio.run(wait())
    with places.take() as refusal:
        assert refusal is None
        assert places.taken.total() == 1


def test_a_reader_without_a_place_is_told_so_and_one_who_leaves_frees_a_place(
    application, settings
):
    settings.API_MAX_WAITING = 1
    query = at_the_end()

    async def wait() -> None:
        first = Reader(application, STREAM, query)
        await all_are_waiting(application, 1)
        refused, poll = (
            Reader(application, STREAM),
            Reader(application, CHANGES, f"{query}&wait=20"),
        )
        await asyncio.wait_for(asyncio.gather(refused.task, poll.task), 20)
        assert (refused.status, refused.headers[b"Retry-After"]) == (503, b"10")
        assert orjson.loads(refused.body)["code"] == "unavailable"
        assert orjson.loads(poll.body)["results"] == []
        first.leave()
        await asyncio.wait_for(first.task, 20)
        second = Reader(application, STREAM, query)
        await all_are_waiting(application, 1)
        second.leave()
        await asyncio.wait_for(second.task, 20)

    asyncio.run(wait())


def test_nobody_waits_longer_however_fast_the_log_moves(application, monkeypatch):
    numbers = count(Head.objects.get().sequence + 1)
    monkeypatch.setattr(application._watch, "head", lambda: ("", 0, next(numbers)))
    monkeypatch.setattr(waiting, "LONGEST_STREAM", 1.0)
    query = f"{at_the_end()}&kind=theme"

    async def wait() -> None:
        poll, events = (
            Reader(application, CHANGES, f"{query}&wait=1"),
            Reader(application, STREAM, query),
        )
        await asyncio.wait_for(asyncio.gather(poll.task, events.task), 10)
        assert orjson.loads(poll.body)["results"] == []
        assert not events.sent[-1]["more_body"]

    asyncio.run(wait())


def test_what_was_read_for_one_who_has_left_is_read_again(application, monkeypatch):
    monkeypatch.setattr(waiting, "LOOK", 0.02)
    read: list[int] = []

    async def ask_twice() -> None:
        for number in range(2):
            await application._once("the same", read.append, number)
            while application._looking and not application._looking.done():
                await asyncio.sleep(0.02)

    asyncio.run(ask_twice())
    assert read == [0, 1]


def test_an_answer_that_does_not_wait_is_that_of_a_web_worker(application, reader):
    make_theme(label="Peace")
    catch_up()
    asked = [
        ("GET", CHANGES, "since=0"),
        ("GET", CHANGES, "since=0&wait=5"),
        ("GET", CHANGES, f"{at_the_end()}&wait=0"),
        ("GET", CHANGES, "sinze=0"),
        ("GET", CHANGES, "since=999999"),
        ("HEAD", STREAM, ""),
        ("GET", STREAM, "wait=5"),
        ("POST", CHANGES, ""),
    ]

    async def ask() -> list[Reader]:
        readers = [Reader(application, path, query, method) for method, path, query in asked]
        await asyncio.wait_for(asyncio.gather(*(reader.task for reader in readers)), 30)
        return readers

    for answer, (method, path, query) in zip(asyncio.run(ask()), asked, strict=True):
        expected = reader.generic(method, f"{path}?{query}", headers={"host": "localhost"})
        expected_body = b"" if expected.streaming else expected.content
        own = {b"X-Request-ID", b"Content-Length"}
        assert answer.status == expected.status_code, (method, path, query)
        assert without(b"request_id", answer.body) == without(b"request_id", expected_body)
        assert {name: value for name, value in answer.headers.items() if name not in own} == {
            name.encode(): value.encode()
            for name, value in expected.headers.items()
            if name.encode() not in own
        }


def without(name: bytes, body: bytes) -> object:
    if not body:
        return None
    return {key: value for key, value in orjson.loads(body).items() if key != name.decode()}


def test_other_addresses_are_not_served(application):
    async def ask() -> None:
        for path in ("/api/v1/events/", "/admin/"):
            other = Reader(application, path)
            await other.task
            assert other.status == 404

    asyncio.run(ask())
