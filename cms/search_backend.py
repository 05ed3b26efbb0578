"""The admin's search on the database."""

from typing import Any

from django.db.models import QuerySet
from modelsearch.backends.database import SearchBackend as DatabaseBackend
from modelsearch.query import MATCH_ALL

# Of no word, and no letter of a question: SQLite reads the one, and PostgreSQL takes no other.
NO_WORDS = str.maketrans('"\0', "  ")


class TakesWords:
    """What is typed is words: a lone quotation mark is looked for by nobody, and is no error."""

    def search(self, query: Any, among: Any, **more: Any) -> Any:
        return super().search(*words_among(query, among), **more)  # type: ignore[misc]

    def autocomplete(self, query: Any, among: Any, **more: Any) -> Any:
        return super().autocomplete(*words_among(query, among), **more)  # type: ignore[misc]


def words_among(query: Any, among: Any) -> tuple[Any, Any]:
    """The words of a text, and where they are looked for: without any, among no records.

    Anything but a text is a question that a program has put together, and stays what it is.
    """
    if not isinstance(query, str):
        return query, among
    words = " ".join(query.translate(NO_WORDS).split())
    return (words, among) if words else (MATCH_ALL, queryset_of(among).none())


def queryset_of(among: Any) -> QuerySet:
    return among if isinstance(among, QuerySet) else among._default_manager.all()


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  the name that the library asks for
    backend = DatabaseBackend(params)
    backend.__class__ = type("AdminSearch", (TakesWords, type(backend)), {})
    return backend
