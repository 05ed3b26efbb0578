"""When a delivery that failed is tried again, and when no more."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

# Of the specification: https://github.com/standard-webhooks/standard-webhooks
PAUSES = [
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
]
JITTER = 0.1  # of a pause, so that those who failed together do not come back together
GIVING_UP = timedelta(days=3)
LONGEST = timedelta(hours=24)


def next_try(failures: int, asked: Iterable[str], now: datetime) -> datetime:
    """After so many failures in a row, the next try; never before the receiver wants it.

    `asked` is each `Retry-After` that it has sent with them.
    """
    pause = PAUSES[min(failures, len(PAUSES)) - 1]
    pause *= 1 + random.uniform(-JITTER, JITTER)  # noqa: S311  nothing secret depends on it
    return now + max([pause, *(asked_pause(each, now) for each in asked)])


def asked_pause(retry_after: str, now: datetime) -> timedelta:
    """The pause that `Retry-After` asks for, in seconds or as a date: at most a day."""
    value = retry_after.strip()
    if value.isascii() and value.isdigit():
        # int() refuses thousands of digits, and ten of them are more than a day already.
        return min(timedelta(seconds=int(value)), LONGEST) if len(value) < 10 else LONGEST
    try:
        pause = parsedate_to_datetime(value) - now
    except (TypeError, ValueError, OverflowError):
        return timedelta(0)
    return max(min(pause, LONGEST), timedelta(0))
