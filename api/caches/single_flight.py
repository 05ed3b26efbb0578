"""Single flight: one thread does the work that many ask for at the same time.

Right after the head has moved nothing is known, and many readers ask for the same answers.
"""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import Event, Lock

LONGEST_WAIT = 1.0  # seconds; then a waiting thread does the work as well


class SingleFlight:
    """The first thread that asks does the work. The others wait for its result."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._at_work: dict[Hashable, Event] = {}

    @contextmanager
    def of(self, question: Hashable) -> Iterator[None]:
        """Inside the block, check first whether the result is known by now.

        Nobody waits twice: if nothing is known after the wait, all waiting threads do the work.
        """
        mine = Event()
        with self._lock:
            theirs = self._at_work.setdefault(question, mine)
        if theirs is not mine:
            theirs.wait(LONGEST_WAIT)
            yield
            return
        try:
            yield
        finally:
            with self._lock:
                del self._at_work[question]
            mine.set()
