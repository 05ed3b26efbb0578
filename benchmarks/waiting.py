"""Readers who wait for news in one process: its memory, and when the last one is told.

    .venv/bin/python benchmarks/waiting.py DATABASE_URL [READERS]

Half of them hold the event stream, half a long poll. A theme is published while all of them wait.
The database is one that `contenders/content.py` has filled. Each reader needs a file here and one
in the server: see `ulimit -n`.
"""

import asyncio
import json
import sys
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from load import environment, fetch, granian, megabytes, server
from publishing import Publisher

READERS = int(sys.argv[2]) if len(sys.argv) > 2 else 5_000
MORE = 20  # readers for whom there is no place
AT_ONCE = 50  # who connect at the same moment
LONGEST = 120  # seconds
MOST_MEGABYTES = 300
# Each reader takes half the memory with small buffers and without a second protocol.
CONNECTIONS = ("--http=1", "--http1-buffer-size=8192", "--backlog=8192", "--backpressure=6000")
STREAM = "/api/v1/changes/stream/"
POLL = "/api/v1/changes/?kind=theme&since={head}&wait=30"


@dataclass
class Reader:
    """A connection that waits."""

    reading: asyncio.StreamReader
    writing: asyncio.StreamWriter

    async def news(self) -> float:
        """The time at which it is told of the theme that is published."""
        await self.reading.readuntil(b'"kind":"theme"')
        self.writing.close()
        return time.monotonic()


async def waiting_reader(host: str, path: str, turn: asyncio.Semaphore) -> Reader:
    async with turn:
        reading, writing = await asyncio.open_connection(*host.split(":"))
        writing.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        if path == STREAM:
            await asyncio.wait_for(reading.readuntil(b"\nid: "), LONGEST)
    return Reader(reading, writing)


async def measure(address: str, pid: int, publisher: Publisher) -> dict[str, float]:
    host, turn = urlsplit(address).netloc, asyncio.Semaphore(AT_ONCE)
    before = megabytes(pid)
    streams = await asyncio.gather(
        *(waiting_reader(host, STREAM, turn) for _ in range(READERS // 2))
    )
    head = json.loads(fetch(f"{address}/api/v1/changes/?limit=1")[0])["head"]
    path = POLL.format(head=head)
    polls = await asyncio.gather(
        *(waiting_reader(host, path, turn) for _ in range(READERS - READERS // 2))
    )
    await asyncio.sleep(8)  # so that the last of them wait
    refused = [await status(host, turn) for _ in range(MORE)].count(503)
    readings = [asyncio.ensure_future(reader.news()) for reader in (*streams, *polls)]
    with_readers = megabytes(pid)
    began = time.monotonic()
    publisher.publish()
    times = await asyncio.wait_for(asyncio.gather(*readings), LONGEST)
    return {
        "waiting_readers": len(times),
        "waiting_readers_refused": refused / MORE,
        "waiting_mb_before": before,
        "waiting_mb": with_readers,
        "waiting_most_mb": megabytes(pid, "VmHWM"),
        "first_told_s": min(times) - began,
        "last_told_s": max(times) - began,
    }


async def status(host: str, turn: asyncio.Semaphore) -> int:
    async with turn:
        reading, writing = await asyncio.open_connection(*host.split(":"))
        writing.write(f"GET {STREAM} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        line = await asyncio.wait_for(reading.readline(), LONGEST)
        writing.close()
    return int(line.split()[1])


def asgi(application: str, where: str) -> list[str]:
    """The command of `plenary-waiting`, at a port."""
    command = [argument for argument in granian(application, where, 1) if "threads" not in argument]
    command[1] = "--interface=asginl"
    return [*command[:-1], *CONNECTIONS, application]


def main() -> None:
    env = environment(sys.argv[1], "contenders.settings", API_MAX_WAITING=str(READERS))
    publisher = Publisher(env)
    try:
        with server("api.asgi:application", env, "/health/ready", asgi) as (address, pid):
            figures = asyncio.run(measure(address, pid, publisher))
    finally:
        publisher.close()
    print(json.dumps({name: round(figure, 2) for name, figure in figures.items()}))
    if figures["waiting_most_mb"] > MOST_MEGABYTES or figures["waiting_readers_refused"] < 1:
        sys.exit(f"More than {MOST_MEGABYTES} MB, or a reader without a place was not refused.")


if __name__ == "__main__":
    main()
