"""Watching the head of the log: it tells a reader whether anything public has changed."""

import logging
import mmap
import time
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, NamedTuple

from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from cms.postgresql.library import LONGEST_QUERY, Rows, ask

logger = logging.getLogger("plenary.log")

HEAD_QUERY = "SELECT epoch, generation, sequence FROM archive_head WHERE id = 1"
PAUSE = 1.0  # seconds without a query after the database did not answer

Generation = tuple[str, int, int]


class HeadState(NamedTuple):
    """The head, the time when the query for it began, and the state of commits before it."""

    at: float
    commits: bytes
    head: Generation | None


class HeadWatch:
    """Asks the database for the head, on a connection of its own.

    An embedded database is asked every time. A server is asked again after `lag` milliseconds, so
    an answer may be that much behind. All threads of a process share one connection. A thread takes
    the result of a query that began after it came. If the database does not answer in time, the
    last head stays.
    """

    def __init__(self, lag: int) -> None:
        self._lock = Lock()
        self._connection = connections.create_connection("default")
        self._connection.inc_thread_sharing()  # under the lock
        self._is_server = self._connection.vendor != "sqlite"
        self._lag = lag / 1000 if self._is_server else 0.0
        # Of connecting as Django names them, of asking as the driver does.
        self._failures = (DatabaseError, self._connection.Database.Error)  # type: ignore[attr-defined]
        self._commits = CommitsToSqlite(self._connection)
        self._latest = HeadState(float("-inf"), b"", None)
        self._silent_until = 0.0

    def head(self) -> Generation | None:
        """The head now; None as long as the database has never answered."""
        latest = self._latest
        if latest.commits and latest.commits == self._commits.state():
            return latest.head
        came_at = time.monotonic()
        if came_at < latest.at + self._lag or came_at < self._silent_until:
            return latest.head
        if not self._lock.acquire(timeout=LONGEST_QUERY):
            self._silent_until = time.monotonic() + PAUSE
            return latest.head
        try:
            if self._latest.at < came_at and time.monotonic() >= self._silent_until:
                at, commits = time.monotonic(), self._commits.state()
                self._latest = HeadState(at, commits, self._ask())
            return self._latest.head
        finally:
            self._lock.release()

    def rows(self, query: str) -> Rows | None:
        """The rows of `query`, each after the head of its state; None without an answer in time."""
        if not self._lock.acquire(timeout=LONGEST_QUERY):
            return None
        try:
            at, commits = time.monotonic(), self._commits.state()
            rows = self._rows(query)
            if rows is not None:
                self._latest = HeadState(at, commits, generation_in(rows))
            return rows
        finally:
            self._lock.release()

    def _ask(self) -> Generation | None:
        rows = self._rows(HEAD_QUERY)
        return self._latest.head if rows is None else generation_in(rows)

    def _rows(self, query: str) -> Rows | None:
        """The rows of `query`; None if the database does not answer."""
        try:
            is_new = self._connection.connection is None
            self._connection.ensure_connection()
            connection = self._connection.connection
            rows = ask(connection.pgconn, query) if self._is_server else ask_file(connection, query)
            if getattr(self._connection, "reads_alone", False):
                self._connection.close()  # it would not see what others commit: `cms.sqlite`
            elif is_new:
                self._commits.follow()
            return rows
        except self._failures:
            self._silent_until = time.monotonic() + PAUSE
            self._connection.close()
            logger.warning("the database does not answer: known answers go on", exc_info=True)
            return None


def ask_file(connection: Any, query: str) -> Rows:
    """The rows, asked of the driver: Django's own cursor would cost three times the query."""
    return connection.execute(query).fetchall()


def generation_in(rows: Rows) -> Generation | None:
    """The head, with which each of `rows` begins. PostgreSQL's library gives numbers as text."""
    if not rows:
        return None
    epoch, generation, sequence = rows[0][:3]
    return epoch, int(generation), int(sequence)


class CommitsToSqlite:
    """Tells without a query whether anything was committed to a SQLite file.

    In WAL mode every commit, of any process, writes a new header into the index that all
    connections map: https://www.sqlite.org/walformat.html#the_wal_index_header. The file stays as
    long as a connection is open. Without it there is nothing to tell from, and `HeadWatch` asks
    every time.
    """

    HEADER = 96  # bytes: two copies of the header

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._path = f"{connection.settings_dict['NAME']}-shm"
        self._is_sqlite = connection.vendor == "sqlite"
        self._index: mmap.mmap | None = None

    def follow(self) -> None:
        """Map the index that the connection has opened with its first query."""
        self._index = None
        path = Path(self._path)
        if self._is_sqlite and path.exists() and path.stat().st_size >= self.HEADER:
            self._index = header_of(self._path)

    def state(self) -> bytes:
        """Different bytes after every commit; no bytes where it cannot tell."""
        return self._index[: self.HEADER] if self._index is not None else b""


# By device and inode, and never closed. When a process closes any file, it loses all its locks on
# it, also those of SQLite's own connections. Another process would then take the index for one that
# nobody uses. See https://www.sqlite.org/howtocorrupt.html, 2.2.
_kept: dict[tuple[int, int], tuple[BinaryIO, mmap.mmap]] = {}
_keeping = Lock()


def header_of(path: str) -> mmap.mmap:
    """The beginning of the file `path`, as it is at every moment."""
    with _keeping:
        stat = Path(path).stat()
        identity = stat.st_dev, stat.st_ino
        if identity not in _kept:
            file = open(path, "rb")  # noqa: SIM115  never closed, see above
            header = mmap.mmap(file.fileno(), CommitsToSqlite.HEADER, prot=mmap.PROT_READ)
            _kept[identity] = file, header
        return _kept[identity][1]
