"""Indexes that say which language a record is in, as each list asks.

PostgreSQL counts by an index and finds a far page by it only if the index says all that is asked.
The rows themselves are long: summaries stand in them. Each index is made while others write.
"""

from archive.migrations._timeline import LATEST, TIMELINE, drop
from archive.migrations._timeline import keep as keep_uncovered

ORDERS = {
    "archive_record_title": "kind, title, uid",
    "archive_record_start": "kind, start, uid",
    "archive_record_ordinal": "kind, ordinal, uid",
    "archive_record_changed": "kind, changed_at, uid",
    "archive_record_end": 'kind, "end", uid',
    **{name: columns.format(last=" NULLS LAST") for name, columns in (LATEST, TIMELINE)},
}
RECENT = "archive_record_recent", "kind, changed_at DESC, uid"
# Of a period, both ends are compared.
INCLUDED = {"archive_record_start": ', "end"'}


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name, columns in ORDERS.items():
            replace(
                schema_editor, name, columns, "live, expires_at, locale" + INCLUDED.get(name, "")
            )
    drop(schema_editor, RECENT[0])
    keep_uncovered(schema_editor, *RECENT)


def restore(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name, columns in ORDERS.items():
            replace(schema_editor, name, columns, "live, expires_at")
    drop(schema_editor, RECENT[0])


def replace(schema_editor, name, columns, included):
    """The new index is complete before the old one goes."""
    drop(schema_editor, f"{name}_new")
    schema_editor.execute(
        f"CREATE INDEX CONCURRENTLY {name}_new ON archive_record ({columns}) INCLUDE ({included})"
    )
    drop(schema_editor, name)
    schema_editor.execute(f"ALTER INDEX {name}_new RENAME TO {name}")
