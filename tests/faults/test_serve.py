"""`make run` is two parts, the server and all else: neither goes on without the other."""

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from api.management.commands import serve
from tests.factories import make_event
from tests.faults.archive import environment_of
from tests.faults.load import until
from tests.serving import ROOT, database_url, free_port, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.same_on_all_databases]

SERVE = """
import sys
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "serve"])
"""


@contextmanager
def serving(
    error_log: Path, output: int = subprocess.DEVNULL
) -> Iterator[tuple[subprocess.Popen, int]]:
    """The process that prepares and watches, and the server's number. Errors are in `said`."""
    port, front = free_port(), free_port()
    with error_log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE],
            cwd=ROOT,
            env=environment_of(database_url())
            | {"PORT": str(port), "FRONTEND_PORT": str(front), "PYTHONUNBUFFERED": ""},
            stdout=output,
            stderr=errors,
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/health/live")
        assert b"<h1" in urlopen(f"http://127.0.0.1:{front}/events/").read()
        [server] = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        yield process, int(server)
    finally:
        process.kill()
        process.wait()


def is_gone(process: int) -> bool:
    try:
        return "\nState:\tZ" in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return True


@pytest.fixture(autouse=True)
def archive(transactional_db):
    """Something is there: no demo archive is loaded."""
    make_event()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_server_that_ends_is_said_in_a_line(tmp_path):
    error_log, log = tmp_path / "said", tmp_path / "log"
    with log.open("wb") as output, serving(error_log, output.fileno()) as (process, server):
        # A log has the addresses while the server runs, and not when it ends.
        assert "  Admin  https://api.test/admin/\n" in log.read_text()
        os.kill(server, signal.SIGKILL)
        assert process.wait(timeout=60) == 2
        assert error_log.read_text().splitlines() == [
            "CommandError: The server ended with code -9."
        ]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize(
    "signalled", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL]
)
def test_the_server_ends_with_what_watches_it(signalled, tmp_path):
    with serving(tmp_path / "said") as (process, server):
        process.send_signal(signalled)
        process.wait(timeout=60)
        until(lambda: is_gone(server))
        assert process.returncode == (-signal.SIGKILL if signalled == signal.SIGKILL else 0)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_server_ends_with_its_terminal(tmp_path):
    """No shell is there to send SIGHUP."""
    terminal, output = pty.openpty()
    with serving(tmp_path / "said", output) as (process, server):
        os.close(output)
        os.close(terminal)
        assert process.wait(timeout=60) == 0
        until(lambda: is_gone(server))


def test_a_sweep_that_fails_begins_again(monkeypatch, caplog):
    class Enough(BaseException):
        pass

    def sweep(name, every):
        sweeps.append(name)
        raise ValueError("a mistake") if len(sweeps) < 3 else Enough

    sweeps: list[str] = []
    monkeypatch.setattr(serve, "call_command", sweep)
    monkeypatch.setattr(serve, "PAUSE", 0)
    with pytest.raises(Enough):
        serve.sweep_again_and_again()
    assert sweeps == ["archive_sweep"] * 3
    assert caplog.text.count("the sweep failed, and begins again") == 2
