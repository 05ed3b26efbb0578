"""The first Python that README names can run all that is pinned."""

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[1]
PINNED = re.findall(
    r"^([\w.-]+)(?:\[.*\])?==", (ROOT / "requirements.txt").read_text(), re.MULTILINE
)


def test_there_are_pins():
    assert "soupsieve" in PINNED


@pytest.mark.parametrize("name", PINNED)
def test_a_pin_runs_on_the_first_python(name):
    [python] = re.findall(r"needs Python (\d\.\d+) ", (ROOT / "README.md").read_text())
    wanted = distribution(name).metadata.get("Requires-Python") or ""
    assert SpecifierSet(wanted).contains(f"{python}.0")
