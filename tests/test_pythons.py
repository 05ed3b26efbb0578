"""Plenary runs on each Python from Debian 12 to Debian 13, and all files name the same ones."""

import re
import tomllib

import pytest

from tests.documentation import ROOT, text_of

PROJECT = tomllib.loads(text_of(ROOT / "pyproject.toml"))
OLDEST = PROJECT["project"]["requires-python"].removeprefix(">=")
MINOR = OLDEST.rpartition(".")[0]
NEWEST = "3.13"


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_the_pages_name_the_oldest_python(page):
    assert set(re.findall(r"needs? Python ([\d.]+)", text_of(ROOT / page))) == {OLDEST}


def test_the_makefile_refuses_an_older_python():
    refused = re.findall(r"sys\.version_info < \(([\d, ]+)\)", text_of(ROOT / "Makefile"))
    assert refused == [OLDEST.replace(".", ", ")]


def test_the_checkers_know_what_the_oldest_and_the_newest_python_have():
    """mypy refuses a name of the standard library that a Python does not have, ruff its syntax."""
    assert PROJECT["tool"]["mypy"]["python_version"] == MINOR
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py{MINOR.replace('.', '')}"
    runs = re.findall(r"bin/mypy.* \$\(APPS\)", text_of(ROOT / "Makefile"))
    assert len(runs) == 2
    assert f"--python-version {NEWEST} " in runs[1]


def test_the_checks_of_a_change_run_on_the_python_of_the_system():
    """No checker knows patch releases, such as 3.11.4 with the filters of tarfile."""
    assert "PYTHON3=/usr/bin/python3\n" in text_of(ROOT / ".ci" / "run")
