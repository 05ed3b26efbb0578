"""The Makefile says in a line what a machine lacks, and mends an environment that is half made."""

import os
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


def python_without(folder: Path, command: str) -> str:
    """The path of a Python that fails when its command has these words."""
    path = folder.parent / "python"
    path.write_text(
        f'#!/bin/sh\ncase "$*" in *"{command}"*) exit 1;; esac\nexec "{sys.executable}" "$@"\n'
    )
    path.chmod(0o755)
    return str(path)


def make(folder: Path, *arguments: str, path: str = "/usr/bin:/bin") -> subprocess.CompletedProcess:
    environment = {"PATH": path, "PIP_NO_INDEX": "1"}  # as without a network
    return subprocess.run(
        [MAKE, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
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
        assert line.startswith("Plenary needs Python 3.11.2 or newer. Install it")
    assert not (folder / ".venv").exists()


def test_a_python_without_venv(folder):
    line = complaint(make(folder, "run", f"PYTHON3={python_without(folder, 'ensurepip')}"))
    assert line.endswith("Install the package python3-venv.")
    assert not (folder / ".venv").exists()


@pytest.mark.parametrize("arguments", [[], ["serve"], ["migrate", "--plan"]])
def test_a_python_without_our_packages(tmp_path, arguments):
    venv.create(tmp_path / "bare", with_pip=False)
    python = tmp_path / "bare" / "bin" / "python"
    result = subprocess.run(
        [python, "manage.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    command = " ".join([".venv/bin/python manage.py", *arguments])
    assert (result.returncode, result.stdout) == (2, "")
    [line] = result.stderr.splitlines()
    assert line.endswith(f" has no environ. Run `make setup` once, and then `{command}`.")


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


# A Python that only keeps count: it is made anew in a moment, and needs no network.
COUNTING_PYTHON = """#!/bin/sh
case "$*" in
    *"-m venv --clear"*) rm -rf .venv; mkdir -p .venv/bin; cp "$0" .venv/bin/python; echo anew ;;
    *"-m ensurepip"*) touch .venv/pip ;;
    *"import pip"*) test -e .venv/pip ;;
    *"-m pip install"*"requirements.txt")
        test ! -e fails || { echo "no network" >&2; exit 1; }
        for number in 1 2 3 4 5 6 7 8 9 10 11; do
            echo "Collecting package-$number"; echo "  Using cached package-$number.whl"
        done
        echo "  Installing build dependencies: started"
        echo "Installing collected packages: package-1, package-2" ;;
esac
"""


@pytest.fixture
def counting(folder):
    """The path of such a Python, and an environment made of it."""
    python = folder.parent / "python"
    python.write_text(COUNTING_PYTHON)
    python.chmod(0o755)
    assert make(folder, "setup", f"PYTHON3={python}").returncode == 0
    assert "anew" not in make(folder, "setup", f"PYTHON3={python}").stdout
    return python


def test_an_install_shows_that_it_goes_on(folder, counting):
    (folder / "requirements.txt").write_text("# ours\na==1\nb==2\n")
    (folder / ".venv" / ".serves").unlink()
    result = make(folder, "setup", f"PYTHON3={counting}")
    assert result.stdout.splitlines()[:3] == [
        "Installing 2 packages of requirements.txt. The first time this takes a minute or two.",
        "  10 are here",
        "  11 are here, and are unpacked now",
    ]


def test_an_install_that_fails_says_why_and_begins_anew(folder, counting):
    (folder / ".venv" / ".serves").unlink()
    (folder / "fails").touch()
    assert complaint(make(folder, "run", f"PYTHON3={counting}")) == "no network"
    (folder / "fails").unlink()
    assert "anew" in make(folder, "setup", f"PYTHON3={counting}").stdout


def test_an_install_that_was_cut_off_begins_anew(folder, counting):
    with subprocess.Popen(["true"]) as ended:
        pass
    (folder / ".venv" / ".unfinished").write_text(f"{ended.pid}\n")
    assert "anew" in make(folder, "setup", f"PYTHON3={counting}").stdout
    assert "anew" not in make(folder, "setup", f"PYTHON3={counting}").stdout


def test_an_install_that_another_make_is_at_is_left_alone(folder, counting):
    (folder / ".venv" / ".unfinished").write_text(f"{os.getpid()}\n")
    assert "anew" not in make(folder, "setup", f"PYTHON3={counting}").stdout


def test_an_environment_that_lost_its_packages_is_made_anew_whatever_was_installed(
    folder, counting
):
    (folder / ".venv" / "pip").unlink()  # as after an upgrade of the system
    assert "anew" in make(folder, "setup", f"PYTHON3={counting}").stdout
