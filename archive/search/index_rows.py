"""How PostgreSQL finds and sorts: by the short rows that it keeps beside the texts.

The library finds the words in the rows of its index, which are long, compares their numbers with
the ids of all texts, and sorts by a look at both. Where 100,000 texts hold a word, that takes more
than a second.
"""

from typing import Any

from django.db.models import ExpressionWrapper, F, Func, QuerySet

from archive.models import SearchEntry, SearchText
from cms.search_backend import TITLE_NORM


def tsquery_of(results: Any) -> Any:
    """What the library asks PostgreSQL for."""
    compiler = results.query_compiler
    return compiler.build_tsquery(compiler.query, config=compiler.get_config(results.backend))


def entries_with(query: Any) -> QuerySet[SearchEntry]:
    """The rows of all texts that `query` finds."""
    from django.contrib.postgres.search import SearchVectorField

    vector = ExpressionWrapper(F("words"), SearchVectorField())
    return SearchEntry.objects.alias(vector=vector).filter(vector=query)


def best_entries(rank: Any, among: QuerySet, place: slice) -> list[SearchText]:
    """The texts at `place` of `among`, the best first by `rank_of`, with their records.

    Only these are read whole.
    """
    order = (rank.desc(), "-pk")
    best = SearchEntry.objects.filter(pk__in=among).order_by(*order).values("pk")[place]
    entries = SearchEntry.objects.filter(pk__in=best).order_by(*order)
    entries = entries.select_related("text__record").defer("words", "text__folded")
    return [entry.text for entry in entries]


def rank_of(results: Any) -> Any:
    """As the library ranks."""
    compiler = results.query_compiler
    config = compiler.get_config(results.backend)
    title, stems = (
        compiler.build_tsrank(_with_weight(field.boost), compiler.query, config=config)
        for field in SearchText.get_searchable_search_fields()
    )
    return title * TITLE_NORM + stems


def _with_weight(boost: float | None) -> Func:
    """The words of a field, which have the weight of the field."""
    from django.contrib.postgres.search import SearchVectorField
    from modelsearch.backends.database.postgres.weights import get_weight

    template = f"ts_filter(%(expressions)s, '{{{get_weight(boost).lower()}}}')"
    return Func(F("words"), template=template, output_field=SearchVectorField())
