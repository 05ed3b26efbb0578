"""The library's index on the database, for what the log writes into it."""

from typing import Any

from modelsearch.backends.database import SearchBackend as DatabaseBackend
from modelsearch.utils import get_content_type_pk

TITLE_NORM = 2.0  # how much more a word counts in a title; any number but 1


class OwnNorms:
    """Leaves the rows of other models alone.

    The library weighs titles by their lengths and, after each change, updates every row that still
    has a norm of 1. The log writes in a transaction that sees one state, and PostgreSQL would end
    it because an editor's save has updated the same rows meanwhile.
    """

    entries: Any

    def _refresh_title_norms(self, full: bool = False) -> None:
        from archive.models import SearchText

        own = self.entries.filter(content_type_id=get_content_type_pk(SearchText))
        own.filter(title_norm=1.0).update(title_norm=TITLE_NORM)


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  the name that the library asks for
    backend = DatabaseBackend(params)
    backend.index_class = type("PublicIndex", (OwnNorms, backend.index_class), {})
    return backend
