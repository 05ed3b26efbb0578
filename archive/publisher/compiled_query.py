"""Queries of a few records, whose SQL Django makes once in a process.

Django makes the SQL of a query anew each time. For an event and all that it shows, this took more
processor time than everything else that a publication costs. What differs between two such queries
are the ids and the time: they are put into the SQL of the first one.
"""

from collections.abc import Callable, Hashable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connections
from django.db.models import QuerySet

Make = Callable[[Sequence[int], datetime], QuerySet]

FEW = 2
# What stands in the SQL of the first query in the place of ids and of the time.
ID_MARKS = (-1_911_230_071, -1_911_230_072)
TIME_MARK = datetime(1, 2, 3, 4, 5, 6, 789, tzinfo=UTC)


def read_few(key: Hashable, make: Make, ids: Sequence[int], now: datetime) -> list[Any]:
    """The rows of `make(ids, now)`, which asks for the rows of `ids` in one query.

    `key` names all else that the query depends on. The SQL of many ids is made each time.
    """
    if not 0 < len(ids) <= FEW:
        return list(make(ids, now))
    queryset, compiler, sql, params = _compiled(_Query(make, key, len(ids)))
    database = connections[queryset.db]
    marks = [*ID_MARKS[: len(ids)], database.ops.adapt_datetimefield_value(TIME_MARK)]
    values = dict(zip(marks, [*ids, database.ops.adapt_datetimefield_value(now)], strict=True))
    filled = tuple(values.get(param, param) for param in params)
    own = copy(compiler)
    own.connection = database
    own.as_sql = lambda *_args, **_options: (sql, filled)
    queryset = queryset.all()
    queryset.query.get_compiler = lambda *_args, **_options: own  # type: ignore[method-assign]
    return list(queryset)


@dataclass(frozen=True)
class _Query:
    """What a compiled query is known by, with the way to make it."""

    make: Make = field(compare=False)
    key: Hashable
    count: int


@lru_cache(maxsize=256)
def _compiled(query: _Query) -> tuple[QuerySet, Any, str, tuple[Any, ...]]:
    queryset = query.make(ID_MARKS[: query.count], TIME_MARK)
    compiler = queryset.query.get_compiler(queryset.db)
    sql, params = compiler.as_sql()
    return queryset, compiler, sql, tuple(params)
