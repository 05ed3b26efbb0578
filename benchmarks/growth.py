"""Whether an answer costs more when the archive is a hundred times as large.

    .venv/bin/python benchmarks/growth.py [EVENTS]

Two archives on one PostgreSQL server (BENCH_DATABASE_URL), of 1,000 events and of EVENTS, each
with two workers; all are asked in turn, once with what they know and once with every answer made
anew. It prints the rates of the large one as parts of those of the small one, and its memory.
"""

import subprocess
import sys
from contextlib import ExitStack

from bench import DETAIL, LIST, SHORT, compare, postgres_database, say
from load import ROOT, environment, megabytes, server

SMALL, LARGE = 1_000, int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
ASKED = {
    "detail": DETAIL,
    "list": LIST,
    "filtered list": "/api/v1/events/?limit=20&year=2012",
    "rare word": "/api/v1/events/?limit=20&q=500",
    "frequent word": "/api/v1/events/?limit=20&q=human",
    "changes": "/api/v1/changes/?limit=20",
}
FILL = "import sys; from large_archive import fill; fill(int(sys.argv[1]))"


def fill(database: str, events: int) -> None:
    env = environment("", "contenders.settings", BENCH_DATABASE_URL=database)
    subprocess.run([sys.executable, "-c", FILL, str(events)], check=True, cwd=ROOT, env=env)


def main() -> None:
    with ExitStack() as stack:
        databases = []
        for events in (SMALL, LARGE):
            databases.append(stack.enter_context(postgres_database(f"plenary_bench_{events}")))
            fill(databases[-1], events)
        small, large = databases
        for cache_megabytes in (64, 0):
            measure(small, large, cache_megabytes)


def measure(small_one: str, large_one: str, megabytes_known: int) -> None:
    with ExitStack() as stack:

        def served(database: str) -> tuple[str, int]:
            more = {"API_FAST_PATH_MB": str(megabytes_known)}
            env = environment(database, "contenders.settings", **more)
            return stack.enter_context(server("api.wsgi:application", env, "/health/ready"))

        small, _pid = served(small_one)
        large, pid = served(large_one)
        addresses = {
            f"{size} {name}": (f"{url}{path}", ())
            for name, path in ASKED.items()
            for size, url in (("small", small), ("large", large))
        }
        rates = compare(addresses, SHORT)
        say("known answers" if megabytes_known else "answers made anew")
        for name in ASKED:
            ratio = rates[f"large {name}"] / rates[f"small {name}"]
            say(f"{name:>16}: {rates[f'large {name}']:9,.0f} a second, {ratio:.2f}")
        say(f"a worker of {LARGE} events took {megabytes(pid, 'VmHWM'):.0f} MB")


if __name__ == "__main__":
    main()
