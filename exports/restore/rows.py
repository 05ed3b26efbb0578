"""Write the rows of a bag to their tables, without the save() of the models."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Field, IntegerField, JSONField, Model
from wagtail.fields import StreamField

from exports.database_rows import Row, fields_of
from exports.restore.refused import BagRefused

PART = 500


def lines_of(path: Path) -> Iterator[tuple[int, Row]]:
    """The rows of a file with their line numbers."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                row = orjson.loads(line)
            except orjson.JSONDecodeError as error:
                raise BagRefused(f"{path.name}, line {number}: it is not JSON: {error}.") from error
            if not isinstance(row, dict):
                raise BagRefused(f"{path.name}, line {number}: it is not a row.")
            yield number, row


def load(model: Any, path: Path) -> None:
    """Write the rows of a file to their table."""
    fields = fields_of(model)
    insert(model, (values_of(fields, path, number, row) for number, row in lines_of(path)))


def values_of(fields: list[Any], path: Path, number: int, row: Row) -> dict[str, Any]:
    """The values of a row for the database."""
    columns = {field.attname: field for field in fields}
    if unknown := sorted(row.keys() - columns.keys()):
        raise BagRefused(f"{path.name}, line {number}: there is no column {unknown[0]}.")
    values = {}
    for name, value in row.items():
        try:
            values[name] = from_json(columns[name], value)
        except (ValidationError, ValueError, TypeError, ContentType.DoesNotExist) as error:
            raise BagRefused(f"{path.name}, line {number}: {name} cannot be {value!r}.") from error
    return values


def from_json(field: Any, value: Any) -> Any:
    """The database value of what `exports.database_rows.to_json` wrote."""
    if isinstance(field, StreamField | JSONField):
        return connection.ops.adapt_json_value(value, None)
    if value is None:
        return None
    if field.related_model is ContentType:
        return ContentType.objects.get_by_natural_key(*value.split(".")).pk
    target = field.target_field if field.is_relation else field
    value = target.to_python(value)
    if isinstance(target, IntegerField):
        target.run_validators(value)  # SQLite accepts numbers that are too large
    return field.get_db_prep_save(value, connection)


def insert(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows of `{attribute: database value}`. Other columns get their default."""
    fields = list(model._meta.local_concrete_fields)
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    placeholders = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    # The names come from our own models. Every value is a parameter.
    statement = f"INSERT INTO {table} ({names}) VALUES ({placeholders})"  # noqa: S608
    defaults = {field.attname: default_of(field) for field in fields}
    part: list[list[Any]] = []
    with connection.cursor() as cursor:
        for row in rows:
            part.append([row.get(field.attname, defaults[field.attname]) for field in fields])
            if len(part) == PART:
                cursor.executemany(statement, part)
                part = []
        if part:
            cursor.executemany(statement, part)


def default_of(field: Field) -> Any:
    """The value of a column that a bag does not hold."""
    return from_json(field, [] if isinstance(field, StreamField) else field.get_default())


def reset_sequences(models: list[type[Model]]) -> None:
    """Let the ids of new rows follow the restored ids."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
