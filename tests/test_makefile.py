"""The Makefile says in a line what a machine lacks, and mends an environment that is half made."""

import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
MAKE = shutil.which("make")


@pytest.fixture
def folder(tmp_path):
    """A project that needs no package, in a path with a space."""
    folder = tmp_path / "a project"
    folder.mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    for name in ("requirements.txt", "requirements-dev.txt"):
        (folder / name).write_text("")
    (folder / "tests" / "node").mkdir(parents=True)
    (folder / "tests" / "node" / "package-lock.json").write_text("{}")
    return folder


def python_without(folder: Path, words: str) -> str:
    """The path of a Python that fails when its command has these words."""
    path = folder.parent / "python"
    path.write_text(
        f'#!/bin/sh\ncase "$*" in *"{words}"*) exit 1;; esac\nexec "{sys.executable}" "$@"\n'
    )
    path.chmod(0o755)
    return str(path)


def make(folder: Path, *words: str, path: str = "/usr/bin:/bin") -> subprocess.CompletedProcess:
    return subprocess.run(
        [MAKE, *words], cwd=folder, env={"PATH": path}, capture_output=True, text=True, check=False
    )


def complaint(result: subprocess.CompletedProcess) -> str:
    """The only line, but for make's own."""
    [line] = [line for line in result.stderr.splitlines() if not line.startswith("make: ***")]
    assert result.returncode == 2
    return line


@pytest.mark.parametrize("target", ["run", "test"])
def test_an_old_python_or_none(folder, target):
    old = python_without(folder, "version_info")
    for python in (old, "no-such-python"):
        line = complaint(make(folder, target, f"PYTHON3={python}"))
        assert line.startswith("Plenary needs Python 3.11 or newer. Install it")
    assert not (folder / ".venv").exists()


def test_a_python_without_venv(folder):
    line = complaint(make(folder, "run", f"PYTHON3={python_without(folder, 'ensurepip')}"))
    assert line.endswith("Install the package python3-venv.")
    assert not (folder / ".venv").exists()


def test_no_npm(folder):
    assert complaint(make(folder, "node", path="")).startswith("npm is not installed. Install")


@pytest.mark.parametrize("is_gone", [False, True])
def test_an_environment_that_is_half_made_is_made_anew(folder, is_gone):
    venv.create(folder / ".venv", with_pip=False)
    python = folder / ".venv" / "bin" / "python"
    if is_gone:  # as after an upgrade of the system
        python.unlink()
        python.symlink_to("/nonexistent/python")
    result = make(folder, "setup", f"PYTHON3={sys.executable}")
    assert result.returncode == 0, result.stderr
    pip = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=True)
    assert str(folder).encode() in pip.stdout
