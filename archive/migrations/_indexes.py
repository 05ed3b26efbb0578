"""Indexes that a large archive needs, in words of SQL: Django's own cannot say these.

Lists put what is not stated last, whichever way they go, and PostgreSQL sorts by an index only if
that says the same. PostgreSQL counts by an index, and finds a far page by it, only if the index
says all that is asked: the rows themselves are long, because summaries stand in them. Search joins
the library's table by the number of a text as a word, and looks for words in titles and texts at
once.
"""

LISTED = " INCLUDE (live, expires_at, locale)"
INDEXES = {
    "sqlite": {
        "archive_record_latest": "archive_record (kind, start DESC, uid)",
        "archive_record_timeline": (
            "archive_record (kind, start DESC, series, ordinal DESC, title, uid)"
        ),
        "archive_record_recent": "archive_record (kind, changed_at DESC, uid)",
    },
    "postgresql": {
        "archive_record_latest": f"archive_record (kind, start DESC NULLS LAST, uid){LISTED}",
        "archive_record_timeline": (
            "archive_record (kind, start DESC NULLS LAST, series, ordinal DESC NULLS LAST, title, "
            f"uid){LISTED}"
        ),
        "archive_record_recent": (
            "archive_record (kind, changed_at DESC, uid) INCLUDE (live, expires_at)"
        ),
        "archive_searchtext_number": "archive_searchtext ((id::varchar(50)))",
        "archive_searchtext_words": "wagtailsearch_indexentry USING gin ((title || body))",
        # Words that were typed wrong are found by their trigrams.
        "archive_searchword_trigrams": "archive_searchword USING gin (word gin_trgm_ops)",
    },
}
# Django has made these on both. On PostgreSQL they take along what a list asks. Of a period, both
# ends are compared.
MADE_ANEW = {
    "archive_record_title": f"archive_record (kind, title, uid){LISTED}",
    "archive_record_start": (
        'archive_record (kind, start, uid) INCLUDE (live, expires_at, locale, "end")'
    ),
    "archive_record_end": f'archive_record (kind, "end", uid){LISTED}',
    "archive_record_ordinal": f"archive_record (kind, ordinal, uid){LISTED}",
    "archive_record_changed": f"archive_record (kind, changed_at, uid){LISTED}",
}
# PostgreSQL takes a name and a value for independent of each other, and so takes the editions of a
# year for few.
STATISTICS = "archive_facet_values"


def create(apps, schema_editor):
    indexes = INDEXES[schema_editor.connection.vendor]
    if schema_editor.connection.vendor == "postgresql":
        for name in MADE_ANEW:
            schema_editor.execute(f"DROP INDEX {name}")
        indexes = MADE_ANEW | indexes
        schema_editor.execute(
            f"CREATE STATISTICS {STATISTICS} (mcv) ON name, value FROM archive_facet"
        )
    for name, columns in indexes.items():
        schema_editor.execute(f"CREATE INDEX {name} ON {columns}")


def drop(apps, schema_editor):
    """The others go with their tables."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX archive_searchtext_words")
