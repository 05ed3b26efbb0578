"""The files of `deploy/` do what docs/operators.md says, with commands and settings that exist."""

import configparser
import re
import shlex
import shutil
import subprocess
from importlib import import_module

import pytest
from django.core.management import get_commands, load_command_class

from cms.settings import base
from tests.documentation import ROOT, text_of

OPERATORS = text_of(ROOT / "docs" / "operators.md")
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
PREFIX = "/srv/plenary/.venv/bin/"


def service(unit) -> configparser.SectionProxy:
    parser = configparser.RawConfigParser()
    parser.optionxform = str
    parser.read(unit)
    return parser["Service"]


def test_each_part_has_a_unit_that_the_page_installs():
    names = [unit.stem for unit in UNITS]
    assert names == [
        "plenary-site", "plenary-sweep", "plenary-waiting", "plenary-web", "plenary-worker",
    ]  # fmt: skip
    installs = re.findall(
        r"^cp (deploy/.*\.service) /etc/systemd/system/$", OPERATORS, re.MULTILINE
    )
    assert len(installs) == 3  # at first, for a new version, for the old one
    assert all(sorted(ROOT.glob(line)) == UNITS for line in installs)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_is_not_root_and_writes_to_its_folder_alone(unit):
    options = service(unit)
    assert options["User"] == "plenary"
    assert options["WorkingDirectory"] == "/srv/plenary"
    assert (options["StateDirectory"], options["StateDirectoryMode"]) == ("plenary", "0750")
    assert (options["ProtectSystem"], options["UMask"]) == ("strict", "0027")
    assert options["Restart"] == "always"


@pytest.mark.parametrize("name", ["plenary-worker", "plenary-sweep"])
def test_the_command_of_a_unit_exists(name):
    arguments = shlex.split(service(DEPLOY / f"{name}.service")["ExecStart"])
    assert arguments[:2] == [f"{PREFIX}python", "manage.py"]
    command = load_command_class(get_commands()[arguments[2]], arguments[2])
    command.create_parser("manage.py", arguments[2]).parse_args(arguments[3:])


def test_the_server_runs_by_the_command_of_the_page_in_a_folder_that_systemd_makes():
    options = service(DEPLOY / "plenary-web.service")
    line = re.search(r"^\.venv/bin/(granian .*--pid-file.*)$", OPERATORS, re.MULTILINE)[1]
    assert options["ExecStart"] == PREFIX + line
    folders = [f"/run/{folder}" for folder in options["RuntimeDirectory"].split()]
    assert re.search(r"--uds=(/run/\w+)/", line)[1] == folders[0]
    assert options["Environment"] == f"PROMETHEUS_MULTIPROC_DIR={folders[1]}"
    assert options["RuntimeDirectoryMode"] == "0750"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="NOT TESTED: no systemd")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_knows_every_word_of_a_unit(unit):
    result = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False
    )
    problems = [line for line in result.stderr.splitlines() if f"{unit.name}:" in line]
    missing_here = "is not executable: No such file or directory"
    assert [line for line in problems if missing_here not in line] == []


def test_the_site_listens_where_its_proxy_asks_and_asks_the_server_beside_it():
    options = service(DEPLOY / "plenary-site.service")
    proxy = text_of(DEPLOY / "nginx-frontend.conf")
    line = options["ExecStart"]
    assert line.startswith(f"{PREFIX}granian ")
    module, _colon, name = line.rpartition(" ")[2].partition(":")
    assert callable(getattr(import_module(module), name))
    folder = f"/run/{options['RuntimeDirectory']}"
    assert f"--uds={folder}/server" in line
    assert proxy.count(f"server unix:{folder}/server max_fails=0;") == 2
    server = re.search(r"--uds=(\S+)", service(DEPLOY / "plenary-web.service")["ExecStart"])[1]
    assert options["Environment"] == f"SITE_API_ADDRESS=unix:{server}"
    assert f"SITE_API_ADDRESS: unix:{server}" in text_of(ROOT / "compose.yaml")


def test_the_proxy_refuses_nobody_who_may_try_to_sign_in():
    """An office behind one address has the 30 attempts of its minute at once."""
    quota, seconds = base.SIGN_INS_OF_CLIENT
    proxy = text_of(DEPLOY / "nginx.conf")
    assert seconds == 60
    assert f"zone=signing_in:1m rate={quota}r/m;" in proxy
    assert f"limit_req zone=signing_in burst={quota - 1} nodelay;" in proxy


def test_readers_who_wait_have_a_process_of_their_own_that_may_hold_all_of_them():
    options = service(DEPLOY / "plenary-waiting.service")
    line, proxy = options["ExecStart"], text_of(DEPLOY / "nginx.conf")
    module, _colon, name = line.rpartition(" ")[2].partition(":")
    assert callable(getattr(import_module(module), name))
    assert f"server unix:/run/{options['RuntimeDirectory']}/server max_fails=0;" in proxy
    places = int(options["Environment"].removeprefix("API_MAX_WAITING="))
    at_once = int(re.search(r"--backpressure=(\d+)", line)[1])
    assert places < at_once < int(options["LimitNOFILE"])
    assert f"({places:,} in the unit)" in OPERATORS
