"""The server of production, on the database of a test."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Server:
    """A server that runs; its process is the one that has the workers."""

    url: str
    process: subprocess.Popen


@contextmanager
def production_server(waiting: int = 0) -> Iterator[str]:
    """The address of granian with four threads, and so many places to wait for news."""
    with server(database_url(), "--blocking-threads=4", API_MAX_WAITING=str(waiting)) as running:
        yield running.url


@contextmanager
def server(
    database: str, *options: str, output: Path | None = None, **environment: str
) -> Iterator[Server]:
    """granian on `database`, with `options` of its own. What it says is in the file `output`."""
    port = free_port()
    log = output.open("ab") if output else None
    process = subprocess.Popen(
        [
            str(Path(sys.executable).with_name("granian")),
            "--interface=wsgi",
            f"--port={port}",
            "--log-level=error",
            # Python misses a signal that comes just before it begins to wait for one.
            "--workers-kill-timeout=20",
            *options,
            "api.wsgi:application",
        ],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database, **environment},
        stdout=log,
        stderr=log,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/health/live")
        yield Server(url, process)
    finally:
        process.terminate()
        process.wait(timeout=60)
        if log:
            log.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def database_url(name: str = "") -> str:
    """The address of the test's own database, or of another one on that server."""
    database = connection.settings_dict
    name = name or database["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    login = f"{database['USER']}:{database['PASSWORD']}"
    return f"postgres://{login}@{database['HOST']}:{database['PORT'] or 5432}/{name}"


def wait_for(url: str) -> None:
    """Return when `url` answers with 200. Raises the last error after two minutes."""
    until = time.monotonic() + 120  # a busy machine is slow
    while True:
        try:
            with urllib.request.urlopen(url):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
