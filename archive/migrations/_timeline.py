"""The index of the order of events: by date, then by series and number, what is not stated last.

It is made while others write: PostgreSQL locks nobody out for it, and takes up what was cut off.
SQLite makes a table anew for a new column, without the indexes that Django does not know.
"""

LATEST = "archive_record_latest", "kind, start DESC{last}, uid"
EDITIONS = "archive_record_editions", "kind, ordinal DESC{last}, start DESC{last}, title, uid"
TIMELINE = (
    "archive_record_timeline",
    "kind, start DESC{last}, series, ordinal DESC{last}, title, uid",
)


def create(apps, schema_editor):
    make(schema_editor, *TIMELINE)
    keep(schema_editor, *LATEST)
    drop(schema_editor, EDITIONS[0])


def restore(apps, schema_editor):
    make(schema_editor, *EDITIONS)
    keep(schema_editor, *LATEST)
    drop(schema_editor, TIMELINE[0])


def make(schema_editor, name, columns):
    drop(schema_editor, name)
    keep(schema_editor, name, columns)


def keep(schema_editor, name, columns):
    if schema_editor.connection.vendor == "postgresql":
        head, last, more = "CREATE INDEX CONCURRENTLY", " NULLS LAST", " INCLUDE (live, expires_at)"
    else:
        head, last, more = "CREATE INDEX", "", ""
    table = f"archive_record ({columns.format(last=last)}){more}"
    schema_editor.execute(f"{head} IF NOT EXISTS {name} ON {table}")


def drop(schema_editor, name):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    how = "CONCURRENTLY" if is_postgresql else ""
    schema_editor.execute(f"DROP INDEX {how} IF EXISTS {name}")
