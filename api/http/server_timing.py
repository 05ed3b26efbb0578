"""What an answer costs, for developers: in the log, and in https://www.w3.org/TR/server-timing/."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse


class Queries:
    """Count and time queries, as a wrapper of Django's `execute`."""

    def __init__(self) -> None:
        self.count = 0
        self.seconds = 0.0

    def __call__(self, execute: Callable, *args: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(*args)
        finally:
            self.count += 1
            self.seconds += time.perf_counter() - started

    def __str__(self) -> str:
        return f"{self.count} quer{'y' if self.count == 1 else 'ies'}"


class ServerTimingMiddleware:
    """`Server-Timing: total;dur=12.5, db;dur=3.1;desc="2 queries"`, in milliseconds.

    Only development uses it. In production the cost of a query could reveal hidden records.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        queries, started = Queries(), time.perf_counter()
        request.queries = queries  # type: ignore[attr-defined]
        with connection.execute_wrapper(queries):
            response = self.get_response(request)
        total = (time.perf_counter() - started) * 1000
        response.headers["Server-Timing"] = (
            f'total;dur={total:.1f}, db;dur={queries.seconds * 1000:.1f};desc="{queries}"'
        )
        return response
