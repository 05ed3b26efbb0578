"""Locks that let one run at a time: an import, or what a worker does with one upload.

A lock says who holds it.

On SQLite it is a lock on a file beside the database, on PostgreSQL an advisory lock. Both end with
the process that holds them, even if it crashes. Neither is part of a transaction, so Plenary
refuses a second import at once. The holder gives a sign of life every few seconds. The lock of a
process that is stopped, or whose machine is lost, is free a minute after the last one.
"""

import fcntl
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

import psycopg
from anyascii import anyascii
from django.db import DEFAULT_DB_ALIAS, connection, connections

LOCK = 1727  # an arbitrary number that no other lock in this database uses
LONGEST_NAME = 63  # the length at which PostgreSQL cuts the name of a session
SIGN_OF_LIFE = 10  # seconds between two of them
LOST_AFTER = 55  # seconds without one: the lock is free for the next within a minute


class Busy(Exception):
    """Somebody else holds the lock. The message says what they do, who began it and when."""


class LockLost(Exception):
    """This process was stopped for so long that its lock was given to somebody else."""

    def __init__(self) -> None:
        super().__init__(
            "The import stood still for a minute, and its lock was given away. "
            "Import the table again: it writes the rest."
        )


# Raises `LockLost` if the lock is no longer held.
Check = Callable[[], None]


@contextmanager
def alone(who: str, what: str) -> Iterator[Check]:
    """Hold the import lock, or raise `Busy`. `what`: "events from events.csv"."""
    with _held(f"{what}, begun by {who}", "") as check:
        yield check


@contextmanager
def at_work(name: str) -> Iterator[None]:
    """Hold the lock of a piece of work, or raise `Busy`: then somebody is at it and alive."""
    with _held(name, name):
        yield


@contextmanager
def _held(work: str, name: str) -> Iterator[Check]:
    hold = _on_server if connection.vendor == "postgresql" else _beside_file
    with hold(work, name) as check:
        yield check


def _refusal(work: str, since: datetime | None) -> Busy:
    when = f" at {since.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if since else ""
    return Busy(f"Plenary is already at work: {work}{when}. Try again when it has ended.")


@contextmanager
def _alive(sign: Callable[[], object]) -> Iterator[None]:
    """Give a sign of life in a thread, as long as the process runs."""
    ended = threading.Event()

    def repeat() -> None:
        while not ended.wait(SIGN_OF_LIFE):
            sign()

    thread = threading.Thread(target=repeat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


# -- SQLite ---------------------------------------------------------------------------------------


@contextmanager
def _beside_file(work: str, name: str) -> Iterator[Check]:
    path = _lock_path(name)
    file = _taken(path, work)
    try:
        with _alive(lambda: os.utime(file)):
            yield lambda: _check_file(path, file)
    finally:
        if name and _is_at(path, file):  # nobody asks again for this piece of work
            path.unlink()
        os.close(file)


def _taken(path: Path, work: str) -> int:
    """The open lock file. One process at a time looks at it and decides."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if not _take(file):
            last_sign = os.fstat(file).st_mtime
            since, _end, described = os.read(file, 10_000).decode().partition("\n")
            os.close(file)
            if last_sign > time.time() - LOST_AFTER:
                raise _refusal(described, datetime.fromisoformat(since))
            path.unlink()  # its holder is stopped, and finds that out when it goes on
            file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
            _take(file)
        os.truncate(file, 0)
        os.write(file, f"{datetime.now(UTC).isoformat()}\n{work}".encode())
    finally:
        os.close(folder)
    return file


def _take(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _check_file(path: Path, file: int) -> None:
    if not _is_at(path, file):
        raise LockLost


def _is_at(path: Path, file: int) -> bool:
    return path.exists() and os.path.samestat(path.stat(), os.fstat(file))


def _lock_path(name: str) -> Path:
    """The lock file of the database. A database in memory belongs to one process."""
    database = str(connection.settings_dict["NAME"])
    if connection.is_in_memory_db():  # type: ignore[attr-defined]
        database = str(Path(tempfile.gettempdir()) / f"plenary-{os.getpid()}")
    return Path(f"{database}.{name}.working" if name else f"{database}.importing")


# -- PostgreSQL -----------------------------------------------------------------------------------


@contextmanager
def _on_server(work: str, name: str) -> Iterator[Check]:
    """Hold the lock in a session of its own. The name of the session describes the import.

    The server ends the session when it hears nothing from its client.
    """
    key = [LOCK if name else 0, crc32(name.encode()) - 2**31 if name else LOCK]
    wrapper = connections.create_connection(DEFAULT_DB_ALIAS)
    wrapper.ensure_connection()
    session: psycopg.Connection = wrapper.connection
    try:
        with wrapper.wrap_database_errors:
            [(is_taken,)] = session.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
            if not is_taken:
                holder = session.execute(HOLDER, key).fetchone()
                raise _refusal(*(holder or ("it has just ended", None)))
            session.execute(
                "SELECT set_config('application_name', %s, false),"
                " set_config('idle_session_timeout', %s, false)",
                [anyascii(work)[:LONGEST_NAME], f"{LOST_AFTER}s"],
            )
        with _alive(lambda: _is_answered(session)):
            try:
                yield lambda: _check_session(session)
            finally:
                # The server may end the session some time after it is closed here. One that is lost
                # has no lock any more.
                with suppress(psycopg.OperationalError):
                    session.execute("SELECT pg_advisory_unlock(%s, %s)", key)
    finally:
        wrapper.close()


def _is_answered(session: psycopg.Connection) -> bool:
    try:
        session.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def _check_session(session: psycopg.Connection) -> None:
    if not _is_answered(session):
        raise LockLost


HOLDER = """
    SELECT application_name, backend_start FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted
      AND classid::bigint = %s AND objid::bigint = (%s::bigint & 4294967295)
      AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
