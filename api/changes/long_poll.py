"""Holding a request until the log has moved on."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from archive.models import Head

SHORTEST, LONGEST = 0.25, 1.0


class Places:
    """How many requests this process holds: at most API_MAX_WAITING, each in its own thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken = 0

    @contextmanager
    def take(self) -> Iterator[bool]:
        """Whether there was a place; it is free again at the end."""
        with self._lock:
            is_free = self._taken < settings.API_MAX_WAITING
            self._taken += is_free
        try:
            yield is_free
        finally:
            with self._lock:
                self._taken -= is_free


places = Places()


def moves_beyond(sequence: int, until: float) -> bool:
    """Wait until the log has an entry after `sequence`, or until `until` of `time.monotonic`.

    Each look is one small query in no transaction, so that nothing in the database waits as well.
    """
    pause = SHORTEST
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(pause, left))
        if Head.objects.filter(sequence__gt=sequence).exists():
            return True
        pause = min(pause * 1.5, LONGEST)
    return False
