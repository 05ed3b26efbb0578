"""How PostgreSQL finds and sorts: by the short rows that it keeps beside the texts.

The library finds the words in the rows of its index, which are long, compares their numbers with
the ids of all texts, and sorts by a look at both. Where 100,000 texts hold a word, that takes more
than a second.
"""

from collections.abc import Iterable
from itertools import product
from typing import Any

from django.db import connection
from django.db.models import FloatField, QuerySet
from django.db.models.expressions import RawSQL

from archive.models import SearchEntry, SearchText
from cms.search_backend import TITLE_NORM

# What the rows have of the facets: those that searches count, or that nearly all records may pass.
ROW_FACETS = ("country", "month", "open", "partner", "series", "theme", "year")

# Without its OFFSET, PostgreSQL would read the words again for each word of the query.
RANK = "SELECT {rank} FROM (SELECT {parts} OFFSET 0) AS parts"


def facet_texts(names: Iterable[str], values: Iterable[str]) -> list[str]:
    """Each of these values of each of these facets, as the rows have them."""
    return ["=".join(pair) for pair in product(names, values)]


def tsquery_of(results: Any) -> Any:
    """What the library asks PostgreSQL for."""
    compiler = results.query_compiler
    return compiler.build_tsquery(compiler.query, config=compiler.get_config(results.backend))


def entries_with(query: Any) -> QuerySet[SearchEntry]:
    """The rows of all texts that `query` finds."""
    return SearchEntry.objects.filter(words__found_by=query)


def best_entries(rank: Any, among: QuerySet, place: slice) -> list[SearchText]:
    """The texts at `place` of `among`, the best first by `rank_of`."""
    order = (rank.desc(), "-pk")
    return _texts(SearchEntry.objects.filter(pk__in=among), order, place)


def latest_entries(entries: QuerySet[SearchEntry], place: slice) -> list[SearchText]:
    """The texts at `place` of `entries`, the one whose record changed last first."""
    return _texts(entries, ("-changed_at", "-pk"), place)


def _texts(
    entries: QuerySet[SearchEntry], order: tuple[Any, ...], place: slice
) -> list[SearchText]:
    """Those at `place`, with their records. Only these are read whole."""
    chosen = entries.order_by(*order).values("pk")[place]
    whole = SearchEntry.objects.filter(pk__in=chosen).order_by(*order)
    rows = whole.select_related("text__record").defer("words", "facets", "text__folded")
    return [entry.text for entry in rows]


def rank_of(results: Any) -> RawSQL:
    """As the library ranks. However many words are searched, those of a text are read twice."""
    from django.contrib.postgres.search import SearchVectorField
    from modelsearch.backends.database.postgres.weights import get_weight

    compiler = results.query_compiler
    config = compiler.get_config(results.backend)
    ranks, parts = [], []
    for field in SearchText.get_searchable_search_fields():
        vector = RawSQL(field.field_name, (), SearchVectorField())  # noqa: S611  a name of ours
        ranks.append(compiler.build_tsrank(vector, compiler.query, config=config))
        weight = get_weight(field.boost).lower()
        parts.append(f"ts_filter(words, '{{{weight}}}') AS {field.field_name}")
    title, stems = ranks
    query = SearchEntry.objects.all().query
    rank = (title * TITLE_NORM + stems).resolve_expression(query)
    sql, params = query.get_compiler(connection=connection).compile(rank)
    ranked = RANK.format(rank=sql, parts=", ".join(parts))
    return RawSQL(ranked, params, FloatField())  # noqa: S611
