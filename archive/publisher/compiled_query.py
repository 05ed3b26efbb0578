"""Queries whose SQL Django makes once in a process: of up to 32 records, or of no certain ones.

Django makes the SQL of a query anew each time. For an event and all that it shows, this took more
processor time than everything else that a publication costs. What differs between two such queries
are the ids and the time: they are put into the SQL of the first one. PostgreSQL plans it once for
each connection: see `cms.postgresql.plans`.
"""

from collections.abc import Callable, Hashable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache, partial
from itertools import count
from typing import Any, NamedTuple
from uuid import UUID

from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

from cms.postgresql.plans import give_up_plans, planned

Make = Callable[[Sequence[Any], datetime], QuerySet]

# So many ids have SQL in common: fewer of them stand in it with the last one again.
SIZES = (1, 2, 4, 8, 16, 32)
# What stands in the SQL of the first query in the place of ids and of the time.
ID_MARKS = tuple(range(-1_911_230_071, -1_911_230_071 + SIZES[-1]))
UUID_MARKS = tuple(UUID(int=-mark) for mark in ID_MARKS)
TIME_MARK = datetime(1, 2, 3, 4, 5, 6, 789, tzinfo=UTC)

_numbers = count()


def read_few(key: Hashable, make: Make, ids: Sequence[Any], now: datetime = TIME_MARK) -> list[Any]:
    """The rows of `make(ids, now)`, which asks for the rows of `ids` in one query.

    `ids` are numbers or UUIDs. `key` names all else that the query depends on. The SQL of many ids
    is made each time.
    """
    if not 0 < len(ids) <= SIZES[-1]:
        return list(make(ids, now))
    size = next(size for size in SIZES if len(ids) <= size)
    marks = UUID_MARKS if isinstance(ids[0], UUID) else ID_MARKS
    padded = [*ids, *[ids[-1]] * (size - len(ids))]
    return _read(_Query(make, key, marks[:size]), padded, now)


def read_all(
    key: Hashable, make: Callable[[datetime], QuerySet], now: datetime = TIME_MARK
) -> list[Any]:
    """The rows of `make(now)`, a query that depends on `key` and on the time alone."""
    return _read(_Query(lambda _ids, now: make(now), key, ()), (), now)


def _read(query: "_Query", ids: Sequence[Any], now: datetime) -> list[Any]:
    compiled = _compiled(query)
    database = connections[compiled.queryset.db]
    adapted = partial(_adapted, database)
    marks = map(adapted, [*query.marks, TIME_MARK])
    values = dict(zip(marks, map(adapted, [*ids, now]), strict=True))
    asked = planned(database, compiled.name, (compiled.sql, compiled.params), values)
    own = copy(compiled.compiler)
    own.connection = database
    own.as_sql = lambda *_args, **_options: asked
    own.get_converters = lambda _columns: compiled.converters
    queryset = compiled.queryset.all()
    queryset.query.get_compiler = lambda *_args, **_options: own  # type: ignore[method-assign]
    try:
        return list(queryset)
    except DatabaseError:
        give_up_plans(database)
        raise


def _adapted(database: BaseDatabaseWrapper, value: Any) -> Any:
    """`value` as a parameter of a query."""
    if isinstance(value, datetime):
        return database.ops.adapt_datetimefield_value(value)
    if isinstance(value, UUID) and not database.features.has_native_uuid_field:
        return value.hex
    return value


@dataclass(frozen=True)
class _Query:
    """What a compiled query is known by, with the way to make it."""

    make: Make = field(compare=False)
    key: Hashable
    marks: tuple[Any, ...]


class _Compiled(NamedTuple):
    name: str
    queryset: QuerySet
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    converters: dict


@lru_cache(maxsize=1024)
def _compiled(query: _Query) -> _Compiled:
    queryset = query.make(query.marks, TIME_MARK)
    compiler = queryset.query.get_compiler(queryset.db)
    sql, params = compiler.as_sql()
    converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
    if not compiler.has_composite_fields(column for column, _sql, _alias in compiler.select):
        compiler.has_composite_fields = lambda _columns: False
    name = f"plenary_compiled_{next(_numbers)}"
    return _Compiled(name, queryset, compiler, sql, tuple(params), converters)
