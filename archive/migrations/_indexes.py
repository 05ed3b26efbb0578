"""Indexes that a large archive needs, in words of SQL: Django's own cannot say these.

Lists put what is not stated last, whichever way they go, and PostgreSQL sorts by an index only if
that says the same. A page far from either end is found by the index alone where it says what is
public, too. Search joins the library's table by the number of a text as a word, and looks for words
in titles and texts at once.
"""

EDITIONS = "archive_record (kind, ordinal DESC{last}, start DESC{last}, title, uid)"
LATEST = "archive_record (kind, start DESC{last}, uid)"
PUBLIC = " INCLUDE (live, expires_at)"
INDEXES = {
    "sqlite": {
        "archive_record_editions": EDITIONS.format(last=""),
        "archive_record_latest": LATEST.format(last=""),
    },
    "postgresql": {
        "archive_record_editions": EDITIONS.format(last=" NULLS LAST") + PUBLIC,
        "archive_record_latest": LATEST.format(last=" NULLS LAST") + PUBLIC,
        "archive_searchtext_number": "archive_searchtext ((id::varchar(50)))",
        "archive_searchtext_words": "wagtailsearch_indexentry USING gin ((title || body))",
    },
}


# Words that were typed wrong are found by the trigrams of all words.
TRIGRAMS = (
    "CREATE INDEX archive_searchtext_trigrams ON archive_searchtext USING gin (folded gin_trgm_ops)"
)

# Those that Django has made, by the name of each and its column.
MADE_ANEW = {
    "archive_record_title": "title",
    "archive_record_start": "start",
    "archive_record_ordinal": "ordinal",
    "archive_record_changed": "changed_at",
}


def create(apps, schema_editor):
    make_anew(schema_editor, PUBLIC)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(TRIGRAMS)
    for name, columns in INDEXES[schema_editor.connection.vendor].items():
        schema_editor.execute(f"CREATE INDEX {name} ON {columns}")


def drop(apps, schema_editor):
    make_anew(schema_editor, "")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX archive_searchtext_trigrams")
    for name in INDEXES[schema_editor.connection.vendor]:
        schema_editor.execute(f"DROP INDEX {name}")


def make_anew(schema_editor, more):
    if schema_editor.connection.vendor == "postgresql":
        for name, column in MADE_ANEW.items():
            schema_editor.execute(f"DROP INDEX {name}")
            columns = f"archive_record (kind, {column}, uid){more}"
            schema_editor.execute(f"CREATE INDEX {name} ON {columns}")
