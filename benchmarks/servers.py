"""The servers that could serve Plenary, with the same application: `benchmarks/servers.py`.

For each: known answers a second to 16 connections, the memory of a process, and how many of the
GETs of four readers fail while all workers are replaced, on one socket and without a proxy that
would ask again. Those that requirements-dev.txt has not are installed for the run alone. Rates are
ratios to the first server, measured in turn.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from statistics import median

from bench import DETAIL, fill, postgres_database, say
from load import ROOT, THREADS, WORKERS, children, environment, granian, megabytes, rate, server

OTHERS = (
    "gunicorn==27.0.1",
    "uvicorn==0.54.0",
    "uvloop==0.23.0",
    "httptools==0.9.0",
    "a2wsgi==1.10.10",
)
EVENTS, SECONDS, ROUNDS, READERS = 1_000, 3, 3, 4
RELOADING = 25  # seconds, in which each server has replaced both of its workers
APPLICATION = "api.wsgi:application"

Command = Callable[[str, str], list[str]]


def gunicorn(application: str, where: str) -> list[str]:
    listen = f"unix:{where}" if "/" in where else f"127.0.0.1:{where}"
    return [
        *(sys.executable, "-m", "gunicorn", "--worker-class=gthread", "--log-level=error"),
        *(f"--bind={listen}", f"--workers={WORKERS}", f"--threads={THREADS}", application),
    ]


def uvicorn(_application: str, where: str) -> list[str]:
    """It speaks ASGI: the same application, by the adapter that its makers name."""
    listen = f"--uds={where}" if "/" in where else f"--port={where}"
    return [
        *(sys.executable, "-m", "uvicorn", "--log-level=error", "--no-access-log"),
        *(listen, f"--workers={WORKERS}", "contenders.asgi:application"),
    ]


SERVERS: dict[str, Command] = {
    "granian": granian,
    "gunicorn, threads": gunicorn,
    "uvicorn, a2wsgi": uvicorn,
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        install = [sys.executable, "-m", "pip", "install", "--quiet", f"--target={folder}"]
        subprocess.run([*install, *OTHERS], check=True)
        database = stack.enter_context(postgres_database())
        say(f"{EVENTS} events on PostgreSQL: {fill(database, EVENTS)}")
        env = environment(database, "contenders.settings")
        env["PYTHONPATH"] += f":{folder}"
        compare_rates(env)
        for name, command in SERVERS.items():
            asked, failed = replaced(command, env, f"{folder}/{name.split(',')[0]}.socket")
            say(f"{name:20}{failed:8} of {asked:7} GETs failed while all workers were replaced")


def compare_rates(env: dict[str, str]) -> None:
    with ExitStack() as stack:
        running = {
            name: stack.enter_context(server(APPLICATION, env, "/health/ready", command))
            for name, command in SERVERS.items()
        }
        rates: dict[str, list[float]] = {name: [] for name in running}
        for url, _pid in running.values():
            rate(f"{url}{DETAIL}", 1)
        for _ in range(ROUNDS):
            for name, (url, _pid) in running.items():
                rates[name].append(rate(f"{url}{DETAIL}", SECONDS))
        first = median(next(iter(rates.values())))
        for name, (_url, pid) in running.items():
            typical = median(rates[name])
            say(f"{name:20}{typical:8,.0f} a second{typical / first:6.2f}{megabytes(pid):6.0f} MB")


class Local(http.client.HTTPConnection):
    """A connection by a socket of Unix."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=10)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def is_answered(path: str) -> bool:
    """Whether one GET on a connection of its own has a whole answer with the status 200."""
    connection = Local(path)
    try:
        connection.request("GET", DETAIL, headers={"Connection": "close"})
        response = connection.getresponse()
        return response.status == 200 and bool(response.read())
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def replaced(command: Command, env: dict[str, str], path: str) -> tuple[int, int]:
    """GETs while the server replaces its workers, and how many of them failed."""
    answers: list[bool] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            answers.append(is_answered(path))
            time.sleep(0.005)

    process = subprocess.Popen(command(APPLICATION, path), cwd=ROOT, env=env)
    try:
        until = time.monotonic() + 60
        while not is_answered(path):
            if time.monotonic() > until:
                raise RuntimeError(f"{command.__name__} does not start")
            time.sleep(0.2)
        time.sleep(3)  # so that the other worker is there too
        readers = [threading.Thread(target=read) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        time.sleep(1)
        before = children(process.pid)
        os.kill(process.pid, signal.SIGHUP)
        time.sleep(RELOADING)
        stop.set()
        for reader in readers:
            reader.join()
        if len(children(process.pid) - before) < WORKERS:
            raise RuntimeError(f"{command.__name__} has not replaced its workers")
    finally:
        process.terminate()
        process.wait(timeout=60)
    return len(answers), answers.count(False)


if __name__ == "__main__":
    main()
