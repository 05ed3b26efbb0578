"""Frees SQLite when the process that writes is stopped: Ctrl-Z or SIGSTOP.

SQLite has one writer at a time. A process that is stopped within a transaction would hold up every
editor. This program runs beside it. It lets the stopped process go on until its transaction has
ended, and then stops it again. It ends with its parent.

    python stopped_writer.py PID DATABASE    standard input: a pipe from the process
"""

import os
import select
import signal
import sqlite3
import sys
import time
from pathlib import Path

LOOK = 0.2  # seconds


def main(pid: int, database: str) -> None:
    while not select.select([sys.stdin], [], [], LOOK)[0]:
        # Whoever was told to go on since the first look may write, and is not to stop again.
        if is_stopped(pid) and is_writing(pid, database) and is_stopped(pid):
            end_transaction(pid, database)


def is_stopped(pid: int) -> bool:
    """Whether a process is stopped. Systems without /proc do not say: then it counts as running."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] == "T"


def is_writing(pid: int, database: str) -> bool:
    """Whether the process holds a lock of a writer on the database, as the kernel lists them.

    An editor may be writing while the import stands still outside a transaction: then it stays so.
    """
    files = [database, f"{database}-shm"]  # with a write-ahead log, the lock is on the second
    numbers = {str(os.stat(file).st_ino) for file in files if os.path.exists(file)}
    for lock in Path("/proc/locks").read_text().splitlines():
        # "1: POSIX  ADVISORY  WRITE 4711 08:01:131072 120 120"
        _number, kind, _advisory, mode, holder, file, *_range = lock.split()
        if (kind, mode, holder) == ("POSIX", "WRITE", str(pid)) and file.split(":")[-1] in numbers:
            return True
    return False


def end_transaction(pid: int, database: str) -> None:
    """Let the process go on until nobody writes, and stop it while it cannot begin again."""
    connection = sqlite3.connect(database, timeout=0, isolation_level=None)
    os.kill(pid, signal.SIGCONT)
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                break
            except sqlite3.OperationalError:
                time.sleep(0.005)
        os.kill(pid, signal.SIGSTOP)
        connection.execute("ROLLBACK")
    finally:
        connection.close()


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]), sys.argv[2])
    except (KeyboardInterrupt, ProcessLookupError):
        sys.exit()
