"""The server of production, on the database of a test."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def production_server(waiting: int = 0) -> Iterator[str]:
    """The address of granian with four threads, and so many places to wait for news."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [
            str(Path(sys.executable).with_name("granian")),
            "--interface=wsgi",
            f"--port={port}",
            "--blocking-threads=4",
            "--log-level=error",
            "api.wsgi:application",
        ],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url(), "API_MAX_WAITING": str(waiting)},
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/health/ready")
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


def database_url() -> str:
    """The address of the test's own database."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    login = f"{database['USER']}:{database['PASSWORD']}"
    return f"postgres://{login}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"


def wait_for(url: str) -> None:
    """Return when `url` answers with 200. Raises the last error after 20 seconds."""
    until = time.monotonic() + 20
    while True:
        try:
            with urllib.request.urlopen(url):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
