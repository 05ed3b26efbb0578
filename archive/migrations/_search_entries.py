"""PostgreSQL keeps a short row beside each text that search reads: its words, and whose they are.

The database does it by itself, so that no way to write the index forgets it, nor one of the version
of Plenary that still runs during an upgrade.
"""

ROWS = """
INSERT INTO archive_searchentry (text_id, record_id, kind, locale, words)
SELECT text.id, record.uid, record.kind, record.locale, entry.title || entry.body
FROM {entries} AS entry
JOIN django_content_type AS type ON type.id = entry.content_type_id
    AND type.app_label = 'archive' AND type.model = 'searchtext'
JOIN archive_searchtext AS text ON text.id::varchar(50) = entry.object_id
JOIN archive_record AS record ON record.uid = text.record_id
"""
KEEP = f"""
CREATE OR REPLACE FUNCTION archive_keep_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {ROWS.format(entries="entries_after")}
    ON CONFLICT (text_id) DO UPDATE SET record_id = EXCLUDED.record_id,
        kind = EXCLUDED.kind, locale = EXCLUDED.locale, words = EXCLUDED.words;
    RETURN NULL;
END $$
"""
# The words of a long text stand apart, so that a count passes short rows.
BEGIN = (
    "ALTER TABLE archive_searchentry SET (toast_tuple_target = 128)",
    "LOCK TABLE archive_searchtext IN SHARE ROW EXCLUSIVE MODE",
    ROWS.format(entries="wagtailsearch_indexentry"),
    "CREATE INDEX archive_searchentry_words ON archive_searchentry USING gin (words)",
    KEEP,
    """
CREATE FUNCTION archive_drop_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM archive_searchentry WHERE text_id IN (SELECT id FROM texts_before);
    RETURN NULL;
END $$
""",
    *(
        f"CREATE TRIGGER archive_keep_entries_{event} AFTER {event} ON wagtailsearch_indexentry "
        "REFERENCING NEW TABLE AS entries_after "
        "FOR EACH STATEMENT EXECUTE FUNCTION archive_keep_entries()"
        for event in ("insert", "update")
    ),
    "CREATE TRIGGER archive_drop_entries AFTER DELETE ON archive_searchtext "
    "REFERENCING OLD TABLE AS texts_before "
    "FOR EACH STATEMENT EXECUTE FUNCTION archive_drop_entries()",
)
END = ("DROP FUNCTION archive_keep_entries, archive_drop_entries CASCADE",)


def create(apps, schema_editor):
    _run(schema_editor, BEGIN)


def drop(apps, schema_editor):
    _run(schema_editor, END)


def _run(schema_editor, statements):
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)
