"""A fuzzer that somebody else wrote finds no server error and no answer outside the description."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.publisher.after_commit import catch_up
from tests import factories
from tests.serving import production_server

pytestmark = pytest.mark.same_on_all_databases

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
    with production_server() as url:
        yield url


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
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
