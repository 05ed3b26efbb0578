"""The clients as their users have them."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import NODE_TOOLS

# Ten times as fast as the one before. Libraries that need that one as a library have it.
TSC = str(NODE_TOOLS.parent / "typescript-7" / "bin" / "tsc")

CLIENTS = Path(__file__).resolve().parents[2] / "clients"
TEST_FILES = Path(__file__).parent
FOREIGN = (
    *("openapi-fetch", "@types", "next", "react", "react-dom", "standardwebhooks", "typescript"),
)


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """A folder in which the packages for npm are built and installed."""
    folder = tmp_path_factory.mktemp("typescript")
    modules = folder / "node_modules"
    modules.mkdir()
    for name in FOREIGN:
        (modules / name).symlink_to(NODE_TOOLS.parent / name)
    for source in ("typescript", "astro", "next"):
        name = json.loads((CLIENTS / source / "package.json").read_bytes())["name"]
        unwanted = shutil.ignore_patterns("dist", "node_modules", ".next", "next-env.d.ts")
        shutil.copytree(CLIENTS / source, folder / name, ignore=unwanted)
        (modules / name).symlink_to(folder / name)
        run(folder / name, TSC)
    for program in (*TEST_FILES.glob("*.mjs"), *TEST_FILES.glob("*.mts")):
        shutil.copy(program, folder)
    return folder


@pytest.fixture(scope="session")
def node(built) -> Callable[..., str]:
    """Runs a program beside the built client; returns what it prints."""
    return lambda program, *words: run(built, "node", program, *words)


def run(folder: Path, *command: str, **environment: str) -> str:
    result = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    return result.stdout
