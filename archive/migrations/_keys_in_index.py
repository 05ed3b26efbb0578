"""PostgreSQL reads the keys of all public records of a kind from an index.

Filters that look at other records compare keys. The rows themselves are long.
"""

NAME, NEW = "archive_record_live", "archive_record_live_new"
COLUMNS = "archive_record (kind, locale, uid, expires_at)"


def create(apps, schema_editor):
    """Lists go on meanwhile. An index that was cut off is made anew."""
    _make(schema_editor, f"{COLUMNS} INCLUDE (key) WHERE live")


def drop(apps, schema_editor):
    _make(schema_editor, f"{COLUMNS} WHERE live")


def _make(schema_editor, definition):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {NEW}")
        schema_editor.execute(f"CREATE INDEX CONCURRENTLY {NEW} ON {definition}")
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}")
        schema_editor.execute(f"ALTER INDEX {NEW} RENAME TO {NAME}")
