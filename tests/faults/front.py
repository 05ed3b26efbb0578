"""The arrangement of docs/operators.md: its nginx before its command, in a folder of a test."""

import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.faults.load import until
from tests.nginx import nginx_in
from tests.serving import ROOT, free_port, wait_for

PAGE = ROOT / "docs" / "operators.md"
FOLDER = "/run/plenary"
WORKERS = 2
STARTED, STOPPED = "Started worker-", "Stopped old worker-"


@dataclass(frozen=True)
class Front:
    """What the public sees at `url`, and the server behind it."""

    url: str
    process: subprocess.Popen
    log: Path

    def says(self, message: str) -> int:
        """How often the server has said `words`."""
        return self.log.read_text().count(message)

    def workers(self) -> list[int]:
        children = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
        return [int(pid) for pid in Path(children).read_text().split()]

    def reload(self) -> None:
        """What the page says, and return when every worker is a new one."""
        expected = {message: self.says(message) + WORKERS for message in (STOPPED, STARTED)}
        self.process.send_signal(signal.SIGHUP)
        for message, count in expected.items():
            until(partial(self.has_said, message, count), 150)

    def has_said(self, message: str, count: int) -> bool:
        return self.says(message) == count


def in_page(pattern: str) -> str:
    match = re.search(pattern, PAGE.read_text(), re.MULTILINE | re.DOTALL)
    assert match, pattern
    return match[1]


def command_of_the_page(folder: Path) -> list[str]:
    line = in_page(r"^\.venv/bin/(granian [^\n]*--pid-file[^\n]*)$")
    command = shlex.split(line.replace(FOLDER, f"{folder}/run"))
    return [str(Path(sys.executable).with_name(command[0])), *command[1:]]


def nginx_of_the_page(folder: Path, port: int) -> str:
    """It stands where TLS ends; in a test nobody speaks TLS."""
    site = in_page(r"^```nginx\n(.*?)^```$")
    site = re.sub(r"^ *ssl_.*\n", "", site, flags=re.MULTILINE)
    site = site.replace("    listen 80;\n", "")
    site = site.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    return site.replace("$scheme", "https").replace(FOLDER, f"{folder}/run")


@contextmanager
def front(database: str, folder: Path, **environment: str) -> Iterator[Front]:
    """The server of production on `database`, as the public reaches it."""
    port = free_port()
    (folder / "run").mkdir()
    with (folder / "log").open("ab") as log:
        server = subprocess.Popen(
            command_of_the_page(folder),
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": database, **environment},
            stdout=log,
            stderr=log,
        )
        try:
            with nginx_in(folder, nginx_of_the_page(folder, port)):
                front = Front(f"http://127.0.0.1:{port}", server, folder / "log")
                until(lambda: front.says(STARTED) == WORKERS, 90)
                wait_for(f"{front.url}/health/live")
                yield front
        finally:
            server.terminate()
            server.wait(timeout=60)
