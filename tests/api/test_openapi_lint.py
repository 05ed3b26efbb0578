"""Linters that others wrote find no error in the description of the API."""

import os
import subprocess

import pytest

from api.openapi.views import SNAPSHOT
from tests.conftest import NODE_TOOLS

pytestmark = pytest.mark.node
ROOT = SNAPSHOT.parents[1]


@pytest.mark.parametrize(
    "command",
    [
        ["redocly", "lint", "--config=redocly.yaml"],
        ["spectral", "lint", "--ruleset=.spectral.yaml", "--fail-severity=warn"],
    ],
)
def test_a_linter_finds_no_error(command):
    tool, *options = command
    result = subprocess.run(
        [str(NODE_TOOLS / tool), *options, str(SNAPSHOT)],
        cwd=ROOT,
        env={**os.environ, "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-2000:]
