"""One thread finds what many ask for at the same time.

A moment after the log has moved nothing is known any more, and every reader asks for what all the
others are asking for too.
"""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import Event, Lock

LONGEST_WAIT = 1.0  # seconds; then whoever waits does the work as well


class Turns:
    """Whoever asks for something first does the work; the others wait for what comes of it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._at_work: dict[Hashable, Event] = {}

    @contextmanager
    def of(self, question: Hashable) -> Iterator[None]:
        """Inside, look first whether it is known by now.

        Nobody waits twice: where nothing is known afterwards, all go to work together.
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
