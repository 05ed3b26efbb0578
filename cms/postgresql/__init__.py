"""Django's PostgreSQL backend with a time limit for each query.

The server stops a slow query, and TCP notices a lost machine. Neither helps when the server accepts
queries and does not answer: a stopped process, a disk that hangs, a proxy without its server.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

longest: ContextVar[float | None] = ContextVar("seconds until a query is given up", default=None)


@contextmanager
def waiting_at_most(seconds: float) -> Iterator[None]:
    """Inside this block, a query without an answer after `seconds` raises OperationalError."""
    token = longest.set(seconds)
    try:
        yield
    finally:
        longest.reset(token)
