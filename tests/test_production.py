"""Production cannot be missed: `.env` chooses the settings, and each of its lines counts."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.test_settings import COMPLETE, ROOT, run

# What chooses the settings, and the settings. They fail before an app is loaded.
FILES = [
    "manage.py", "cms/__init__.py", "cms/settings", "cms/text", "api/__init__.py",
    "api/wsgi.py", "api/http/__init__.py", "api/http/log_tokens.py",
]  # fmt: skip
MANAGE = ["manage.py", "migrate"]
WSGI = ["-c", "import api.wsgi"]
PRODUCTION = "SECRET_KEY is not set."  # only production insists on it
KEY = "a-1-b-2-c-3-d-4-e-5-f-6-g-7-h-8-i-9-j-10-k-11-l-12-m-13-n-14-o-15-p-16"
HSTS = """
from django.conf import settings
print(settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS,
    settings.SECURE_HSTS_PRELOAD)
"""


@pytest.fixture
def project(tmp_path) -> Path:
    """A folder with manage.py and the settings, for a `.env` of its own."""
    for name in FILES:
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, target)
    return tmp_path


def start(
    project: Path, command: list[str], environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    return subprocess.run(
        [sys.executable, *command],
        cwd=project,
        env={**kept, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", [MANAGE, WSGI], ids=["manage.py", "wsgi"])
@pytest.mark.parametrize(
    "line",
    [
        "PLENARY_ENV=production",
        "export PLENARY_ENV='Production' ",
        "DJANGO_SETTINGS_MODULE=cms.settings.production",
        "\ufeffPLENARY_ENV=production\r",
    ],
)
def test_env_file_that_says_production_is_obeyed(project, command, line):
    (project / ".env").write_text(f"{line}\n", encoding="utf-8")
    assert PRODUCTION in start(project, command).stderr


def test_without_a_word_the_server_is_production_and_the_command_line_is_not(project):
    assert PRODUCTION in start(project, WSGI).stderr
    assert PRODUCTION not in start(project, MANAGE).stderr
    (project / ".env").write_text("PLENARY_ENV=development\n")
    assert PRODUCTION not in start(project, WSGI).stderr


def test_the_environment_counts_more_than_the_file(project):
    (project / ".env").write_text("PLENARY_ENV=production\nDJANGO_SETTINGS_MODULE=\n")
    assert PRODUCTION in start(project, MANAGE).stderr
    assert PRODUCTION not in start(project, MANAGE, {"PLENARY_ENV": "development"}).stderr
    module = {"DJANGO_SETTINGS_MODULE": "cms.settings.development"}
    assert PRODUCTION not in start(project, MANAGE, module).stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"PLENARY_ENV=prod\n", "PLENARY_ENV is “prod”: write production or development."),
        (b"PLENARY_ENV=production # live\n", "PLENARY_ENV is “production # live”: write "),
        (
            b"DJANGO_SETTINGS_MODULE=cms.settings.prod\n",
            "DJANGO_SETTINGS_MODULE is “cms.settings.p",
        ),
        (b"# ours\n\nPLENARY_ENV: production\n", "/.env, line 3: write NAME=value"),
        (b"SECRET_KEY = secret\n", "/.env, line 1: write NAME=value"),
        ("PLENARY_ENV=production\n".encode("utf-16"), "/.env is not UTF-8."),
        (None, "/.env cannot be read: Is a directory."),
    ],
)
def test_a_file_that_cannot_be_meant_is_one_line(project, text, message):
    if text is None:
        (project / ".env").mkdir()
    else:
        (project / ".env").write_bytes(text)
    result = start(project, MANAGE)
    [line] = result.stderr.splitlines()
    assert message in line
    assert "secret" not in line
    assert result.returncode == 2


def test_a_wrong_setting_is_one_line_too(project):
    result = start(project, MANAGE, {"PORT": "http"})
    assert (result.returncode, result.stderr) == (2, "PORT is “http”: write a whole number.\n")


@pytest.mark.parametrize(
    ("settings", "values"),
    [
        ({}, "0 False False"),
        ({"HSTS_SECONDS": "3600"}, "3600 False False"),
        ({"HSTS_SECONDS": "3600", "HSTS_INCLUDE_SUBDOMAINS": "true"}, "3600 True False"),
        (
            {"HSTS_SECONDS": "31536000", "HSTS_INCLUDE_SUBDOMAINS": "1", "HSTS_PRELOAD": "1"},
            "31536000 True True",
        ),
    ],
)
def test_browsers_are_bound_to_https_only_when_a_setting_says_so(settings, values):
    assert run(HSTS, **COMPLETE, **settings).stdout.strip() == values


@pytest.mark.parametrize(
    "settings",
    [
        {"HSTS_PRELOAD": "true"},
        {"HSTS_PRELOAD": "true", "HSTS_SECONDS": "31536000"},
        {"HSTS_PRELOAD": "true", "HSTS_SECONDS": "3600", "HSTS_INCLUDE_SUBDOMAINS": "true"},
    ],
)
def test_a_preload_that_browsers_would_not_accept_is_refused(settings):
    assert "HSTS_PRELOAD needs" in run(HSTS, **COMPLETE, **settings).stderr.splitlines()[-1]


def test_the_check_of_the_page_finds_nothing_in_complete_settings():
    """Also without HSTS, which the page advises to turn on last."""
    mail = {"EMAIL_URL": "smtp://localhost:25", "DEFAULT_FROM_EMAIL": "archive@example.org"}
    code = """
import django; django.setup()
from django.core.management import call_command
call_command("check", deploy=True, fail_level="WARNING")
"""
    result = run(code, **{**COMPLETE, **mail, "SECRET_KEY": KEY}, DATABASE_URL="sqlite:///:memory:")
    assert (result.returncode, result.stderr) == (0, "")
