"""Django's PostgreSQL, asked by somebody who does not wait for ever.

The server stops a query that takes too long, and TCP gives up a machine that is gone. Neither
helps against a server that takes every question and says nothing: a process that was stopped, a
disk that hangs, a proxy that has lost what is behind it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

longest: ContextVar[float | None] = ContextVar("seconds until a question is given up", default=None)


@contextmanager
def waiting_at_most(seconds: float) -> Iterator[None]:
    """Within it, a question without an answer after `seconds` is an OperationalError."""
    token = longest.set(seconds)
    try:
        yield
    finally:
        longest.reset(token)
