"""A mapping in a file: a site may have more paths than a process should keep in memory."""

import sqlite3
from collections.abc import Iterator, MutableMapping

AT_ONCE = 1000  # pairs that are read together


class DiskMap(MutableMapping[str, str]):
    """In Python's order of the keys, in a file of SQLite's own, which goes with the object.

    It may change while it is read.
    """

    def __init__(self) -> None:
        self._rows = sqlite3.connect("")
        self._rows.execute("CREATE TABLE pair (key BLOB PRIMARY KEY, value TEXT) WITHOUT ROWID")

    def __getitem__(self, key: str) -> str:
        row = self._one("SELECT value FROM pair WHERE key = ?", stored(key))
        if row is None:
            raise KeyError(key)
        return row[0]

    def __contains__(self, key: object) -> bool:
        return self._one("SELECT 1 FROM pair WHERE key = ?", stored(str(key))) is not None

    def __setitem__(self, key: str, value: str) -> None:
        self._rows.execute("INSERT OR REPLACE INTO pair VALUES (?, ?)", (stored(key), value))

    def __delitem__(self, key: str) -> None:
        if not self._rows.execute("DELETE FROM pair WHERE key = ?", (stored(key),)).rowcount:
            raise KeyError(key)

    def __len__(self) -> int:
        return self._rows.execute("SELECT count(*) FROM pair").fetchone()[0]

    def has_more_than(self, count: int) -> bool:
        """Looks at no more than that many pairs."""
        return bool(self._rows.execute("SELECT 1 FROM pair LIMIT 1 OFFSET ?", (count,)).fetchone())

    def __iter__(self) -> Iterator[str]:
        return (key for key, _value in self.pairs())

    def pairs(self, prefix: str = "") -> Iterator[tuple[str, str]]:
        """The keys that begin with `prefix`, with their values."""
        after = stored(prefix)
        end = after + b"\xff"  # which no text has
        statement = "SELECT key, value FROM pair WHERE key >= ? AND key < ? ORDER BY key LIMIT ?"
        while rows := self._rows.execute(statement, (after, end, AT_ONCE)).fetchall():
            for key, value in rows:
                yield key.decode(errors="surrogatepass"), value
            after = rows[-1][0] + b"\0"  # the next key that there can be

    @property
    def longest(self) -> int:
        """The bytes of the longest key."""
        return self._rows.execute("SELECT max(length(key)) FROM pair").fetchone()[0] or 0

    def _one(self, statement: str, key: bytes) -> tuple[str] | None:
        return self._rows.execute(statement, (key,)).fetchone()


def stored(key: str) -> bytes:
    """A name of a file may hold bytes that are no text."""
    return key.encode(errors="surrogatepass")
