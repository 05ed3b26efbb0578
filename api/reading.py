"""Reading the log, up to date to the second."""

import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DatabaseError
from django.db.models import Count, Exists, Min, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponseBase
from django.utils import timezone
from wagtail.models import Revision

from api.snapshot import one_state
from archive.log import catch_up
from archive.models import Head, Record

logger = logging.getLogger("plenary.api")


@dataclass(frozen=True)
class Moment:
    """When something was read: how the log stood, and until when nothing changes by itself."""

    now: datetime
    changed_at: datetime | None = None
    next_change: datetime | None = None

    @property
    def quiet_seconds(self) -> float:
        """Seconds without a scheduled change; infinite when none is scheduled."""
        if self.next_change is None:
            return float("inf")
        return (self.next_change - self.now).total_seconds()


class Overdue(Exception):
    """Something has expired, and the log has to say so before it is read."""


# Of the request that is being answered: what `answer` and `json_response` know of it.
moment: ContextVar[Moment | None] = ContextVar("moment", default=None)
_is_reading: ContextVar[bool] = ContextVar("is_reading", default=False)


def answer(respond: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """`respond()` with all its queries in one state of the archive, after what has expired."""
    token = _is_reading.set(True)
    try:
        with one_state():
            return respond()
    except Overdue:
        withdraw_expired()
    finally:
        _is_reading.reset(token)
    with one_state():
        return respond()


def now_current() -> datetime:
    """The time of this read. What has expired by then is withdrawn before anything is read."""
    return _look(Value(0))[1]


def withdraw_expired() -> None:
    """Let the log take what has expired.

    A database that takes no writes is read all the same: `public` leaves out what has expired.
    """
    try:
        catch_up()
    except DatabaseError:
        logger.exception("the log cannot take the expiry of a record")


def count_current(records: QuerySet[Record], now: datetime) -> int:
    """How many `records` there are, with the log brought up to now: usually one query."""
    counted = records.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("pk"))
    return _look(Coalesce(Subquery(counted.values("n")), 0), now)[0]


STATE = ("count", "overdue", "next_expiry", "next_release", "recorded_at")


def _look(counted: Subquery | Coalesce | Value, now: datetime | None = None):
    """`(count, time)`, and the `moment` noted: one query where nothing has expired."""
    now = now or timezone.now()
    row = _state(counted, now)
    if row["overdue"]:
        if _is_reading.get():
            raise Overdue
        withdraw_expired()
        row = _state(counted, now)
    changes = [each for each in (row["next_expiry"], row["next_release"]) if each]
    moment.set(Moment(now, row["recorded_at"], min(changes, default=None)))
    return row["count"], now


def _state(counted: Subquery | Coalesce | Value, now: datetime) -> dict[str, Any]:
    expiring = Record.objects.filter(live=True, expires_at__isnull=False).order_by()
    released = Revision.objects.filter(approved_go_live_at__gt=now).order_by()
    found = Head.objects.annotate(
        count=counted,
        overdue=Exists(expiring.filter(expires_at__lte=now)),
        next_expiry=_earliest(expiring.filter(expires_at__gt=now), "expires_at"),
        next_release=_earliest(released, "approved_go_live_at"),
    )
    nothing = {"count": 0, "overdue": False}
    return dict.fromkeys(STATE) | nothing | dict(found.values(*STATE).first() or {})


def _earliest(rows: QuerySet, column: str) -> Subquery:
    grouped = rows.annotate(all=Value(1)).values("all").annotate(earliest=Min(column))
    return Subquery(grouped.values("earliest"))


def public(kind: str, now: datetime) -> QuerySet[Record]:
    """The public records of `kind` at `now`."""
    return public_of_all_kinds(now).filter(kind=kind)


def public_of_all_kinds(now: datetime) -> QuerySet[Record]:
    unexpired = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
    return Record.objects.filter(unexpired, live=True)
