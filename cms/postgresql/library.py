"""Queries by PostgreSQL's own library, for what is asked thousands of times a second.

The driver makes objects of what it sends and of what it gets. Here all values are text, or bytes
as they are stored. It also waits for an answer for ever, where a table is locked or a machine has
stopped.
"""

import select
import time
from collections.abc import Sequence
from typing import Any

from django.db import OperationalError

LONGEST_QUERY = 1.0  # seconds for a query; a server that takes longer does not answer
TUPLES, COMMAND = 2, 1  # PGRES_TUPLES_OK, PGRES_COMMAND_OK
BINARY, BYTEA = 1, 17

Rows = list[tuple[Any, ...]]


def ask(pgconn: Any, query: str) -> Rows:
    """The rows of `query`. Raises OperationalError after LONGEST_QUERY seconds."""
    pgconn.send_query(query.encode())
    return _rows(pgconn)


def prepare(pgconn: Any, name: str, query: str) -> None:
    """Let the server plan `query`, whose parameters are $1, $2 and so on."""
    pgconn.send_prepare(name.encode(), query.encode())
    _rows(pgconn)


def ask_prepared(pgconn: Any, name: str, params: Sequence[str]) -> Rows:
    """The rows of a prepared query, whose columns are text and `bytea`.

    As text, bytes would come in hexadecimal digits, twice as long.
    """
    values = [param.encode() for param in params]
    pgconn.send_query_prepared(name.encode(), values, result_format=BINARY)
    return _rows(pgconn)


def _rows(pgconn: Any) -> Rows:
    answered = select.poll()
    answered.register(pgconn.socket, select.POLLIN)
    until = time.monotonic() + LONGEST_QUERY
    while pgconn.is_busy():
        if not answered.poll(max(0.0, until - time.monotonic()) * 1000):
            raise OperationalError("no answer in time")
        pgconn.consume_input()
    results = iter(pgconn.get_result, None)
    result = next(results)
    for _end in results:  # until there is none the next question cannot be asked
        pass
    if result.status not in (TUPLES, COMMAND):
        raise OperationalError(result.error_message.decode(errors="replace"))
    columns = [(column, result.ftype(column) == BYTEA) for column in range(result.nfields)]
    return [
        tuple(
            [
                value if value is None or is_bytes else value.decode()
                for column, is_bytes in columns
                for value in [result.get_value(row, column)]
            ]
        )
        for row in range(result.ntuples)
    ]
