"""Random events read while other records are published, and after a restart.

    .venv/bin/python benchmarks/publishing.py DATABASE_URL

The database is one that `bench.py` has filled. `make bench` runs it, too.
"""

import json
import subprocess
import sys
import tempfile
import threading
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from load import ROOT, environment, rate, server

EVENTS = 990  # more of them would measure how much fits into the memory of a process
SECONDS, ROUNDS = 4, 3
AT_SPEED, LONGEST = 0.9, 10
RANDOM = """
local thread = 0
function setup(each) each:set("number", thread); thread = thread + 1 end
function init() math.randomseed(number + 1) end
function request() return wrk.format("GET", "/api/v1/events/B" .. math.random(0, %d) .. "/") end
"""
PUBLISHER = """
import sys, django
django.setup()
from archive.publisher.after_commit import catch_up
from tests.factories import make_theme
theme = make_theme(label="0")
catch_up()
print("ready", flush=True)
for number, _line in enumerate(sys.stdin, 1):
    theme.label = str(number)
    theme.save()
    catch_up()
"""


class Publisher:
    """A process that publishes a theme each second, inside a `with` block."""

    def __init__(self, env: dict[str, str]) -> None:
        command = [sys.executable, "-c", PUBLISHER]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdin=pipe, stdout=pipe, text=True
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._told = self._process.stdin
        if self._process.stdout.readline() != "ready\n":
            raise RuntimeError("the publisher does not start")

    def __enter__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._publish)
        self._thread.start()

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()

    def close(self) -> None:
        self._told.close()
        self._process.wait(timeout=30)

    def publish(self) -> None:
        """Have it publish once."""
        self._told.write("\n")
        self._told.flush()

    def _publish(self) -> None:
        while not self._stop.wait(1):
            self.publish()


def measure(database: str) -> dict[str, float]:
    env = environment(database, "contenders.settings")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        script = Path(folder) / "random.lua"
        script.write_text(RANDOM % (EVENTS - 1))
        publisher = Publisher(env)
        stack.callback(publisher.close)
        quiet, busy = [], []
        with server("api.wsgi:application", env, "/health/ready") as (url, _pid):
            rate(url, SECONDS, script=script)
            for _ in range(ROUNDS):
                quiet.append(rate(url, SECONDS, script=script))
                with publisher:
                    busy.append(rate(url, SECONDS, script=script))
        return {
            "reads_while_publishing_vs_quiet": median(busy) / median(quiet),
            "restart_to_90_percent_s": restarted(env, script, median(quiet)),
        }


def restarted(env: dict[str, str], script: Path, known_rate: float) -> int:
    """The whole seconds after which a new server answers at 90 percent of the rate `known`."""
    with server("api.wsgi:application", env, "/health/ready") as (url, _pid):
        for second in range(LONGEST):
            if rate(url, 1, script=script) >= AT_SPEED * known_rate:
                return second
    return LONGEST


if __name__ == "__main__":
    sys.stdout.write(f"{json.dumps(measure(sys.argv[1]))}\n")
