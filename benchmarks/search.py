"""What a search costs in a large archive, against a list of the same size.

    .venv/bin/python benchmarks/search.py [EVENTS]

It prints the ratios of the medians. BENCH_DATABASE_URL names another database than SQLite.
"""

import sys

from large_archive import fill
from timing import compare

EVENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
SEARCH = "/api/v1/search/"


def main() -> None:
    fill(EVENTS)
    medians = compare({
        "list": "/api/v1/events/?limit=20",
        "a rare word": f"{SEARCH}?q={EVENTS // 2}",
        "three words": f"{SEARCH}?q=human+rights+dignity",
        "a frequent word": f"{SEARCH}?q=human",
        "every record": f"{SEARCH}?q=partner+series",
        "a slip": f"{SEARCH}?q=humman",
        "suggestions": f"{SEARCH}suggest/?q=hum",
        "a list with q": "/api/v1/events/?limit=20&q=human",
    })  # fmt: skip
    print(f"{EVENTS} events; a list {medians['list'] * 1000:.1f} ms")
    for name, seconds in medians.items():
        print(f"{name:>16}: {seconds * 1000:7.1f} ms, {seconds / medians['list']:6.1f} lists")


if __name__ == "__main__":
    main()
