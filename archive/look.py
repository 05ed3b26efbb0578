"""One look at the log's head: what tells a reader whether anything public has changed."""

import logging
import mmap
import time
from pathlib import Path
from threading import Lock

from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

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
        self._commits = CommitsToSqlite(self._connection)
        self._seen: tuple[bytes, Generation | None] = (b"", None)

    def head(self) -> Generation | None:
        """The head as it stands now; None before the database has ever told one."""
        state, known = self._seen
        if state and state == self._commits.state():
            return known
        came_at = time.monotonic()
        with self._lock:
            if self._asked_at <= came_at and came_at >= self._silent_until:
                self._asked_at = time.monotonic()
                state = self._commits.state()
                self._known = self._ask()
                self._seen = (state, self._known)
            return self._known

    def _ask(self) -> Generation | None:
        try:
            is_new = self._connection.connection is None
            self._connection.ensure_connection()
            # Of the driver itself: Django's own cursor would cost three times the query.
            head = self._connection.connection.execute(HEAD).fetchone()
            if is_new:
                self._commits.follow()
            return head
        except self._failures:
            self._silent_until = time.monotonic() + PAUSE
            self._connection.close()
            logger.warning("the database does not answer: known answers go on")
            return self._known


class CommitsToSqlite:
    """Whether anything was committed to a SQLite file, told without a query.

    In WAL mode every commit, of any process, writes a new header into the index that all
    connections map: https://www.sqlite.org/walformat.html#the_wal_index_header. The file stays as
    long as a connection is open. Without it there is nothing to tell from, and every look asks.
    """

    HEADER = 96  # bytes: two copies of the header

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._path = f"{connection.settings_dict['NAME']}-shm"
        self._is_sqlite = connection.vendor == "sqlite"
        self._index: mmap.mmap | None = None

    def follow(self) -> None:
        """Map the index that the connection has opened with its first query."""
        self._index = None
        if self._is_sqlite and Path(self._path).exists():
            with Path(self._path).open("rb") as file:
                self._index = mmap.mmap(file.fileno(), self.HEADER, prot=mmap.PROT_READ)

    def state(self) -> bytes:
        """Other bytes after every commit; none where that cannot be told."""
        return self._index[: self.HEADER] if self._index is not None else b""
