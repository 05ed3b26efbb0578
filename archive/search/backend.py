"""The search library's index in the database, with a faster way to write it."""

from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from modelsearch.backends.database import SearchBackend as DatabaseBackend
from modelsearch.utils import get_content_type_pk

from archive.models import SearchText
from cms.postgresql.compiler import binding_on_the_server
from cms.search_backend import TITLE_NORM, EqualNorms

INSERT = """
INSERT INTO wagtailsearch_indexentry
    (content_type_id, object_id, title_norm, title, autocomplete, body, title_text, body_text)
SELECT %s, number, %s, setweight(to_tsvector('simple', title), %s::"char"),
    setweight(to_tsvector('simple', prefixes), 'D'),
    setweight(to_tsvector('simple', stems), %s::"char"), title, stems
FROM unnest(%b::text[], %b::text[], %b::text[], %b::text[])
    AS texts (number, title, prefixes, stems)
ON CONFLICT (content_type_id, object_id) DO UPDATE SET
    title_norm = EXCLUDED.title_norm, title = EXCLUDED.title,
    autocomplete = EXCLUDED.autocomplete, body = EXCLUDED.body,
    title_text = EXCLUDED.title_text, body_text = EXCLUDED.body_text
"""


class InOneStatement(EqualNorms):
    """Writes the same rows as the library on PostgreSQL, six times as fast.

    The library builds its statement from several expressions for each text, and writes each row a
    second time for its norm.
    """

    write_connection: BaseDatabaseWrapper

    def add_items(self, model: Any, texts: list[Any]) -> None:
        if model is not SearchText:  # `manage.py update_index` gives each index all kinds
            super().add_items(model, texts)
            return
        from modelsearch.backends.database.postgres.weights import get_weight

        fields = model.get_searchable_search_fields()
        title, stems = (get_weight(field.boost) for field in fields)
        columns = (
            [str(text.pk) for text in texts],
            [text.title for text in texts],
            [text.prefixes for text in texts],
            [text.stems for text in texts],
        )
        values = (get_content_type_pk(model), TITLE_NORM, title, stems, *columns)
        with (
            binding_on_the_server(self.write_connection),
            self.write_connection.cursor() as cursor,
        ):
            cursor.execute(INSERT, values)


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  the name that the library asks for
    backend = DatabaseBackend(params)
    ways = InOneStatement if connection.vendor == "postgresql" else EqualNorms
    backend.index_class = type("PublicIndex", (ways, backend.index_class), {})
    return backend
