"""Writes the search library's index in one short statement.

The library builds its statement from several expressions for each text, looks through the fields of
a record five times, and writes each row a second time for its norm.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper
from modelsearch.index import AutocompleteField, BaseField, RelatedFields, SearchField
from modelsearch.utils import get_content_type_pk

TITLE_NORM = 2.0  # how much more a word counts in a title
INSERT = """
INSERT INTO wagtailsearch_indexentry
    (content_type_id, object_id, title_norm, title, autocomplete, body, title_text, body_text)
SELECT %s, number, %s, {title}, {autocomplete}, {body}, {title_text}, {body_text}
FROM unnest({arrays}) AS texts ({names})
ON CONFLICT (content_type_id, object_id) DO UPDATE SET
    title_norm = EXCLUDED.title_norm, title = EXCLUDED.title,
    autocomplete = EXCLUDED.autocomplete, body = EXCLUDED.body,
    title_text = EXCLUDED.title_text, body_text = EXCLUDED.body_text
"""


class IndexedText(NamedTuple):
    """A field of a model in the index: the column it is in, its weight, and its name in the SQL."""

    field: BaseField
    column: str
    weight: str
    name: str


class InOneStatement:
    """An index on PostgreSQL with the same rows as the library writes, all with one norm."""

    backend: Any
    write_connection: BaseDatabaseWrapper

    def add_items(self, model: Any, objects: list[Any]) -> None:
        # These need the driver of PostgreSQL, which a site on SQLite does not load.
        from cms.postgresql.compiler import binding_on_the_server

        texts = indexed_texts(model)
        if not texts or not objects:
            return
        values = [self._values(record, texts) for record in objects]
        sql = self._sql(texts)
        params = (get_content_type_pk(model), TITLE_NORM, *map(list, zip(*values, strict=True)))
        with (
            binding_on_the_server(self.write_connection),
            self.write_connection.cursor() as cursor,
        ):
            cursor.execute(sql, params)

    def _values(self, record: Any, texts: list[IndexedText]) -> list[str]:
        """The number of `record`, and what it has of each of `texts`."""
        from modelsearch.backends.database.postgres.postgres import ObjectIndexer

        indexer = ObjectIndexer(record, self.backend)
        parts: dict[BaseField, list[str]] = defaultdict(list)
        for field in indexer.search_fields:
            for leaf, _weight, value in indexer.prepare_field(record, field):
                if stripped := value.strip():
                    parts[leaf].append(stripped)
        return [indexer.id, *(" ".join(parts[text.field]) for text in texts)]

    def _sql(self, texts: list[IndexedText]) -> str:
        names = {
            column: [text.name for text in texts if text.column == column]
            for column in ("title", "body")
        }
        return INSERT.format(
            **{column: self._vector(column, texts) for column in ("title", "autocomplete", "body")},
            title_text=_plain(names["title"]),
            body_text=_plain(names["body"]),
            arrays=", ".join(["%b::text[]"] * (len(texts) + 1)),
            names=", ".join(["number", *(text.name for text in texts)]),
        )

    def _vector(self, column: str, texts: list[IndexedText]) -> str:
        name = "autocomplete_config" if column == "autocomplete" else "config"
        config = getattr(self.backend, name)
        language = f"'{config}', " if config else ""
        vectors = [
            f"setweight(to_tsvector({language}{text.name}), '{text.weight}')"
            for text in texts
            if text.column == column
        ]
        return " || ".join(vectors) or "''::tsvector"


def _plain(names: list[str]) -> str:
    """These texts with a space between them, without those that are empty."""
    texts = ", ".join(f"nullif({name}, '')" for name in names)
    return f"concat_ws(' ', {texts})" if texts else "''"


def indexed_texts(model: Any) -> list[IndexedText]:
    from modelsearch.backends.database.postgres.weights import get_weight

    texts = []
    for number, field in enumerate(_leaves(model.get_search_fields())):
        if isinstance(field, AutocompleteField):
            column, weight = "autocomplete", "D"
        else:
            column = "title" if field.field_name == "title" else "body"
            weight = get_weight(field.boost)
        texts.append(IndexedText(field, column, weight, f"text_{number}"))
    return texts


def _leaves(fields: Any) -> Iterator[Any]:
    for field in fields:
        if isinstance(field, RelatedFields):
            yield from _leaves(field.fields)
        elif isinstance(field, SearchField | AutocompleteField):
            yield field
