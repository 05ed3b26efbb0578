"""A fuzzer that somebody else wrote finds no server error and no answer outside the description."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from archive.log import catch_up
from tests import factories

ROOT = Path(__file__).resolve().parents[2]
# More of both by the environment, for a night: SCHEMATHESIS_SEEDS=5 SCHEMATHESIS_EXAMPLES=50
SEEDS = int(os.environ.get("SCHEMATHESIS_SEEDS", "1"))
EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "5"))


@pytest.fixture
def archive(transactional_db) -> None:
    """A record of every kind, and what is gone."""
    series = factories.make_series()
    partner = factories.make_partner(country="FI", logo=factories.make_image())
    event = factories.make_event(
        series=series, ordinal=1, code="E1", venue=factories.make_venue(), organiser=partner
    )
    factories.make_event(series=series, code="E2", start="2012-01-01", precision="month")
    factories.make_quote(speaker=factories.make_person(), occasion_event=event)
    factories.make_reference()
    factories.make_document()
    factories.make_theme(label="Gone").delete()
    catch_up()


@pytest.fixture
def address(archive) -> Iterator[str]:
    """The server of production on the database of this test; nobody waits for news there."""
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
            "cms.wsgi:application",
        ],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url(), "API_MAX_WAITING": "0"},
    )
    url = f"http://127.0.0.1:{port}"
    wait_for(f"{url}/health/ready")
    yield url
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


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("seed", range(1, SEEDS + 1))
def test_schemathesis_finds_nothing(address, tmp_path, seed):
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        f"--config-file={ROOT / 'schemathesis.toml'}",
        "run",
        f"{address}/api/v1/openapi.json",
        "--checks=all",
        f"--max-examples={EXAMPLES}",
        f"--seed={seed}",
        "--warnings=off",
        "--request-timeout=60",
    ]
    environment = {**os.environ, "HYPOTHESIS_STORAGE_DIRECTORY": str(tmp_path)}
    result = subprocess.run(
        command,
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=1500,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-6000:]
    assert "Tested: " in result.stdout
