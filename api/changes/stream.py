"""The changes feed as server-sent events."""

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from copy import copy
from datetime import UTC, datetime
from typing import Any, NamedTuple

import orjson
from django.http import HttpRequest, StreamingHttpResponse

from api.changes.feed import FeedPage, head_for, read_page
from api.changes.long_poll import LATER, Later, moves_beyond
from api.changes.views import item
from api.changes.views import parameters as changes_parameters
from api.http.errors import Problem
from api.lists.paging import MAX_LIMIT
from api.query.params import Parameter, Query, read_query
from api.snapshot_read import answer
from api.views.base import ReadView
from archive.models import Entry

LONGEST_STREAM = 300.0  # seconds; then the client reconnects by itself, to any process
KEEP_ALIVE = (
    5.0  # seconds; writing it detects a client that is gone, which holds its place until then
)
FIRST, NOTHING_NEW = b"retry: 1000\n\n", b": nothing new\n\n"
EVENT_STREAM = "text/event-stream"
# Older ids have no time.
LAST_EVENT_ID = "([0-9a-f]{1,40})-(0|[1-9][0-9]{0,17})(?:-(0|[1-9][0-9]{0,10}))?"


def parameters() -> dict[str, Parameter]:
    every = changes_parameters()
    return {name: every[name] for name in ("since", "log", "at", "kind")}


class Stream(StreamingHttpResponse):
    """Events for as long as `place` is held. The server's `close` frees the place."""

    is_endless = True

    def __init__(self, events: Iterable[bytes], place: ExitStack) -> None:
        super().__init__(events, content_type=EVENT_STREAM)
        self.headers["Cache-Control"] = "no-store"
        self.headers["X-Accel-Buffering"] = "no"  # a proxy must pass on each event at once
        self.place = place

    def close(self) -> None:
        self.place.close()
        super().close()


class StreamView(ReadView):
    """Publications and withdrawals as they happen. Without a cursor the stream begins now."""

    reads_one_state = False

    def get(self, request: HttpRequest) -> Stream:
        values = read_query(request, parameters())
        if cursor := last_seen(request):
            values.pop("at", None)
            values.update(cursor)
        head = answer(lambda: head_for(values, values.get("since", [0])[0]))
        values.setdefault("since", [head.sequence])
        values["limit"] = [MAX_LIMIT]
        later: Later | None = request.META.get(LATER)
        if request.method == "HEAD":
            return Stream([], ExitStack())
        waiting = later or Later()
        if not waiting.take_place():
            waiting.place.close()
            detail = "All places for readers who wait are taken. Ask /api/v1/changes/ meanwhile."
            raise Problem(503, "unavailable", detail, headers={"Retry-After": "10"})
        if later is not None:
            later.stream = values
            return Stream([FIRST], ExitStack())
        return Stream(events(values, time.monotonic() + LONGEST_STREAM), waiting.place)


def last_seen(request: HttpRequest) -> dict[str, list[Any]]:
    """The cursor in `Last-Event-ID`, which a client sends when it reconnects."""
    header = request.META.get("HTTP_LAST_EVENT_ID", "")
    if not header:
        return {}
    match = re.fullmatch(LAST_EVENT_ID, header)
    if match is None:
        detail = "Last-Event-ID is the `id` of an event of this stream."
        raise Problem(400, "bad_request", detail)
    cursor: dict[str, list[Any]] = {"log": [match[1]], "since": [int(match[2])]}
    if match[3] is not None:
        cursor["at"] = [datetime.fromtimestamp(int(match[3]), UTC)]
    return cursor


def events(values: Query, until: float) -> Iterator[bytes]:
    """The pages of the feed from `values` on. A comment keeps an idle connection alive."""
    yield FIRST
    while True:
        chunk = read_chunk(values)
        values = chunk.values
        yield chunk.body
        if chunk.more:
            continue
        remaining = until - time.monotonic()
        if remaining <= 0:
            return
        while not moves_beyond(chunk.head, min(until, time.monotonic() + KEEP_ALIVE)):
            if time.monotonic() >= until:
                return
            yield NOTHING_NEW


class StreamPart(NamedTuple):
    """A page of the feed as events, and `values` that ask for the next one."""

    body: bytes
    values: Query
    more: bool
    head: int


def read_chunk(values: Query) -> StreamPart:
    page = read_page(values)
    parts = [event(record.entry, page.log) for record in page.records]
    if page.log is not None:
        parts.append(cursor(page))
        values = copy(values)
        values.update(since=[page.last], log=[page.log], at=[page.last_at])
    return StreamPart(b"".join(parts), values, page.more, page.head)


def event(entry: Entry, log: str | None) -> bytes:
    """`id`, `event` and `data`: an item of the feed."""
    lines = [
        f"id: {event_id(log, entry.sequence, entry.recorded_at)}".encode(),
        f"event: {entry.action}".encode(),
        b"data: " + orjson.dumps(item(entry)),
    ]
    return b"\n".join(lines) + b"\n\n"


def cursor(page: FeedPage) -> bytes:
    """An event that only moves the cursor, past records that the filter leaves out."""
    return f"id: {event_id(page.log, page.last, page.last_at)}\n\n".encode()


def event_id(log: str | None, sequence: int, at: datetime | None) -> str:
    """A cursor of log, number and time: "9f2c41d07a3e85b6-812-1795453200"."""
    return f"{log}-{sequence}-{at.timestamp():.0f}" if at else f"{log}-{sequence}"
