"""Many readers who wait for news of the log, in one process: an ASGI application.

The WSGI application answers each request first, in a thread. A view that would hold its thread says
in the request what it waits for: see `long_poll.Later`. Then the reader waits here, and costs some
memory and no thread. One look at the head, five times a second, is for all readers. What has
changed is read once for all who wait for the same.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.db import close_old_connections

from api.changes.long_poll import LATER, Later
from api.changes.stream import LONGEST_STREAM, NOTHING_NEW, StreamPart, read_chunk
from api.changes.wsgi_call import Headers, Scope, WsgiAnswer, answer_of, environ_of
from api.fast_path.known_answers import OF_THE_REQUEST
from api.fast_path.request_key import key_of
from api.http.rate_limits import IS_COUNTED
from archive.head_watch import HeadWatch

PATHS = ("/api/v1/changes/", "/api/v1/changes/stream/", "/health/live", "/health/ready")
THREADS = 4
LOOK = 0.2  # seconds between two looks at the head
KEEP_ALIVE = 15.0  # seconds; less than a proxy waits for bytes

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class WaitingReaders:
    """The ASGI application around the WSGI application `wsgi`."""

    def __init__(self, wsgi: Callable[..., Iterable[bytes]]) -> None:
        self._wsgi = wsgi
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="waiting")
        self._watch = HeadWatch(settings.API_HEAD_LAG)
        self._sequence = 0
        self._waiting: set[asyncio.Future[None]] = set()
        self._looking: asyncio.Task[None] | None = None
        self._shared: dict[Hashable, asyncio.Future[Any]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise RuntimeError("This application speaks HTTP alone.")
        if scope["path"] not in PATHS:
            await send_answer(send, WsgiAnswer(404, [(b"content-type", b"text/plain")], b""))
            return
        environ = environ_of(scope)
        later = environ[LATER] = Later()
        first = asyncio.ensure_future(self._in_thread(answer_of, self._wsgi, environ))
        listening = asyncio.create_task(until_gone(receive, asyncio.current_task()))
        try:
            await self._serve(first, environ, later, send)
        except asyncio.CancelledError:
            if not listening.done():
                raise
        finally:
            listening.cancel()
            # A view that still runs may take the place after its reader has gone.
            first.add_done_callback(lambda _: later.place.close())

    async def _serve(
        self, first: asyncio.Future[WsgiAnswer], environ: dict[str, Any], later: Later, send: Send
    ) -> None:
        answer = await asyncio.shield(first)
        if later.stream is not None and answer.status == 200:
            environ.clear()  # memory that each of the readers would take
            await self._stream(answer, later.stream, send)
            return
        while later.seen is not None and await self._moves_beyond(later.seen, later.until):
            newer, later.seen = await self._once(
                ("answer", key_of(environ), self._sequence), self._answer_again, environ, later
            )
            answer = WsgiAnswer(newer.status, own_headers(answer, newer), newer.body)
        await send_answer(send, answer)

    def _answer_again(self, environ: dict[str, Any], later: Later) -> tuple[WsgiAnswer, int | None]:
        """The answer now, and the head that it has seen when there is still nothing new."""
        again = Later(has_place=True, until=later.until)
        answer = answer_of(self._wsgi, {**environ, LATER: again, IS_COUNTED: True})
        return answer, again.seen

    async def _stream(self, answer: WsgiAnswer, values: dict[str, Any], send: Send) -> None:
        until = time.monotonic() + LONGEST_STREAM
        await send({"type": "http.response.start", "status": 200, "headers": answer.headers})
        await send_part(send, answer.body)
        while True:
            cursor = tuple((name, tuple(values[name])) for name in sorted(values))
            key = ("chunk", cursor, self._sequence)
            chunk: StreamPart = await self._once(key, read_chunk, values)
            values = chunk.values
            await send_part(send, chunk.body)
            if chunk.more:
                continue
            while not await self._moves_beyond(
                chunk.head, min(until, time.monotonic() + KEEP_ALIVE)
            ):
                if time.monotonic() >= until:
                    await send({"type": "http.response.body", "body": b"", "more_body": False})
                    return
                await send_part(send, NOTHING_NEW)

    async def _moves_beyond(self, sequence: int, until: float) -> bool:
        """Wait until the log has an entry after `sequence`. False at `until`, whatever it has."""
        loop = asyncio.get_running_loop()
        self._keep_looking()
        if self._sequence > sequence:
            await asyncio.sleep(LOOK)  # a replica that is read does not have the entry yet
        while self._sequence <= sequence and (remaining := until - time.monotonic()) > 0:
            woken = loop.create_future()
            self._waiting.add(woken)
            bell = loop.call_later(remaining, wake, woken)
            try:
                await woken
            finally:
                bell.cancel()
                self._waiting.discard(woken)
        return self._sequence > sequence and time.monotonic() < until

    def _keep_looking(self) -> None:
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        """Look at the head as long as somebody waits, and wake all when it has moved."""
        idle = 0
        while idle < 2:
            head = await self._in_thread(self._watch.head)
            self._shared.clear()
            if head is not None and head[2] != self._sequence:
                self._sequence = head[2]
                for woken in list(self._waiting):
                    wake(woken)
            await asyncio.sleep(LOOK)
            idle = 0 if self._waiting else idle + 1
        self._shared.clear()

    async def _once(self, key: Hashable, work: Callable[..., Any], *arguments: Any) -> Any:
        """What `work` gives, done once for all who ask for `key` before the next look."""
        self._keep_looking()
        future = self._shared.get(key)
        if future is None:
            future = asyncio.ensure_future(self._in_thread(work, *arguments))
            self._shared[key] = future
        return await asyncio.shield(future)

    async def _in_thread(self, work: Callable[..., Any], *arguments: Any) -> Any:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, with_connections, work, arguments)


def with_connections(work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    close_old_connections()
    try:
        return work(*arguments)
    finally:
        close_old_connections()


def wake(woken: asyncio.Future[None]) -> None:
    if not woken.done():
        woken.set_result(None)


async def until_gone(receive: Receive, serving: asyncio.Task[Any] | None) -> None:
    """End `serving` when the client has closed the connection. What it sends is not read."""
    while (await receive())["type"] != "http.disconnect":
        pass
    if serving is not None:
        serving.cancel()


async def send_part(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def send_answer(send: Send, answer: WsgiAnswer) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": answer.body})


def own_headers(first: WsgiAnswer, newer: WsgiAnswer) -> Headers:
    """The headers of `newer` with those of `first` that belong to its reader."""

    def is_own(header: tuple[bytes, bytes]) -> bool:
        return header[0].decode("latin-1").lower() in OF_THE_REQUEST

    return [
        *(header for header in newer.headers if not is_own(header)),
        *filter(is_own, first.headers),
    ]
