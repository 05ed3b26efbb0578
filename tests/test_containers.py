"""Dockerfile and compose.yaml do what docs/operators.md says, with what the settings read."""

import importlib.util
import json
import re
import shlex
import socketserver
import subprocess
import sys
import threading
import tomllib
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands, load_command_class

from tests.documentation import ROOT, text_of

DOCKERFILE = text_of(ROOT / "Dockerfile")
COMPOSE = yaml.safe_load(text_of(ROOT / "compose.yaml"))
OPERATORS = text_of(ROOT / "docs" / "operators.md")
OURS = {
    name: service for name, service in COMPOSE["services"].items() if service["image"] == "plenary"
}
# What Python, Django and prometheus_client read by themselves.
OF_OTHERS = {
    "DJANGO_SETTINGS_MODULE", "PATH", "PROMETHEUS_MULTIPROC_DIR", "PYTHONDONTWRITEBYTECODE",
    "PYTHONUNBUFFERED",
}  # fmt: skip


def test_every_variable_is_one_that_operators_are_told_of():
    cells = set(re.findall(r"^\| (`[A-Z_0-9`, ]+`) \|", OPERATORS, re.MULTILINE))
    documented = {name for cell in cells for name in re.findall("[A-Z_0-9]+", cell)} | OF_OTHERS
    of_the_image = re.search(r"^ENV (.*?[^\\])$", DOCKERFILE, re.MULTILINE | re.DOTALL)[1]
    assert set(re.findall(r"([A-Z_]+)=", of_the_image)) <= documented
    for service in OURS.values():
        assert service["environment"].keys() <= documented


@pytest.mark.parametrize("name", [name for name, service in OURS.items() if "command" in service])
def test_every_command_exists(name):
    arguments = [word for argument in OURS[name]["command"] for word in shlex.split(argument)]
    if arguments[0] == "granian":
        unit = text_of(ROOT / "deploy" / f"plenary-{name}.service")
        assert set(arguments) <= set(unit.split()) | {"granian"}
        return
    command, *options = arguments[arguments.index("manage.py") + 1 :]
    command = command.strip(";")
    command_class = load_command_class(get_commands()[command], command)
    if arguments[0] != "sh":
        command_class.create_parser("manage.py", command).parse_args(options)


def test_the_image_serves_by_the_command_of_the_page():
    line = re.search(r"^\.venv/bin/(granian .*--pid-file.*)$", OPERATORS, re.MULTILINE)[1]
    command = re.search(r"^CMD (\[.*?\])$", DOCKERFILE, re.MULTILINE | re.DOTALL)[1]
    assert json.loads(command.replace("\\\n", "")) == shlex.split(line)


def test_the_proxy_is_the_one_of_the_page():
    block = re.search(r"^```nginx\n(.*?)^```$", OPERATORS, re.MULTILINE | re.DOTALL)[1]
    assert text_of(ROOT / "deploy" / "nginx.conf") == block


def test_the_image_has_the_python_that_the_project_asks_for():
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    versions = re.findall(r"^FROM python:([\d.]+)-slim", DOCKERFILE, re.MULTILINE)
    assert versions == ["3.11"] * 2  # of which the image has the newest
    assert project["requires-python"].startswith(">=3.11.")


def test_the_image_has_the_packages_that_serve_and_no_other():
    """tests/test_requirements.py says that these are enough."""
    installed = re.findall(r"pip .* install (.*?) \\\n", DOCKERFILE)
    assert installed == ["--no-cache-dir --no-deps --requirement requirements.txt"]


def test_the_image_has_every_part_that_runs_and_nothing_else():
    allowed = re.findall(r"^!([\w/.]+)$", text_of(ROOT / ".dockerignore"), re.MULTILINE)
    packages = {name.split(".")[0] for name in settings.INSTALLED_APPS}
    assert {name for name in packages if (ROOT / name).is_dir()} <= set(allowed)
    assert all((ROOT / name).exists() for name in allowed)
    assert not {"tests", ".env", ".git"} & set(allowed)


def test_no_part_of_ours_runs_as_root_or_writes_outside_of_its_volumes():
    assert re.findall(r"^USER (\d+)$", DOCKERFILE, re.MULTILINE) == ["10001"]
    for service in OURS.values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]


def test_the_dockerfile_has_no_known_mistake():
    linter = Path(sys.executable).with_name("hadolint")
    result = subprocess.run(
        [linter, ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout) == (0, "")


@pytest.mark.parametrize(("status", "is_well"), [(200, True), (503, False)])
def test_the_container_is_healthy_while_the_server_lives(status, is_well, tmp_path, monkeypatch):
    class Server(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers["Host"]))
            self.send_response(status)
            self.end_headers()

        def address_string(self):
            return ""  # a socket of Unix has none to be logged

    asked: list[tuple[str, str]] = []
    spec = importlib.util.spec_from_file_location("healthcheck", ROOT / "deploy/healthcheck.py")
    healthcheck = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(healthcheck)
    monkeypatch.setattr(healthcheck, "SERVER", str(tmp_path / "server"))
    monkeypatch.setenv("API_ORIGIN", "https://cms.example.org")
    with socketserver.UnixStreamServer(healthcheck.SERVER, Server) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        assert (healthcheck.status("/health/live") == 200) is is_well
        thread.join()
    assert asked == [("/health/live", "cms.example.org")]
