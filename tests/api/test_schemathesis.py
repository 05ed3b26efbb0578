"""A fuzzer that somebody else wrote finds no server error and no answer outside the description."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.servers.basehttp import WSGIRequestHandler

from archive.log import catch_up
from tests import factories

CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_headers_conformance,response_schema_conformance,unsupported_method,"
    "allow_header_conformance"
)


@pytest.fixture
def address(live_server, settings, monkeypatch) -> str:
    """A live server with a record of every kind, and with what is gone."""
    # Head and body go out in two packets; held back, the second waits 40 ms for each answer.
    monkeypatch.setattr(WSGIRequestHandler, "disable_nagle_algorithm", True)
    settings.API_ORIGIN = live_server.url
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
    return live_server.url


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_schemathesis_finds_nothing(address, tmp_path):
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        "run",
        f"{address}/api/v1/openapi.json",
        f"--checks={CHECKS}",
        "--max-examples=10",
        "--phases=coverage,fuzzing",
        "--seed=1725",
        "--warnings=off",
        "--request-timeout=20",
    ]
    environment = {**os.environ, "HYPOTHESIS_STORAGE_DIRECTORY": str(tmp_path)}
    result = subprocess.run(
        command,
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-6000:]
    assert "Tested: " in result.stdout
