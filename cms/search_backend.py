"""The admin's search on the database: whole words in all texts, and names with slips."""

from typing import Any

from django.db import connection
from django.db.models import Case, Q, QuerySet, Value, When
from modelsearch.backends.database import SearchBackend as DatabaseBackend
from modelsearch.query import MATCH_ALL, PlainText
from modelsearch.utils import get_content_type_pk

from cms.postgresql.search_index import TITLE_NORM, InOneStatement

# These characters are removed: SQLite gives quotes a meaning, and PostgreSQL refuses a NUL.
SPECIAL = str.maketrans('"\0', "  ")


class ForgivingMixin:
    """A search for plain text, in which a quotation mark, an accent and a slip are no error."""

    query_compiler_class: Any
    results_class: Any

    def search(self, query: Any, among: Any, **more: Any) -> Any:
        return self._find(super().search, query, among, **more)  # type: ignore[misc]

    def autocomplete(self, query: Any, among: Any, **more: Any) -> Any:
        return self._find(super().autocomplete, query, among, **more)  # type: ignore[misc]

    def _find(self, search: Any, query: Any, among: Any, **more: Any) -> Any:
        """What the index finds, and before it what the finder does."""
        records = queryset_of(among)
        if isinstance(query, str):
            query = " ".join(query.translate(SPECIAL).split())
            if not query:
                return super().search(MATCH_ALL, records.none(), **more)  # type: ignore[misc]
        results = search(query, records, **more)
        text = query.query_string if isinstance(query, PlainText) else query
        kinds = kinds_of(records.model)
        if not isinstance(text, str) or not kinds or more.get("fields"):
            return results
        pks = find_names(text, kinds)
        if not pks:
            return results
        matches = both(records, results, pks, more.get("order_by_relevance", True))
        # Not with `search`, which refuses filters by other fields than those of its index.
        return self.results_class(self, self.query_compiler_class(matches, MATCH_ALL))


def find_names(text: str, kinds: list[str]) -> list[int]:
    # Django has no models yet when it loads the search backends.
    from cms.finding.find import find

    return [hit.object_id for hit in find(text, kinds)]


def both(records: QuerySet, results: Any, pks: list[int], is_ranked: bool) -> QuerySet:
    """Those of `records` with `pks`, in their order, then `results`."""
    indexed = results.get_queryset().order_by().values("pk")
    matches = records.filter(Q(pk__in=pks) | Q(pk__in=indexed))
    if not is_ranked:
        return matches
    places = [When(pk=pk, then=Value(number)) for number, pk in enumerate(pks)]
    return matches.order_by(Case(*places, default=Value(len(pks))), "-pk")


def kinds_of(model: type) -> list[str]:
    """The kinds of record among those of `model`: of all pages, for the pages."""
    from cms.finding.index import kinds

    return [kind for kind, one in kinds().items() if issubclass(one, model)]


def queryset_of(among: Any) -> QuerySet:
    return among if isinstance(among, QuerySet) else among._default_manager.all()


class EqualNorms:
    """An index in which a word counts as much in a long title as in a short one.

    The library weighs titles by their lengths. For this it reads the whole index twice after each
    save, and updates every row that still has a norm of 1. PostgreSQL would abort a publish run,
    which is a REPEATABLE READ transaction, if an editor's save had updated the same rows meanwhile.
    """

    entries: Any

    def add_items(self, model: Any, objects: list[Any]) -> None:
        super().add_items(model, objects)  # type: ignore[misc]
        added = self.entries.filter(
            content_type_id=get_content_type_pk(model), object_id__in=[str(o.pk) for o in objects]
        )
        added.exclude(title_norm=TITLE_NORM).update(title_norm=TITLE_NORM)

    def _refresh_title_norms(self, full: bool = False) -> None:
        """The norms are right already."""


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  the library needs this name
    backend = DatabaseBackend(params)
    backend.__class__ = type("AdminSearch", (ForgivingMixin, type(backend)), {})
    return with_equal_norms(backend)


def with_equal_norms(backend: Any) -> Any:
    """The same `backend`, whose index counts a word as much in each title."""
    ways = (InOneStatement, EqualNorms) if connection.vendor == "postgresql" else (EqualNorms,)
    backend.index_class = type("EqualIndex", (*ways, backend.index_class), {})
    return backend
