"""What a page deep in a long list costs, against the first one.

    .venv/bin/python benchmarks/deep_pages.py [EVENTS]

It prints the ratios of the medians. BENCH_DATABASE_URL names another database than SQLite.
"""

import sys

from large_archive import fill
from timing import compare, read

EVENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000


def deep_cursor(ordering: str) -> str:
    """The address of the page at 90 % of the list."""
    url = f"/api/v1/events/?limit=100&ordering={ordering}"
    for _ in range(int(EVENTS * 0.9) // 100):
        url = read(url)["next"].removeprefix("https://api.test")
    return url


def main() -> None:
    fill(EVENTS)
    print(f"{EVENTS} events")
    for ordering in ("-ordinal", "title", "-start,title"):
        first = f"/api/v1/events/?limit=100&ordering={ordering}"
        numbered = f"/api/v1/events/?limit=100&ordering={ordering}&page=90"
        medians = compare({"first": first, "cursor": deep_cursor(ordering), "page": numbered})
        print(
            f"{ordering:>14}: first {medians['first'] * 1000:6.1f} ms, "
            f"cursor at 90 % {medians['cursor'] / medians['first']:.2f}, "
            f"page 90 {medians['page'] / medians['first']:.2f}"
        )


if __name__ == "__main__":
    main()
