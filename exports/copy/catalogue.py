"""The records of a copy and the links between them, in a database on disk to save memory."""

import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from exports.snapshot import Snapshot

from .paths import page_of
from .rows import link_rows, record_row, version_row

BATCH = 1000
CREATE_TABLES = """
CREATE TABLE record (path TEXT PRIMARY KEY, kind INT, title TEXT, about TEXT, ordinal INT,
                     start TEXT, sort TEXT) WITHOUT ROWID;
CREATE TABLE link (target TEXT, source TEXT, role TEXT);
CREATE TABLE media (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE version (uid TEXT, sequence INT, action TEXT, recorded_at TEXT, digest TEXT,
                      reason TEXT, redacted INT, PRIMARY KEY (uid, sequence)) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX link_target ON link (target, source, role);
CREATE INDEX record_list ON record (kind, start, sort, path);
"""
LISTED = """
SELECT kind, path, title, about, '', ordinal FROM record
WHERE kind = ? ORDER BY start IS NULL, start, sort, path
"""
LINKING = """
SELECT DISTINCT kind, path, title, about, role, ordinal
FROM link JOIN record ON path = source
WHERE target = ? AND source <> target AND (role = 'edition') = ?
ORDER BY kind, ordinal IS NULL, ordinal, start IS NULL, start, sort, path, role
"""


class ListedRecord(NamedTuple):
    """A record in a list. `role` is its role for the record that the list belongs to."""

    kind: str
    path: str
    title: str
    about: str
    role: str
    ordinal: int | None


class HistoryLine(NamedTuple):
    """One line of a record's history."""

    sequence: int
    action: str
    recorded_at: str
    digest: str
    reason: str
    is_redacted: int


class Catalogue:
    """An index of an export in a temporary database, which is deleted when it is closed."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._kinds = [resource.kind for resource in snapshot.kinds()]
        self._database = sqlite3.connect("", isolation_level=None)  # "": a file without a name
        self._database.executescript(f"PRAGMA journal_mode = OFF; {CREATE_TABLES}")
        self._database.execute("BEGIN")
        self._read(snapshot)
        self._database.execute("COMMIT")
        self._database.executescript(INDEXES)
        self.page = lru_cache(maxsize=50_000)(self._page)

    def _read(self, snapshot: Snapshot) -> None:
        documents = snapshot.documents()
        while batch := list(islice(documents, BATCH)):
            self._insert("record", (record_row(document, self._kinds) for document in batch))
            self._insert("link", (row for document in batch for row in link_rows(document)))
        self._insert("media", ((path,) for path, _open, _sha256 in snapshot.media()))
        self._insert("version", map(version_row, snapshot.entries()))

    def _insert(self, table: str, rows: Iterable[tuple]) -> None:
        columns = len(self._database.execute(f"PRAGMA table_info({table})").fetchall())
        placeholders = ",".join("?" * columns)
        self._database.executemany(f"INSERT INTO {table} VALUES ({placeholders})", rows)  # noqa: S608

    def close(self) -> None:
        self._database.close()

    def _page(self, kind: str, key: str) -> str | None:
        """The page of a record. None when it is not in the copy."""
        if kind not in self._kinds:
            return None
        page = page_of({"type": kind, "key": key})
        return page if self._exists("record", page) else None

    def has_media(self, path: str) -> bool:
        return self._exists("media", path)

    def _exists(self, table: str, path: str) -> bool:
        query = f"SELECT 1 FROM {table} WHERE path = ?"  # noqa: S608
        return self._database.execute(query, (path,)).fetchone() is not None

    def count(self, kind: str) -> int:
        query = "SELECT count(*) FROM record WHERE kind = ?"
        return self._database.execute(query, (self._kinds.index(kind),)).fetchone()[0]

    def listed(self, kind: str) -> Iterator[ListedRecord]:
        """All records of a kind, by date and then by name. Those without a date come last."""
        return self._rows(LISTED, (self._kinds.index(kind),))

    def editions(self, series: str) -> Iterator[ListedRecord]:
        """The editions of the series with that page, by number."""
        return self._rows(LINKING, (series, 1))

    def linking_to(self, page: str) -> Iterator[ListedRecord]:
        """The records that link to that page, kind by kind."""
        return self._rows(LINKING, (page, 0))

    def _rows(self, query: str, values: tuple) -> Iterator[ListedRecord]:
        for kind, *rest in self._database.execute(query, values):
            yield ListedRecord(self._kinds[kind], *rest)

    def history(self, uid: str) -> list[HistoryLine]:
        """The versions of a record, the newest first."""
        query = "SELECT * FROM version WHERE uid = ? ORDER BY sequence DESC"
        return [HistoryLine(*row[1:]) for row in self._database.execute(query, (uid,))]
