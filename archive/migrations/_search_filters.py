"""The short rows of search on PostgreSQL take what its filters ask, and what it counts.

A record with a word is then counted and ordered without a look at the record and its facets.
"""

from archive.migrations import _search_entries as entries

VALUES = """
record.start, record."end", record.changed_at, ARRAY['=' || record.kind] || ARRAY(
    SELECT name || '=' || value FROM archive_facet
    WHERE record_id = record.uid
        AND name IN ('country', 'month', 'open', 'partner', 'series', 'theme', 'year')
    ORDER BY name, value
)
"""
FILL = """
UPDATE archive_searchentry SET (words, start, "end", changed_at, facets) = (
    SELECT words || '', {values} FROM archive_record AS record WHERE record.uid = record_id
)
WHERE facets IS NULL
"""
KEEP = """
CREATE OR REPLACE FUNCTION archive_keep_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO archive_searchentry
        (text_id, record_id, kind, locale, words, start, "end", changed_at, facets)
    SELECT text.id, record.uid, record.kind, record.locale, entry.title || entry.body, {values}
    FROM entries_after AS entry
    JOIN django_content_type AS type ON type.id = entry.content_type_id
        AND type.app_label = 'archive' AND type.model = 'searchtext'
    JOIN archive_searchtext AS text ON text.id::varchar(50) = entry.object_id
    JOIN archive_record AS record ON record.uid = text.record_id
    ON CONFLICT (text_id) DO UPDATE SET record_id = EXCLUDED.record_id,
        kind = EXCLUDED.kind, locale = EXCLUDED.locale, words = EXCLUDED.words,
        start = EXCLUDED.start, "end" = EXCLUDED."end", changed_at = EXCLUDED.changed_at,
        facets = EXCLUDED.facets;
    RETURN NULL;
END $$
"""
BEGIN = (
    # The facets stand in the row. The words of a long text stand apart: they are read in half the
    # time where they are not compressed.
    "ALTER TABLE archive_searchentry SET (toast_tuple_target = 512), "
    "ALTER COLUMN facets SET STORAGE MAIN, ALTER COLUMN words SET STORAGE EXTERNAL",
    KEEP.format(values=VALUES),
)
INDEXES = {
    "archive_searchentry_facets": "USING gin (facets)",
    "archive_searchentry_recent": "(changed_at DESC, text_id DESC) INCLUDE (kind, locale)",
}


def begin(apps, schema_editor):
    _run(schema_editor, BEGIN)


def fill(apps, schema_editor):
    """Searches go on meanwhile. An index that was cut off is made anew."""
    _run(schema_editor, [FILL.format(values=VALUES)])
    for name, columns in INDEXES.items():
        made = f"CREATE INDEX CONCURRENTLY {name} ON archive_searchentry {columns}"
        _run(schema_editor, [f"DROP INDEX CONCURRENTLY IF EXISTS {name}", made])


def end(apps, schema_editor):
    """The indexes go with their columns."""
    _run(schema_editor, (entries.KEEP,))


def _run(schema_editor, statements):
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)
