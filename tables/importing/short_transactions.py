"""What keeps a long import from holding up others when its process is stopped or dies."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from django.db import connection

from tables.importing import stopped_writer

# Milliseconds after which PostgreSQL ends a transaction whose client says nothing.
LONGEST_SILENCE = 1500


def never_held_up() -> AbstractContextManager[None]:
    """Inside this block, no transaction of this thread outlasts a stop of its process for long.

    PostgreSQL ends the session of a client that is silent within a transaction. SQLite does not, so
    a process beside this one ends the transaction: see `stopped_writer`. A transaction that began
    before the block is its caller's affair.
    """
    if connection.vendor == "postgresql":
        return _short_silence()
    if connection.in_atomic_block:
        return nullcontext()
    return _process_beside(str(connection.settings_dict["NAME"]))


def expect_an_answer() -> None:
    """Set the limit of PostgreSQL in the current session, which may be a new one."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET idle_in_transaction_session_timeout = {LONGEST_SILENCE}")


@contextmanager
def _short_silence() -> Iterator[None]:
    expect_an_answer()
    yield
    if connection.is_usable():
        with connection.cursor() as cursor:
            cursor.execute("RESET idle_in_transaction_session_timeout")


@contextmanager
def _process_beside(database: str) -> Iterator[None]:
    program = [sys.executable, "-I", "-S", str(Path(stopped_writer.__file__)), str(os.getpid())]
    # In a session of its own, so that Ctrl-Z in a terminal does not stop it too.
    beside = subprocess.Popen(  # noqa: S603  its own program
        [*program, database], stdin=subprocess.PIPE, start_new_session=True
    )
    assert beside.stdin is not None  # noqa: S101  for the reader of types
    try:
        yield
    finally:
        beside.stdin.close()
        beside.wait()
