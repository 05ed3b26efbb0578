"""What is committed is what `make clients` writes; both clients hold what their types say."""

import re
import sys

import generate
import pytest

from tests.clients.conftest import CLIENTS, TEST_FILES, TSC, run


@pytest.fixture
def target(tmp_path):
    for name in (generate.PYTHON, generate.TYPESCRIPT):
        (tmp_path / name).parent.mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize("name", [generate.PYTHON, generate.SYNC])
def test_the_python_client_is_generated_from_the_api_of_today(target, name):
    generate.write_python(target)
    assert (target / name).read_text() == (CLIENTS / name).read_text(), "make clients"


@pytest.mark.node
def test_the_typescript_client_is_generated_from_the_api_of_today(target):
    generate.write_typescript(target)
    written = (target / generate.TYPESCRIPT).read_text()
    assert written == (CLIENTS / generate.TYPESCRIPT).read_text(), "make clients"


def test_mypy_finds_no_error_in_the_python_client_and_each_error_of_its_user(tmp_path):
    run(
        CLIENTS / "python",
        *(sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={tmp_path}"),
        *("plenary_client", "example.py", str(TEST_FILES / "usage.py")),
    )


@pytest.mark.node
def test_tsc_finds_each_error_of_a_user_of_the_typescript_client(built):
    strict = ("--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess")
    options = (*strict, "--noEmit", "--module", "nodenext", "--target", "es2022")
    run(built, TSC, *options, "usage.mts", *readme_programs(built))


def readme_programs(folder) -> list[str]:
    """The programs of the README of the TypeScript client that need nothing else, as files."""
    readme = (CLIENTS / "typescript" / "README.md").read_text()
    programs = re.findall(r"```ts\n(.*?)```", readme, re.DOTALL)
    files = {f"readme{place}.mts": program for place, program in enumerate(programs)}
    alone = {name: program for name, program in files.items() if "@sveltejs" not in program}
    for name, program in alone.items():
        (folder / name).write_text(program)
    assert len(alone) >= 4
    return list(alone)
