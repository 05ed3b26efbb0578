"""Servers on free ports, and load on them with wrk."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORKERS, THREADS, CONNECTIONS = 2, 8, 16


def environment(database: str, settings: str, **more: str) -> dict[str, str]:
    """The environment of a process that works on `database` with the settings `settings`."""
    return {
        **os.environ,
        "PYTHONPATH": f"{ROOT}:{ROOT / 'benchmarks'}",
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": settings,
        **more,
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def granian(application: str, where: str, workers: int = WORKERS) -> list[str]:
    """The command that serves `application` at `where`: the path of a socket, or a port."""
    return [
        str(Path(sys.executable).with_name("granian")),
        "--interface=wsgi",
        f"--uds={where}" if "/" in where else f"--port={where}",
        f"--workers={workers}",
        f"--blocking-threads={THREADS}",
        "--log-level=error",
        "--workers-kill-timeout=20",
        "--no-ws",
        application,
    ]


@contextmanager
def server(
    application: str,
    env: dict[str, str],
    probe: str,
    command: Callable[[str, str], list[str]] = granian,
) -> Iterator[tuple[str, int]]:
    """`(address, process id)` of a server, once `probe` is answered."""
    port = free_port()
    process = subprocess.Popen(command(application, str(port)), cwd=ROOT, env=env)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}{probe}")
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(url: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            fetch(url)
            return
        except urllib.error.HTTPError:
            raise
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def fetch(url: str, **headers: str) -> tuple[bytes, Message]:
    """The body and the headers of the answer to one request."""
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as response:
        return response.read(), response.headers


def rate(
    url: str, seconds: float, headers: tuple[str, ...] = (), script: Path | None = None
) -> float:
    """Answers a second to 16 connections. Raises when one of them is no success.

    `script` tells wrk what to ask for instead of `url`, in Lua.
    """
    flags = [flag for header in headers for flag in ("-H", header)]
    flags += ["-s", str(script)] if script else []
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", "--timeout=30s", *flags, url]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        raise RuntimeError(f"{url}: {output}")
    return float(number_in(output, r"Requests/sec:\s+([\d.]+)"))


def number_in(text: str, pattern: str) -> str:
    """The first group of `pattern` in what a program said of itself."""
    match = re.search(pattern, text)
    if match is None:
        raise RuntimeError(f"nothing like {pattern} in: {text}")
    return match[1]


def children(pid: int) -> set[int]:
    """The ids of the processes that `pid` has begun and that run."""
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def megabytes(pid: int, which: str = "VmRSS") -> float:
    """The largest resident set of the children of `pid`, of pages that they share too.

    "VmHWM" is the largest that each ever had, "VmRSS" that of now.
    """
    return max((resident(child, which) for child in children(pid)), default=0)


def resident(pid: int, which: str = "VmRSS") -> float:
    """The megabytes of the process `pid` itself."""
    return int(number_in(Path(f"/proc/{pid}/status").read_text(), rf"{which}:\s+(\d+)")) / 1024
