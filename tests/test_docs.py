"""The documentation is true: what it shows works, and what there is stands in it."""

import json
import re
import shlex
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import get_commands, load_command_class
from django.test import Client

from api.documentation.guides import anchor_of
from api.http.errors import CODE_OF_STATUS, PROBLEM_TITLES
from archive.registry import registry
from cms.blocks import BodyBlock
from tests.demo_archive import demo  # noqa: F401  a fixture
from tests.documentation import BLOCK, PAGES, ROOT, blocks, text_of

pytestmark = pytest.mark.same_on_all_databases

SHELL = {"shell", "sh", "bash", "console"}
# Programs of the system, which a test does not run. A new one is added here with open eyes.
OF_THE_SYSTEM = {
    "apt-get",
    "cd",
    "cp",
    "docker",
    "export",
    "git",
    "install",
    "mkdir",
    "nginx",
    "openssl",
    "python3",
    "rm",
    "rsync",
    "runuser",
    "systemctl",
    "useradd",
    "usermod",
}


def commands() -> list:
    """Every line of every shell block."""
    parameters = []
    for block in blocks(*SHELL):
        text = block.values[0].replace("\\\n", " ")
        lines = [line.removeprefix("$ ").strip() for line in text.splitlines()]
        parameters += [
            pytest.param(line, id=f"{block.id} {line[:40]}")
            for line in lines
            if line and not line.startswith("#")
        ]
    return parameters


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("line", commands())
def test_a_command_does_what_the_page_says(line):
    parts = shlex.split(line, comments=True)
    while parts and re.fullmatch(r"[A-Z_]+=.*", parts[0]):
        parts.pop(0)
    if not parts:
        return
    program, *arguments = parts
    if program == "make":
        check_make(arguments)
    elif program == "curl":
        check_curl(arguments, expected=re.search(r"#\s*(\d{3})\b", line))
    elif "manage.py" in parts:
        check_management_command(parts[parts.index("manage.py") + 1 :])
    elif program.startswith(".venv/bin/"):
        assert program.removeprefix(".venv/bin/") in {
            *("bagit.py", "granian", "pip", "pre-commit", "pytest"),
        }
    else:
        assert program in OF_THE_SYSTEM


def check_make(arguments: list[str]) -> None:
    targets = {name for name in arguments if "=" not in name}
    assert targets <= set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))


def check_curl(arguments: list[str], expected: re.Match | None) -> None:
    """The API answers with 200, or with the status that a comment behind the command gives."""
    address = next(argument for argument in arguments if "://" in argument)
    headers = {}
    for flag, value in pairwise(arguments):
        if flag in ("-H", "--header"):
            name, _, content = value.partition(":")
            headers[name.strip()] = content.strip()
    parts = urlsplit(address)
    response = Client().get(f"{parts.path}?{parts.query}", headers=headers)
    assert response.status_code == (int(expected[1]) if expected else 200), response.content


def check_management_command(arguments: list[str]) -> None:
    name, *options = arguments
    assert name in get_commands(), f"manage.py {name}"
    command = load_command_class(get_commands()[name], name)
    command.create_parser("manage.py", name).parse_args(options)


@pytest.mark.parametrize("text", blocks("json") or [pytest.param("{}", id="none")])
def test_an_example_in_json_is_json(text):
    json.loads(text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_within_the_documentation_leads_somewhere(page):
    targets = re.findall(r"\]\(([^)#\s]+)", BLOCK.sub("", text_of(page)))
    missing = [
        target for target in targets if "://" not in target and not (page.parent / target).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_file_that_a_page_names_is_there(page):
    folders = "|".join(path.name for path in ROOT.iterdir() if (path / "__init__.py").exists())
    named = re.findall(rf"`((?:{folders}|docs|frontend)/[\w./-]*)`", BLOCK.sub("", text_of(page)))
    invented = "award"  # the example of a new kind
    missing = [path for path in named if invented not in path and not (ROOT / path).exists()]
    assert missing == []


def test_each_page_for_developers_names_its_key_files():
    for page in ROOT.glob("docs/developers/*.md"):
        assert len(set(re.findall(r"`[\w/]+\.py`", text_of(page)))) >= 5, page.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_to_a_heading_names_one_that_is_there(page):
    targets = re.findall(r"\]\(([^)#:\s]*)#([^)\s]+)\)", BLOCK.sub("", text_of(page)))
    missing = [
        f"{file}#{anchor}"
        for file, anchor in targets
        if anchor not in anchors_of(page.parent / file if file else page)
    ]
    assert missing == []


def anchors_of(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", BLOCK.sub("", text_of(page)), re.MULTILINE)
    return {anchor_of(heading) for heading in headings}


def test_every_setting_from_the_environment_is_explained_to_operators():
    source = "\n".join(text_of(path) for path in ROOT.glob("cms/settings/*.py"))
    readers = r"env(?:\.\w+)?|boolean|number|required|origin|rate|addresses|database|replica|folder"
    read = set(re.findall(rf'\b(?:{readers})\(\s*"([A-Z_]+)"', source))
    assert {"DATABASE_URL", "SECRET_KEY", "API_ORIGIN", "TRUST_X_FORWARDED_PROTO"} <= read
    assert absent_from("docs/operators.md", read) == []


def test_every_management_command_is_explained():
    names = {
        path.stem
        for app in ROOT.iterdir()
        for path in app.glob("management/commands/*.py")
        if path.stem != "__init__"
    }
    assert {"demo", "archive_verify"} <= names
    text = "\n".join(text_of(page) for page in PAGES)
    assert [name for name in sorted(names) if f"manage.py {name}" not in text] == []


def test_every_block_and_resource_is_explained_to_front_ends():
    plurals = {resource.plural for resource in registry}
    assert absent_from("docs/front-end.md", {*BodyBlock.base_blocks, *plurals}) == []


def test_every_problem_is_explained_with_its_status():
    explained = re.findall(r"^## (\w+)\n\nStatus (\d+)\.", text_of(ROOT / "docs/problems.md"), re.M)
    assert [code for code, _ in explained] == list(PROBLEM_TITLES)
    assert {code: int(status) for code, status in explained}.items() >= {
        code: status for status, code in CODE_OF_STATUS.items()
    }.items()


def absent_from(page: str, names: set[str]) -> list[str]:
    """Those of `names` that the page does not have as code."""
    text = text_of(ROOT / page)
    return [name for name in sorted(names) if f"`{name}`" not in text]
