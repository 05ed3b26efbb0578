"""Reading one state of the archive for an answer."""

from contextlib import AbstractContextManager

from archive import snapshot

LONGEST_QUERY = 2000  # milliseconds; beyond them the answer is a 503


def one_state() -> AbstractContextManager[None]:
    """A transaction whose queries all see the same commits, and in which none takes too long."""
    return snapshot.one_state(LONGEST_QUERY)
