"""What the questions of docs/questions.md cost in a large archive of varied editions.

    .venv/bin/python benchmarks/questions.py [EVENTS]

It prints the median of each, made anew, and the size of its answer: milliseconds of processor time
of Python, and of PostgreSQL if BENCH_DATABASE_URL names a database of this machine. PostgreSQL
works with one process.
"""

import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection
from large_archive import ROOT
from timing import READER
from varied_archive import fill

from api.lists import few_records
from api.lists.page import places
from api.query import facets
from api.snapshot_read import counts

EVENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
ROUNDS = 7
PAGE = (ROOT / "docs/questions.md").read_text()
REQUESTS = re.findall(r"^\| .* \| `(.*)` \|$", PAGE, re.MULTILINE)


def main() -> None:
    fill(EVENTS)
    of_database = database_clock()
    measured = sorted((measure(request, of_database), request) for request in REQUESTS)
    medians = [python + database for (python, database, _size), _request in measured]
    print(f"{EVENTS} events: the median question {statistics.median(medians):.1f} ms")
    print("  Python  database")
    for (python, database, size), request in sorted(measured, key=total, reverse=True):
        print(f"{python:8.1f} {database:9.1f} ms {size / 1000:7.1f} kB  {request}")


def total(row: tuple[tuple[float, float, int], str]) -> float:
    (python, database, _size), _request = row
    return python + database


def database_clock() -> Callable[[], float]:
    """Milliseconds that PostgreSQL has worked for this connection. SQLite works in Python."""
    if connection.vendor != "postgresql":
        return lambda: 0.0
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_backend_pid()")
        times = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return lambda: int(times.read_text().split()[0]) / 1e6


def measure(request: str, of_database: Callable[[], float]) -> tuple[float, float, int]:
    of_python, in_database = [], []
    for _ in range(ROUNDS):
        for known in (counts, places, facets.counts, few_records.latest):
            known.forget()
        before, started = of_database(), time.process_time()
        response = READER.get(f"/api/v1/{request}")
        of_python.append((time.process_time() - started) * 1000)
        in_database.append(of_database() - before)
        assert response.status_code == 200, (request, response.content)
    return statistics.median(of_python), statistics.median(in_database), len(response.content)


if __name__ == "__main__":
    main()
