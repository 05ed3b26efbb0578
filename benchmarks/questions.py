"""What the questions of docs/questions.md cost in a large archive.

    .venv/bin/python benchmarks/questions.py [EVENTS]

It prints the median of each, made anew, and the size of its answer. BENCH_DATABASE_URL names
another database than SQLite.
"""

import re
import statistics
import sys
import time

from django.core.management import call_command
from large_archive import ROOT, fill
from settled import settle
from timing import READER

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
    call_command("demo", "--no-users", verbosity=0)
    settle()
    measured = sorted((measure(request), request) for request in REQUESTS)
    medians = [seconds for (seconds, _size), _request in measured]
    print(f"{EVENTS} events: the median question {statistics.median(medians) * 1000:.1f} ms")
    for (seconds, size), request in reversed(measured):
        print(f"{seconds * 1000:7.1f} ms {size / 1000:7.1f} kB  {request}")


def measure(request: str) -> tuple[float, int]:
    taken = []
    for _ in range(ROUNDS):
        for known in (counts, places, facets.counts, few_records.latest):
            known.forget()
        started = time.perf_counter()
        response = READER.get(f"/api/v1/{request}")
        taken.append(time.perf_counter() - started)
        assert response.status_code == 200, (request, response.content)
    return statistics.median(taken), len(response.content)


if __name__ == "__main__":
    main()
