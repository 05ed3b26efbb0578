"""Long polling: hold a request until the log moves."""

import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from api.http.waiting_places import Places
from archive.models import Head

SHORTEST, LONGEST = 0.25, 1.0


# The name in a request of its `Later`, where the server can wait without a thread.
LATER = "plenary.later"


@dataclass
class Later:
    """What a reader waits for, said by the view to `waiting.WaitingReaders`.

    `seen`: news after this number, until `until` of `time.monotonic`. `stream`: the cursor of a
    stream of events. `place` holds the place of the reader. A request that is answered again
    `has_place` already.
    """

    has_place: bool = False
    seen: int | None = None
    until: float = 0.0
    stream: dict[str, Any] | None = None
    place: ExitStack = field(default_factory=ExitStack)

    def take_place(self) -> bool:
        """Whether the reader has a place to wait."""
        self.has_place = self.has_place or self.place.enter_context(places.take()) is None
        return self.has_place


# In a web worker each of those who wait has a thread of its own.
places = Places(lambda: settings.API_MAX_WAITING)


def moves_beyond(sequence: int, until: float) -> bool:
    """Wait until the log has an entry after `sequence`, or until `until` of `time.monotonic`.

    Each look is one small query without a transaction, so it blocks nothing in the database.
    """
    pause = SHORTEST
    while (remaining := until - time.monotonic()) > 0:
        time.sleep(min(pause, remaining))
        if Head.objects.filter(sequence__gt=sequence).exists():
            return True
        pause = min(pause * 1.5, LONGEST)
    return False
