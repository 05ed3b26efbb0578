"""Values that stay right until the head of the log moves, such as counts.

Counting 20,000 matching records costs more than showing the first twenty. A count depends only on
the query and on the log, so it stays right until the head moves.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from api.caches.single_flight import SingleFlight
from archive.head_watch import Generation

T = TypeVar("T")


class HeadCache(Generic[T]):
    """The values of the `most` latest questions, each with the head at which it was computed.

    Without a head nothing is kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self.turns = SingleFlight()
        self._known: OrderedDict[str, tuple[Generation, T]] = OrderedDict()

    def __contains__(self, question: str) -> bool:
        """Whether there is a value for the question, at any head."""
        return question in self._known

    def at(self, head: Generation | None, question: str, find: Callable[[], T]) -> T:
        """The value of `find()`, which is not called again while `head` stays."""
        if entry := self.cached(head, question):
            return entry[0]
        with self.turns.of(question):
            if entry := self.cached(head, question):
                return entry[0]
            value = find()
            self.keep(head, question, value)
            return value

    def cached(self, head: Generation | None, question: str) -> tuple[T] | None:
        """The value alone in a tuple, if it was computed at `head`."""
        with self._lock:
            entry = self._known.get(question)
            if entry is None or entry[0] != head:
                return None
            self._known.move_to_end(question)
            return (entry[1],)

    def keep(self, head: Generation | None, question: str, value: T) -> None:
        if head is None:
            return
        with self._lock:
            self._known[question] = head, value
            self._known.move_to_end(question)
            while len(self._known) > self._most:
                self._known.popitem(last=False)

    def forget(self) -> None:
        """Drop all values: for a database that goes back to an earlier state, as in tests."""
        with self._lock:
            self._known.clear()
