"""Long polling: hold a request until the log moves."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from archive.models import Head

SHORTEST, LONGEST = 0.25, 1.0


class Places:
    """The requests that this process holds. At most API_MAX_WAITING, each in its own thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken = 0

    @contextmanager
    def take(self) -> Iterator[bool]:
        """Whether there was a free place. The place is free again at the end."""
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

    Each look is one small query without a transaction, so it blocks nothing in the database.
    """
    pause = SHORTEST
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(pause, left))
        if Head.objects.filter(sequence__gt=sequence).exists():
            return True
        pause = min(pause * 1.5, LONGEST)
    return False
