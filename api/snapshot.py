"""Reading one state of the archive for an answer."""

from collections.abc import Callable
from typing import TypeVar

from api import metrics
from api.replica import NotReadError, replica
from archive.snapshot import one_state

LONGEST_QUERY = 2000  # milliseconds; beyond them the answer is a 503
T = TypeVar("T")


def in_one_state(respond: Callable[[], T]) -> T:
    """`respond()` in a transaction whose queries all see the same commits.

    None of them takes too long. It is one of the replica where that will do, and `respond` is
    called once more when the replica fails in the middle.
    """
    if found := replica():
        try:
            answer = found.read(respond, LONGEST_QUERY)
        except NotReadError:
            pass
        else:
            metrics.of_replica.inc()
            return answer
    metrics.of_primary.inc()
    return in_one_state_of_primary(respond)


def in_one_state_of_primary(respond: Callable[[], T]) -> T:
    with one_state(LONGEST_QUERY):
        return respond()
