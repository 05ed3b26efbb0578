"""What was counted, for as long as the archive stands still.

Counting the twenty thousand records that hold a word costs more than showing the first of them. A
count follows from the question and from the log, so that it is right until the log's head moves.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Generic, TypeVar

from archive.look import Generation

LONGEST_WAIT = 1.0  # seconds for what another thread is about to find
FINDERS = 64
T = TypeVar("T")


class Remembered(Generic[T]):
    """The answers to the `most` questions asked last, each with the head it was found at.

    Where no head is known, nothing is kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._finders = [Lock() for _ in range(FINDERS)]
        self._known: OrderedDict[str, tuple[Generation, T]] = OrderedDict()

    def __contains__(self, question: str) -> bool:
        """Whether the question has been answered, at whatever head."""
        return question in self._known

    def at(self, head: Generation | None, question: str, find: Callable[[], T]) -> T:
        """What `find()` gives; it is not asked again while `head` stands."""
        if known := self._known_at(head, question):
            return known[0]
        with self.alone(question):
            if known := self._known_at(head, question):
                return known[0]
            found = find()
            self.keep(head, question, found)
            return found

    @contextmanager
    def alone(self, question: str) -> Iterator[None]:
        """For one thread at a time: the others wait for what it finds, though not for long.

        A moment after the log has moved, every reader asks what all the others are asking too.
        """
        finder = self._finders[hash(question) % FINDERS]
        has_it = finder.acquire(timeout=LONGEST_WAIT)
        try:
            yield
        finally:
            if has_it:
                finder.release()

    def _known_at(self, head: Generation | None, question: str) -> tuple[T] | None:
        with self._lock:
            known = self._known.get(question)
            if known is None or known[0] != head:
                return None
            self._known.move_to_end(question)
            return (known[1],)

    def keep(self, head: Generation | None, question: str, found: T) -> None:
        if head is None:
            return
        with self._lock:
            self._known[question] = head, found
            self._known.move_to_end(question)
            while len(self._known) > self._most:
                self._known.popitem(last=False)

    def forget(self) -> None:
        """Begin anew: for a database that goes back to an earlier state, as those of tests do."""
        with self._lock:
            self._known.clear()
