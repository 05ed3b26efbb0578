"""The search library's index in the database, for the search of readers."""

from typing import Any

from modelsearch.backends.database import SearchBackend as DatabaseBackend

from cms.search_backend import with_equal_norms


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  the name that the library asks for
    return with_equal_norms(DatabaseBackend(params))
