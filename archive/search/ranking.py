"""Sorts what SQLite finds, with one search and not with one for each text."""

from typing import Any

from django.db import connection
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from archive.models import SearchText

# For the columns of the index in their order: beginnings, words, titles.
WEIGHTS = "1.0, 1.0, 10.0"


def refresh_statistics() -> None:
    """Let SQLite see how large its tables are.

    Without this a search of a large archive takes 20 times as long. SQLite reads some rows of each
    index only, which takes milliseconds. PostgreSQL does it by itself.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 400")
            cursor.execute("ANALYZE")


def best_first(compiler: Any, texts: QuerySet[SearchText]) -> QuerySet:
    """The ids of `texts` as the index holds them, ordered by BM25; a title counts for ten words.

    `compiler` comes from the library's query. The library's modules for SQLite exist only where the
    database is SQLite, so they are imported here.
    """
    from modelsearch.backends.database.sqlite.query import BM25, MatchExpression, normalize
    from modelsearch.backends.database.sqlite.sqlite import SQLiteFTSIndexEntry
    from modelsearch.utils import get_content_type_pk

    class Weighted(BM25):
        def as_sql(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, list[Any]]:
            return f"bm25({SQLiteFTSIndexEntry._meta.db_table}, {WEIGHTS})", []

    query = compiler.build_search_query(normalize(compiler.query))
    ids = texts.order_by().annotate(number=Cast("pk", CharField())).values("number")
    entries = SQLiteFTSIndexEntry.objects.filter(
        MatchExpression(compiler.FTS_TABLE_FIELDS, query),
        index_entry__content_type=get_content_type_pk(SearchText),
        index_entry__object_id__in=ids,
    )
    ranked = entries.annotate(score=Weighted()).order_by("score", "-index_entry_id")
    return ranked.values_list("index_entry__object_id", flat=True)
