"""Reading the log, up to date to the second."""

import logging
from datetime import datetime

from django.db import DatabaseError
from django.db.models import Count, Exists, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from archive.log import catch_up, is_overdue
from archive.models import Head, Record

logger = logging.getLogger("plenary.api")


def now_current() -> datetime:
    """The time of this read. What has expired by then is withdrawn before anything is read."""
    now = timezone.now()
    if is_overdue(now):
        withdraw_expired(now)
    return now


def withdraw_expired(now: datetime) -> None:
    """Let the log take what has expired.

    A database that takes no writes is read all the same: `public` leaves out what has expired.
    """
    try:
        catch_up(now)
    except DatabaseError:
        logger.exception("the log cannot take the expiry of a record")


def count_current(records: QuerySet[Record], now: datetime) -> int:
    """How many `records` there are, with the log brought up to `now`: usually one query."""
    count, overdue = _count(records, now)
    if overdue:
        withdraw_expired(now)
        count, _overdue = _count(records, now)
    return count


def _count(records: QuerySet[Record], now: datetime) -> tuple[int, bool]:
    counted = records.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("pk"))
    expired = Record.objects.filter(live=True, expires_at__lte=now)
    row = (
        Head.objects.annotate(
            count=Coalesce(Subquery(counted.values("n")), 0), overdue=Exists(expired)
        )
        .values_list("count", "overdue")
        .first()
    )
    return row or (0, False)


def public(kind: str, now: datetime) -> QuerySet[Record]:
    """The public records of `kind` at `now`."""
    return public_of_all_kinds(now).filter(kind=kind)


def public_of_all_kinds(now: datetime) -> QuerySet[Record]:
    unexpired = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
    return Record.objects.filter(unexpired, live=True)
