"""Failures of the database or the disk that become a 503 and not a 500."""

import errno
import sqlite3
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError
from django.db import InterfaceError, OperationalError


@dataclass(frozen=True)
class DatabaseFault:
    """A title and a sentence for the person who sent a form."""

    title: str
    sentence: str


AWAY = DatabaseFault(
    "The database or the store of the files cannot be reached",
    "Go back and try again in a moment.",
)
READ_ONLY = DatabaseFault(
    "The archive can be read, and nothing can be saved at the moment",
    "The database takes no changes, as it does while its server is being replaced. What is public "
    "goes on. Go back, keep your text, and try again in a few minutes.",
)
FULL = DatabaseFault(
    "There is no room left",
    "The disk of the database or of the files is full. What is public goes on. Go back, keep your "
    "text, and tell those who run this server.",
)

BUSY = DatabaseFault(
    "Somebody else is saving this",
    "Nothing of yours is saved yet. Go back, keep your text, and try again in a moment.",
)

# Keys: PostgreSQL's SQLSTATE, SQLite's error code, the errno of the operating system.
CODES = {
    "25006": READ_ONLY,
    "53100": FULL,
    "55P03": BUSY,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_BUSY: BUSY,
}
OF_THE_SYSTEM = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EROFS: READ_ONLY}


def fault_of(error: BaseException | None) -> DatabaseFault | None:
    """The fault behind `error`, or None if the error is a bug of Plenary."""
    cause = error.__cause__ if error else None
    code = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if isinstance(error, OperationalError | InterfaceError | BotoCoreError | ClientError):
        return CODES.get(code, AWAY)
    if isinstance(error, OSError):
        return OF_THE_SYSTEM.get(error.errno or 0)
    return CODES.get(code)
