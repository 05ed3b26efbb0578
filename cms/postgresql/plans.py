"""Queries that the server plans once for each connection.

The planning of a query with many joins and columns takes longer than its answer. The server drops
a plan with the connection, so Plenary asks for one when a connection repeats a query.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

Query = tuple[str, tuple[Any, ...]]
PLACEHOLDER = re.compile("%%|%s")


def planned(
    database: BaseDatabaseWrapper, name: str, query: Query, values: Mapping[Any, Any]
) -> Query:
    """The `query` with `values` in the place of its marks, by its plan where there is one.

    `values` has the value for each mark among its parameters. `name` is that of the query alone.
    """
    sql, params = query
    filled = sql, tuple(values.get(param, param) for param in params)
    if database.vendor != "postgresql":
        return filled
    database.close_if_health_check_failed()
    database.ensure_connection()
    driver: Any = database.connection
    if name not in driver.asked:
        driver.asked.add(name)
        return filled
    with database.wrap_database_errors:
        if not driver.keeps_plans:
            return filled
        used = set(params)
        marks = [mark for mark in values if mark in used]
        if name not in driver.prepared:
            driver.execute(f"PREPARE {name} AS {with_numbers(driver, query, marks)}")
            driver.prepared.add(name)
    arguments = ", ".join(["%s"] * len(marks))
    return f"EXECUTE {name}" + (f" ({arguments})" if marks else ""), tuple(map(values.get, marks))


def give_up_plans(database: BaseDatabaseWrapper) -> None:
    """Ask without plans until the next connection: they fail when a migration changes a table."""
    if database.vendor == "postgresql" and database.connection is not None:
        database.connection.keeps_plans = False


def with_numbers(driver: Any, query: Query, marks: Sequence[Any]) -> str:
    """The SQL with `$1` for the first mark and so on, and with its other parameters as they are."""
    sql, params = query
    rest = iter(params)
    constants: list[Any] = []

    def number(match: re.Match[str]) -> str:
        if match[0] == "%%":
            return match[0]
        param = next(rest)
        if param in marks:
            return f"${marks.index(param) + 1}"
        constants.append(param)
        return match[0]

    numbered = PLACEHOLDER.sub(number, sql)
    return driver.cursor().mogrify(numbered, constants)
