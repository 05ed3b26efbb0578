"""Begin a new database of SQLite with what all migrations make of it: `schema.sql` beside this.

To migrate an empty database takes Django longer than all that `make run` does after it. `make
schema` writes the file, and a test compares it with the migrations. `migrate` then applies those
that the file lacks.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader

FILE = Path(__file__).with_name("schema.sql")


def load() -> None:
    """Fill an empty database of SQLite. Any other database stays as it is."""
    if connection.vendor != "sqlite" or connection.introspection.table_names():
        return
    script = FILE.read_text(encoding="utf-8")
    if migrations_in(script) <= set(MigrationLoader(None).disk_migrations):
        connection.ensure_connection()
        # All of it or nothing: a process that is stopped leaves an empty database.
        connection.connection.executescript(f"BEGIN IMMEDIATE;\n{script}COMMIT;")


def migrations_in(script: str) -> set[tuple[str, str]]:
    """Another version of Wagtail may lack some of them. Then the file is not of this project."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(script)
        return set(database.execute("SELECT app, name FROM django_migrations"))
