"""The admin's search on the database."""

from typing import Any

from django.db.models import QuerySet
from modelsearch.backends.database import SearchBackend as DatabaseBackend
from modelsearch.query import MATCH_ALL

# These characters are removed: SQLite gives quotes a meaning, and PostgreSQL refuses a NUL.
SPECIAL = str.maketrans('"\0', "  ")


class PlainTextMixin:
    """A search for plain text, in which a single quotation mark is no error."""

    def search(self, query: Any, among: Any, **more: Any) -> Any:
        return super().search(*plain_query(query, among), **more)  # type: ignore[misc]

    def autocomplete(self, query: Any, among: Any, **more: Any) -> Any:
        return super().autocomplete(*plain_query(query, among), **more)  # type: ignore[misc]


def plain_query(query: Any, among: Any) -> tuple[Any, Any]:
    """The words of a text, and the records to search. Without words there are no records.

    A query object of a program stays as it is.
    """
    if not isinstance(query, str):
        return query, among
    text = " ".join(query.translate(SPECIAL).split())
    return (text, among) if text else (MATCH_ALL, queryset_of(among).none())


def queryset_of(among: Any) -> QuerySet:
    return among if isinstance(among, QuerySet) else among._default_manager.all()


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  the library needs this name
    backend = DatabaseBackend(params)
    backend.__class__ = type("AdminSearch", (PlainTextMixin, type(backend)), {})
    return backend
