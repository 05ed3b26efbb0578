"""Writes `cms/sqlite/schema.sql` from a database that all migrations have made: `make schema`."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import django

# Values that are new in each database.
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+")
UUID = re.compile(r"[0-9a-f]{32}")
# What a virtual table holds is in tables that it makes itself.
SHADOWS = "SELECT name FROM pragma_table_list WHERE type = 'shadow'"
PARTS = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"


def dump(path: Path) -> Iterator[str]:
    """The statements that make a database anew: tables, their rows, indexes and triggers."""
    with closing(sqlite3.connect(path)) as database:
        own = {"sqlite_sequence", *(name for (name,) in database.execute(SHADOWS))}
        parts = [part for part in database.execute(PARTS) if part[1] not in own]
        tables = [(name, sql) for kind, name, sql in parts if kind == "table"]
        yield from (f"{sql};\n" for _name, sql in tables)
        for name, sql in tables:
            if not sql.startswith("CREATE VIRTUAL"):
                yield from rows_of(database, name)
        yield from (f"{sql};\n" for kind, _name, sql in parts if kind != "table")


def rows_of(database: sqlite3.Connection, table: str) -> Iterator[str]:
    # The order in which migrations were applied is nobody's concern.
    columns, order = ("app, name, applied", "1, 2") if table == "django_migrations" else ("*", "1")
    rows = database.execute(f'SELECT {columns} FROM "{table}" ORDER BY {order}')
    names = ", ".join(f'"{column[0]}"' for column in rows.description)
    for row in rows:
        yield f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(map(literal, row))});\n'


def literal(value: Any) -> str:
    if isinstance(value, str) and TIME.fullmatch(value):
        return "strftime('%Y-%m-%d %H:%M:%f', 'now')"
    if isinstance(value, str) and UUID.fullmatch(value):
        return "lower(hex(randomblob(16)))"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return "NULL" if value is None else str(value)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    django.setup()
    from cms.sqlite.schema import FILE
    from tests.databases import template_file

    FILE.write_text("".join(dump(template_file())), encoding="utf-8")
