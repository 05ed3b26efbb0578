"""The memory and the time of a long list, in each format that is sent whole.

    .venv/bin/python benchmarks/streams.py [EVENTS]

A server of production is started for each, with one worker, and asked for all events. Memory is the
most that the worker ever took (VmHWM, its own), and what it had taken for a list of twenty: the
rest is what the long list takes. The slow reader waits for ten seconds after its first megabyte: a
server that read ahead would have to keep what nobody takes. BENCH_DATABASE_URL names another empty
database than SQLite.
"""

import http.client
import os
import secrets
import sys
import time
from functools import partial

from load import environment, granian, megabytes, server

EVENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
MOST = 30  # MB that a long list may take more than a short one
PART = 1024 * 1024
PRODUCTION = {
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "127.0.0.1",
    "TRUST_X_FORWARDED_PROTO": "true",
    "API_ORIGIN": "https://archive.example.org",
    "FRONTEND_ORIGIN": "https://www.example.org",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "DEFAULT_FROM_EMAIL": "archive@example.org",
}
HEADERS = {"X-Forwarded-Proto": "https", "Accept-Encoding": "identity"}
# The name of each run: the suffix, and how many seconds the reader waits.
RUNS = {
    "NDJSON": ("ndjson", 0),
    "NDJSON, slow reader": ("ndjson", 10),
    "CSV": ("csv", 0),
    "iCalendar": ("ics", 0),
}


def read(address: str, path: str, wait: float = 0) -> int:
    """The bytes of the answer, of which a part at a time is kept."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=300)
    connection.request("GET", path, headers=HEADERS)
    response = connection.getresponse()
    if response.status != 200:
        raise RuntimeError(f"{path}: {response.status} {response.read(300)!r}")
    size = len(response.read(PART))
    time.sleep(wait)
    while part := response.read(PART):
        size += len(part)
    return size


def measure(name: str) -> float:
    """Print what the run `name` took; return the megabytes beyond those of a short list."""
    suffix, wait = RUNS[name]
    settings = environment(os.environ["DATABASE_URL"], "cms.settings.production", **PRODUCTION)
    one = partial(granian, workers=1)
    with server("api.wsgi:application", settings, "/health/live", one) as (address, pid):
        path = f"/api/v1/events.{suffix}"
        read(address, f"{path}?limit=20")
        before = megabytes(pid, "VmHWM")
        began = time.monotonic()
        size = read(address, path, wait)
        seconds = time.monotonic() - began - wait
        peak = megabytes(pid, "VmHWM")
    print(
        f"{name:>20}: {size / 1e6:6.0f} MB in {seconds:4.0f} s; "
        f"the worker took {peak:.0f} MB at most, {before:.0f} MB for a short list"
    )
    return peak - before


def main() -> None:
    from large_archive import fill

    fill(EVENTS)
    print(f"{EVENTS} events")
    if max([measure(name) for name in RUNS]) > MOST:
        sys.exit(f"A long list takes more than {MOST} MB.")


if __name__ == "__main__":
    main()
