"""One look at the log's head: what tells a reader whether anything public has changed."""

import logging
import time
from threading import Lock

from django.db import DatabaseError, connections

logger = logging.getLogger("plenary.log")

HEAD = "SELECT epoch, generation, sequence FROM archive_head WHERE id = 1"
PAUSE = 1.0  # seconds without a look after the database did not answer

Generation = tuple[str, int, int]


class Look:
    """Asks for the head on a connection of its own, which costs a few microseconds.

    A process holds one connection, however many threads ask: a look that began after a thread had
    come to ask is as good as its own. A database that does not answer leaves the last head known.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: Generation | None = None
        self._asked_at = 0.0
        self._silent_until = 0.0
        self._connection = connections.create_connection("default")
        # Of connecting as Django names them, of asking as the driver does.
        self._failures = (DatabaseError, self._connection.Database.Error)  # type: ignore[attr-defined]

    def head(self) -> Generation | None:
        """The head as it stands now; None before the database has ever told one."""
        came_at = time.monotonic()
        with self._lock:
            if self._asked_at <= came_at and came_at >= self._silent_until:
                self._asked_at = time.monotonic()
                self._known = self._ask()
            return self._known

    def _ask(self) -> Generation | None:
        try:
            if self._connection.connection is None:
                self._connection.ensure_connection()
            # Of the driver itself: Django's own cursor would cost three times the query.
            return self._connection.connection.execute(HEAD).fetchone()
        except self._failures:
            self._silent_until = time.monotonic() + PAUSE
            self._connection.close()
            logger.warning("the database does not answer: known answers go on")
            return self._known
