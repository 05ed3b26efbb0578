"""Reads in one state of the log, after what has expired is withdrawn."""

import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DatabaseError
from django.db.models import Count, QuerySet, Value
from django.utils import timezone

from api import metrics
from api.caches.head_cache import HeadCache
from api.log_state import NO_COUNT, LogState, log_state
from api.replica import NotReadError, database, replica
from archive.head_watch import Generation
from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from archive.snapshot import one_state

logger = logging.getLogger("plenary.api")
T = TypeVar("T")

LONGEST_QUERY = 2000  # milliseconds; beyond them the answer is a 503


@dataclass(frozen=True)
class ReadState:
    """The state of the log at the time of a read, and until when nothing changes by itself.

    `head` is None where the log is behind: something has expired, and nobody can write it down.
    `settles_at` is when the answer gets the Last-Modified that it does not have yet. Since
    `renewed_at` entries alone say what has changed. `made_of` names the kinds and the records with
    which the answer changes. None: it changes with any of them.
    """

    now: datetime
    head: Generation | None = None
    changed_at: datetime | None = None
    next_change: datetime | None = None
    settles_at: datetime | None = None
    renewed_at: datetime | None = None
    made_of: frozenset[str] | None = None

    @property
    def quiet_seconds(self) -> float:
        """Seconds without a scheduled change; infinite when none is scheduled."""
        if self.next_change is None:
            return float("inf")
        return (self.next_change - self.now).total_seconds()


class Overdue(Exception):
    """Something has expired, and the log has to say so before it is read."""


# Of the request that is being answered: what `answer` and `json_response` know of it.
read_state: ContextVar[ReadState | None] = ContextVar("read_state", default=None)
_is_reading: ContextVar[bool] = ContextVar("is_reading", default=False)


def answer(respond: Callable[[], T]) -> T:
    """`respond()` with all its queries in one state of the archive, after what has expired."""
    token = _is_reading.set(True)
    try:
        return in_one_state(respond)
    except Overdue:
        withdraw_expired()
    finally:
        _is_reading.reset(token)
    return in_one_state_of_primary(respond)


def in_one_state(respond: Callable[[], T]) -> T:
    """`respond()` in a transaction whose queries all see the same commits.

    No query takes longer than `LONGEST_QUERY`. Plenary reads the replica where that will do, and
    calls `respond` once more when the replica fails in the middle.
    """
    if copy := replica():
        try:
            response = copy.read(respond, LONGEST_QUERY)
        except NotReadError:
            pass
        else:
            metrics.of_replica.inc()
            return response
    metrics.of_primary.inc()
    return in_one_state_of_primary(respond)


def in_one_state_of_primary(respond: Callable[[], T]) -> T:
    with one_state(LONGEST_QUERY):
        return respond()


def now_current() -> datetime:
    """The time of this read. What has expired by then is withdrawn before anything is read."""
    return read_with()[0].now


def read_current(now: datetime) -> ReadState:
    """The state of this read, as `now_current`."""
    return read_with(now=now)[0]


def ends_with_the_day() -> None:
    """Note that tomorrow the answer is another one."""
    if read := read_state.get():
        today = timezone.localtime(read.now)
        midnight = today.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        next_change = min(filter(None, (read.next_change, midnight)))
        read_state.set(replace(read, next_change=next_change))


def note_made_of(names: frozenset[str] | None) -> None:
    """Note the kinds and the records with which the answer changes."""
    read = read_state.get()
    if read and read.made_of != names:
        read_state.set(replace(read, made_of=names))


def withdraw_expired() -> None:
    """Let the log take what has expired.

    A database that takes no writes is read all the same: `public` leaves out what has expired.
    """
    try:
        catch_up()
    except DatabaseError:
        logger.exception("the log cannot take the expiry of a record")


counts: HeadCache[int] = HeadCache(5000)


def count_current(
    records: QuerySet[PublicRecord], now: datetime, question: str, kept: QuerySet | None = None
) -> tuple[int, ReadState]:
    """How many `records` there are, with the log brought up to now, and the state of this read.

    `question` tells them from all other sets of records, whatever the time. `kept` has their number
    as `n` where the log keeps it. One query; two when the log has moved since the same was counted
    last.
    """
    return known_current(
        counts,
        question,
        now,
        lambda: _count_first(records, now, kept),
        lambda read: _count_again(records, read, kept),
    )


def known_current(
    known: HeadCache[T],
    question: str,
    now: datetime,
    find_first: Callable[[], tuple[T, ReadState]],
    find_again: Callable[[ReadState], T],
) -> tuple[T, ReadState]:
    """What is `known` of `question`, with the log brought up to now, and the state of this read.

    `find_first` brings the log up to now itself, so that the first time takes one query.
    """
    if question not in known:
        with known.turns.of(question):
            if question not in known:
                value, read = find_first()
                known.keep(read.head, question, value)
                return value, read
    read = read_current(now)
    return known.at(read.head, question, lambda: find_again(read)), read


def _count_again(records: QuerySet, read: ReadState, kept: QuerySet | None) -> int:
    numbers = kept.values_list("n", flat=True) if kept is not None and read.head else ()
    return next(iter(numbers), 0) or records.order_by().count()


def _count_first(
    records: QuerySet[PublicRecord], now: datetime, kept: QuerySet | None
) -> tuple[int, ReadState]:
    counted = records.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("*"))
    try:
        sql, params = (counted if kept is None else kept).values("n").query.sql_with_params()
    except EmptyResultSet:
        sql, params = NO_COUNT
    read, count = read_with((sql, params), now)
    if kept is not None and not (count and read.head):
        count = records.order_by().count()
    return count, read


def read_with(
    counted: tuple[str, tuple] = NO_COUNT, now: datetime | None = None
) -> tuple[ReadState, Any]:
    """The state of this read, noted for those who answer, and the one value of a query.

    One query where nothing has expired.
    """
    now = now or timezone.now()
    connection = database()
    state, count = log_state(connection, now, counted)
    if state.is_overdue:
        if _is_reading.get():
            raise Overdue
        withdraw_expired()
        state, count = log_state(connection, now, counted)
    return note(state, now), count


def note(state: LogState, now: datetime, made_of: frozenset[str] | None = None) -> ReadState:
    """Note the state of the log, and what the answer is `made_of`, for those who answer."""
    noted = ReadState(
        now,
        None if state.is_overdue else state.head,
        state.changed_at,
        state.next_change,
        renewed_at=state.renewed_at,
        made_of=made_of,
    )
    read_state.set(noted)
    return noted


def public(kind: str, now: datetime) -> QuerySet[PublicRecord]:
    """The public records of `kind` at `now`."""
    return PublicRecord.objects.public(now).filter(kind=kind)
