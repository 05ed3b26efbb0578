"""Whether the memory of a server stays flat under a mixed load.

    .venv/bin/python benchmarks/memory.py [MINUTES]

Two workers on PostgreSQL (BENCH_DATABASE_URL) answer 16 connections that ask for documents, lists,
searches, formats, feeds, the past and the changes in turn, while a publisher publishes twice a
second. It prints what the larger worker holds, minute by minute.
"""

import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from statistics import median

from bench import fill, postgres_database, say
from load import ROOT, environment, megabytes, rate, server

MINUTES = float(sys.argv[1]) if len(sys.argv) > 1 else 10
EVENTS = 1_000
EVERY = 5  # seconds between two looks at the memory
# Each list of addresses goes on for so many numbers, so that more is asked for than can be kept.
ASKED = (
    "/api/v1/events/B{n}/", "/api/v1/events/B{n}/?fields=title,ordinal",
    "/api/v1/events/?limit=20&ordinal={n}", "/api/v1/events/?page={page}",
    "/api/v1/events/?limit=1&count=exact&ordinal__gte={n}",
    "/api/v1/events/?as_of=2100-01-01&ordinal={n}", "/api/v1/search/?q=human+{n}",
    "/api/v1/events/B{n}.md", "/api/v1/events/B{n}.jsonld", "/api/v1/events/B{n}.png",
    "/api/v1/events.csv?ordinal={n}", "/api/v1/events.atom?limit=5",
    "/api/v1/events/B{n}/history/", "/api/v1/changes/?since={n}", "/api/v1/sitemap.xml",
)  # fmt: skip
LUA = """
local paths = {{ {paths} }}
local next = math.random(#paths)
request = function()
  next = next % #paths + 1
  return wrk.format("GET", paths[next])
end
"""
PUBLISHER = """
import time, django
django.setup()
from archive.publisher.after_commit import catch_up
from tests.factories import make_theme
theme, number = make_theme(slug="busy", label="0"), 0
while True:
    theme.label, number = str(number), number + 1
    theme.save()
    catch_up()
    time.sleep(0.5)
"""


def addresses() -> list[str]:
    return [pattern.format(n=n, page=n % 40 + 1) for n in range(1, EVENTS) for pattern in ASKED]


def watch(pid: int, stop: threading.Event, sizes: list[float]) -> None:
    while not stop.wait(EVERY):
        sizes.append(megabytes(pid))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, postgres_database() as database:
        say(f"{EVENTS} events: {fill(database, EVENTS)}")
        script = Path(folder, "mixed.lua")
        script.write_text(LUA.format(paths=", ".join(f'"{address}"' for address in addresses())))
        env = environment(database, "contenders.settings")
        with server("api.wsgi:application", env, "/health/ready") as (url, pid):
            publisher = subprocess.Popen([sys.executable, "-c", PUBLISHER], cwd=ROOT, env=env)
            sizes: list[float] = []
            stop = threading.Event()
            watcher = threading.Thread(target=watch, args=(pid, stop, sizes))
            watcher.start()
            try:
                answered = rate(url, MINUTES * 60, script=script)
            finally:
                stop.set()
                watcher.join()
                publisher.terminate()
                publisher.wait()
        say(f"{answered:.0f} answers a second; megabytes of the larger worker by the minute:")
        minute = max(1, 60 // EVERY)
        say(" ".join(f"{max(sizes[at : at + minute]):.0f}" for at in range(0, len(sizes), minute)))
        third = max(1, len(sizes) // 3)
        growth = median(sizes[-third:]) / median(sizes[third : 2 * third] or sizes)
        say(f"the last third to the second: {growth:.3f}; at most {max(sizes):.0f} MB")


if __name__ == "__main__":
    main()
