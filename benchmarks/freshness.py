"""Whether a reader ever sees what is behind: publishers publish while readers read.

    .venv/bin/python benchmarks/freshness.py [PUBLICATIONS]

BENCH_DATABASE_URL names a PostgreSQL server that lets us make a database, `sqlite` a file. For each
publication it takes the time until all of several readings in a row, which meet both workers of the
server, show it or something newer; a reading that began after the bound and shows less is stale,
and one whose parts are of two versions is torn. Of the parts, three stand in one document and one
in its ETag.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench import POSTGRES, postgres_database
from load import ROOT, environment, server

PUBLICATIONS = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
PUBLISHERS, READERS = 2, 4
ON_SQLITE = POSTGRES == "sqlite"
BOUND = 0.0 if ON_SQLITE else 0.1  # seconds
PUBLISHER = """
import sys, django
django.setup()
from archive.publisher.after_commit import catch_up
from tests.factories import make_theme
slug, count = sys.argv[1], int(sys.argv[2])
theme = make_theme(slug=slug, label="0", summary="0")
catch_up()
print(0, flush=True)
for number in range(1, count + 1):
    theme.label = theme.summary = str(number)
    theme.save()
    catch_up()
    print(number, flush=True)
"""


@dataclass
class Seen:
    """What all readers have found of one theme."""

    published: int = -1
    at: float = 0.0
    readings: int = 0
    stale: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    longest: float = 0.0  # seconds by which a reading was behind
    times: list[float] = field(default_factory=list)


def publish(slug: str, count: int, env: dict[str, str], seen: Seen) -> None:
    command = [sys.executable, "-c", PUBLISHER, slug, str(count)]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    output = process.stdout
    assert output is not None
    for line in output:
        # The time first: whoever reads the number finds the time of it or of an earlier one.
        seen.at, seen.published = time.monotonic(), int(line)
        seen.times.append(seen.at)
    if process.wait() != 0:
        raise RuntimeError(f"the publisher of {slug} failed")


def read(url: str, slug: str, seen: Seen, stop: threading.Event) -> None:
    while not stop.is_set():
        if seen.published < 0:
            time.sleep(0.01)
            continue
        began = time.monotonic()
        # The number that had to be seen by then: published before the bound.
        must = newest_before(seen.times, began - BOUND)
        with urllib.request.urlopen(f"{url}/api/v1/themes/{slug}/") as response:
            body, etag = response.read(), response.headers["ETag"]
        document = json.loads(body)
        seen.readings += 1
        number = int(document["title"])
        if document["summary"] != document["title"] or digest(body) not in etag:
            seen.torn.append(f"{slug}: {document['title']}, {document['summary']}, {etag}")
        if number < must:
            seen.stale.append(f"{slug}: {number} when {must} was published")
        if number + 1 < len(seen.times) and began > seen.times[number + 1]:
            seen.longest = max(seen.longest, began - seen.times[number + 1])


def newest_before(times: list[float], moment: float) -> int:
    """The number of the newest publication that was told before `moment`."""
    number = len(times) - 1
    while number > 0 and times[number] > moment:
        number -= 1
    return number


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def run(database: str, megabytes: int, count: int) -> None:
    env = environment(database, "contenders.settings", API_FAST_PATH_MB=str(megabytes))
    with server("api.wsgi:application", env, "/health/ready") as (url, _pid):
        seen = {f"theme-{megabytes}-{number}": Seen() for number in range(PUBLISHERS)}
        stop = threading.Event()
        readers = [
            threading.Thread(target=read, args=(url, slug, theme, stop))
            for slug, theme in seen.items()
            for _ in range(READERS // PUBLISHERS)
        ]
        publishers = [
            threading.Thread(target=publish, args=(slug, count // PUBLISHERS, env, theme))
            for slug, theme in seen.items()
        ]
        for thread in readers + publishers:
            thread.start()
        for thread in publishers:
            thread.join()
        time.sleep(BOUND + 0.1)
        stop.set()
        for thread in readers:
            thread.join()
    figures = {
        "fast_path": megabytes > 0,
        "publications": sum(theme.published for theme in seen.values()),
        "readings": sum(theme.readings for theme in seen.values()),
        "stale": sum(len(theme.stale) for theme in seen.values()),
        "torn": sum(len(theme.torn) for theme in seen.values()),
        "longest_ms_behind": round(max(theme.longest for theme in seen.values()) * 1000, 1),
    }
    for theme in seen.values():
        for line in (theme.stale + theme.torn)[:3]:
            sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{json.dumps(figures)}\n")
    sys.stdout.flush()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        if ON_SQLITE:
            database = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        else:
            database = stack.enter_context(postgres_database())
        env = environment(database, "contenders.settings")
        command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        subprocess.run(command, check=True, cwd=ROOT, env=env)
        for megabytes in (64, 0):
            run(database, megabytes, PUBLICATIONS // 2)


if __name__ == "__main__":
    main()
