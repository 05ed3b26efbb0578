"""Whether the memory of the processes stays flat under a mixed load.

    .venv/bin/python benchmarks/memory.py [MINUTES] [A_SECOND]

Two workers on PostgreSQL (BENCH_DATABASE_URL) answer 16 connections that ask for documents, lists,
searches, formats, feeds, the past and the changes in turn. The site makes pages from them for 16
other connections, a publisher publishes twice a second, and renames the series of all events once a
minute, which it leaves to the worker.
It prints what the larger process of each holds, minute by minute. A_SECOND is about how many
answers each of both servers is asked for in a second: without it, as many as they give.
"""

import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from bench import fill, postgres_database, say
from load import CONNECTIONS, ROOT, environment, megabytes, rate, resident, server

MINUTES = float(sys.argv[1]) if len(sys.argv) > 1 else 10
A_SECOND = float(sys.argv[2]) if len(sys.argv) > 2 else None
EVENTS = 1_000
EVERY = 5  # seconds between two looks at the memory
API, SITE = "https://api.test", "https://www.test"  # of the settings for tests
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
PAGES = ("/a-series/b{n}/", "/events/?page={first_page}", "/search/?q=human+{n}", "/a-series/")
LUA = """
local paths = {{ {paths} }}
local next = math.random(#paths)
request = function()
  next = next % #paths + 1
  return wrk.format("GET", paths[next])
end
"""
# Two threads of wrk share the connections.
DELAY = """
delay = function()
  return {milliseconds}
end
"""
PUBLISHER = """
import time, django
django.setup()
from archive.publisher.after_commit import catch_up
from cms.models import SeriesPage
from tests.factories import make_theme
theme, series, number = make_theme(slug="busy", label="0"), SeriesPage.objects.get(), 0
while True:
    theme.label, number = str(number), number + 1
    theme.save()
    catch_up()
    if number % 120 == 0:
        series.title = f"Series {number}"
        series.save()
        catch_up()
    time.sleep(0.5)
"""
Sizes = dict[str, list[float]]


def addresses(patterns: tuple[str, ...]) -> list[str]:
    return [
        pattern.format(n=n, page=n % 40 + 1, first_page=n % 10 + 1)
        for n in range(1, EVENTS)
        for pattern in patterns
    ]


def script_of(path: Path, patterns: tuple[str, ...]) -> Path:
    lines = LUA.format(paths=", ".join(f'"{address}"' for address in addresses(patterns)))
    if A_SECOND:
        lines += DELAY.format(milliseconds=round(1000 * CONNECTIONS / A_SECOND))
    path.write_text(lines)
    return path


def main() -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = stack.enter_context(postgres_database("plenary_memory"))
        say(f"{EVENTS} events: {fill(database, EVENTS)}")
        env = environment(database, "contenders.settings", WORKER="true")
        url, pid = stack.enter_context(server("api.wsgi:application", env, "/health/ready"))
        site = env | {"API_ORIGIN": API, "FRONTEND_ORIGIN": SITE, "SITE_API_ADDRESS": url}
        pages, site_pid = stack.enter_context(
            server("frontend.server.wsgi:application", site, "/robots.txt")
        )
        worker = begin(stack, env, "manage.py", "worker")
        begin(stack, env, "-c", PUBLISHER)
        looks = {
            "web worker": lambda: megabytes(pid),
            "site": lambda: megabytes(site_pid),
            "worker": lambda: resident(worker),
        }
        loads = [
            (url, script_of(folder / "api.lua", ASKED)),
            (pages, script_of(folder / "site.lua", PAGES)),
        ]
        sizes: Sizes = {name: [] for name in looks}
        with watched(looks, sizes), ThreadPoolExecutor() as pool:
            rates = [pool.submit(rate, at, MINUTES * 60, script=script) for at, script in loads]
    for name, megabytes_of_one in sizes.items():
        report(name, megabytes_of_one)
    for future in rates:
        say(f"{future.result():.0f} answers a second")


def begin(stack: ExitStack, env: dict[str, str], *arguments: str) -> int:
    """The id of a Python process that runs to the end of the benchmark."""
    process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=env)
    stack.callback(process.wait)
    stack.callback(process.terminate)
    return process.pid


@contextmanager
def watched(looks: dict[str, Callable[[], float]], sizes: Sizes) -> Iterator[None]:
    """Inside this block, `sizes` gets what the processes hold, every few seconds."""
    stop = threading.Event()
    watcher = threading.Thread(target=watch, args=(looks, stop, sizes))
    watcher.start()
    try:
        yield
    finally:
        stop.set()
        watcher.join()


def watch(looks: dict[str, Callable[[], float]], stop: threading.Event, sizes: Sizes) -> None:
    while not stop.wait(EVERY):
        for name, look in looks.items():
            sizes[name].append(look())


def report(name: str, sizes: list[float]) -> None:
    minute = max(1, 60 // EVERY)
    largest = (max(sizes[at : at + minute]) for at in range(0, len(sizes), minute))
    say(f"{name}, megabytes by the minute: {' '.join(f'{size:.0f}' for size in largest)}")
    third = max(1, len(sizes) // 3)
    growth = median(sizes[-third:]) / median(sizes[third : 2 * third] or sizes)
    say(f"the last third to the second: {growth:.3f}; at most {max(sizes):.0f} MB")


if __name__ == "__main__":
    main()
