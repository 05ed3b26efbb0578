"""PostgreSQL keeps the words of all texts: how many texts hold each.

The database does it by itself, so that no way to write or delete a text forgets it, nor one of the
version of Plenary that still runs during an upgrade.
"""

KEEP = """
CREATE FUNCTION archive_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    come text[];
    gone text[];
BEGIN
    IF TG_OP <> 'DELETE' THEN SELECT array_agg(folded) INTO come FROM texts_after; END IF;
    IF TG_OP <> 'INSERT' THEN SELECT array_agg(folded) INTO gone FROM texts_before; END IF;
    INSERT INTO archive_searchword (word, texts)
    SELECT word, sum(step) FROM (
        SELECT 1 AS step, regexp_split_to_table(folded, ' ') AS word FROM unnest(come) AS folded
        UNION ALL SELECT -1, regexp_split_to_table(folded, ' ') FROM unnest(gone) AS folded
    ) AS changes
    WHERE length(word) BETWEEN 1 AND 50
    GROUP BY word HAVING sum(step) <> 0 ORDER BY word
    ON CONFLICT (word) DO UPDATE SET texts = archive_searchword.texts + EXCLUDED.texts;
    DELETE FROM archive_searchword WHERE texts <= 0 AND word IN (
        SELECT regexp_split_to_table(folded, ' ') FROM unnest(gone) AS folded
    );
    RETURN NULL;
END $$
"""
TRIGGER = """
CREATE TRIGGER archive_keep_words_{event} AFTER {event} ON archive_searchtext
REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION archive_keep_words()
"""
BEFORE, AFTER = "OLD TABLE AS texts_before", "NEW TABLE AS texts_after"
EVENTS = {"insert": AFTER, "update": f"{BEFORE} {AFTER}", "delete": BEFORE}


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(KEEP)
        for event, tables in EVENTS.items():
            schema_editor.execute(TRIGGER.format(event=event, tables=tables))


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION archive_keep_words CASCADE")
