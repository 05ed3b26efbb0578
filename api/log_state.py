"""The state of the log at the moment of a read, in one row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from archive.head_watch import Generation
from archive.models.entry import time_of

# One row for the whole look, in words of SQL: putting it together anew for every request would
# cost as much as the rest of the answer. Its parameters are the time, three times.
STATE = """
SELECT epoch, generation, sequence, renewed,
    CAST(EXISTS (SELECT 1 FROM archive_record WHERE live AND expires_at <= %s) AS integer)
        AS is_overdue,
    (SELECT MIN(expires_at) FROM archive_record WHERE live AND expires_at > %s) AS next_expiry,
    (SELECT MIN(approved_go_live_at) FROM wagtailcore_revision WHERE approved_go_live_at > %s)
        AS next_go_live,
    ({count}) AS counted
FROM archive_head WHERE id = 1
"""
NO_COUNT: tuple[str, tuple] = ("0", ())


@dataclass(frozen=True)
class LogState:
    """The log as one query finds it."""

    head: Generation | None = None
    changed_at: datetime | None = None
    renewed_at: datetime | None = None
    is_overdue: bool = False
    next_change: datetime | None = None


def log_state(
    connection: BaseDatabaseWrapper, now: datetime, counted: tuple[str, tuple] = NO_COUNT
) -> tuple[LogState, Any]:
    """The state at `now`, and the one value of the query `counted`. One query."""
    sql, params = counted
    at = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(STATE.format(count=sql), [at, at, at, *params])
        row = cursor.fetchone()
    return (state_in(row), row[-1] or 0) if row else (LogState(), 0)


def state_in(row: Sequence[Any]) -> LogState:
    """What a row of `STATE` says. Its values may be text."""
    epoch, generation, sequence, renewed, is_overdue, next_expiry, next_go_live, _count = row
    head = epoch, int(generation), int(sequence)
    changes = [moment(time) for time in (next_expiry, next_go_live) if time]
    return LogState(
        head,
        time_of(head[1]) if head[1] else None,
        time_of(int(renewed)) if int(renewed) else None,
        bool(int(is_overdue)),
        min(changes, default=None),
    )


def moment(value: datetime | str) -> datetime:
    """A time of a raw row. SQLite keeps UTC and does not say so, in words where it is computed."""
    time = datetime.fromisoformat(value) if isinstance(value, str) else value
    return time if time.tzinfo else time.replace(tzinfo=UTC)
