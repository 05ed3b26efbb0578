"""The backend. SQLite makes two files beside the database at the first connection to it.

On a full disk it cannot. Then the connection reads the database file alone. It does so only when
nothing is missing from that file: when the write-ahead log is empty. Each request tries the usual
way again.
"""

import os
import sqlite3
from typing import Any
from urllib.parse import quote

from django.db.backends.sqlite3 import base

NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}


class DatabaseWrapper(base.DatabaseWrapper):
    reads_alone = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self.reads_alone = False
        try:
            return super().get_new_connection(conn_params)
        except sqlite3.OperationalError as error:
            path = str(conn_params["database"])
            if error.sqlite_errorcode & 0xFF not in NO_ROOM or not _is_whole(path):
                raise
        self.reads_alone = True
        self.init_commands: list[str] = []
        address = f"file:{quote(path)}?mode=ro&immutable=1"
        return super().get_new_connection({**conn_params, "database": address})

    def _start_transaction_under_autocommit(self) -> None:
        """A transaction cannot take the lock of the writer where nothing is written."""
        if self.reads_alone:
            self.cursor().execute("BEGIN")
        else:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]


def _is_whole(path: str) -> bool:
    """Whether the file of a database holds all that was committed."""
    log = f"{path}-wal"
    return os.path.isfile(path) and not (os.path.exists(log) and os.path.getsize(log))
