"""Indexes that a large archive needs, in words of SQL: Django's own cannot say these.

Lists put what is not stated last, whichever way they go, and PostgreSQL sorts by an index only if
that says the same. Search joins the library's table by the number of a text as a word, and looks
for words in titles and texts at once.
"""

from django.db import migrations

EDITIONS = "archive_record (kind, ordinal DESC{last}, start DESC{last}, title, uid)"
LATEST = "archive_record (kind, start DESC{last}, uid)"
INDEXES = {
    "sqlite": {
        "archive_record_editions": EDITIONS.format(last=""),
        "archive_record_latest": LATEST.format(last=""),
    },
    "postgresql": {
        "archive_record_editions": EDITIONS.format(last=" NULLS LAST"),
        "archive_record_latest": LATEST.format(last=" NULLS LAST"),
        "archive_searchtext_number": "archive_searchtext ((id::varchar(50)))",
        "archive_searchtext_words": "wagtailsearch_indexentry USING gin ((title || body))",
    },
}


def create(apps, schema_editor):
    for name, columns in INDEXES[schema_editor.connection.vendor].items():
        schema_editor.execute(f"CREATE INDEX {name} ON {columns}")


def drop(apps, schema_editor):
    for name in INDEXES[schema_editor.connection.vendor]:
        schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0013_cursor"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [migrations.RunPython(create, drop)]
