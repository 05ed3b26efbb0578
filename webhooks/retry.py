"""When Plenary tries a failed delivery again, and when it gives up."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

# From the specification: https://github.com/standard-webhooks/standard-webhooks
DELAYS = [
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
JITTER = 0.1  # of a delay, so that endpoints that failed together are not tried together
GIVE_UP_AFTER = timedelta(days=3)
MAX_RETRY_AFTER = timedelta(hours=24)


def next_try(failures: int, retry_after: Iterable[str], now: datetime) -> datetime:
    """The time of the next try after `failures` in a row.

    `retry_after` holds the `Retry-After` headers of the failed tries. The longest one is respected.
    """
    delay = DELAYS[min(failures, len(DELAYS)) - 1]
    delay *= 1 + random.uniform(-JITTER, JITTER)  # noqa: S311  nothing secret depends on it
    return now + max([delay, *(parse_retry_after(value, now) for value in retry_after)])


def parse_retry_after(value: str, now: datetime) -> timedelta:
    """The delay that `Retry-After` asks for, in seconds or as a date: at most a day."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        # int() refuses thousands of digits. Ten digits are more than a day already.
        return (
            min(timedelta(seconds=int(value)), MAX_RETRY_AFTER)
            if len(value) < 10
            else MAX_RETRY_AFTER
        )
    try:
        delay = parsedate_to_datetime(value) - now
    except (TypeError, ValueError, OverflowError):
        return timedelta(0)
    return max(min(delay, MAX_RETRY_AFTER), timedelta(0))
