"""Settings refuse what cannot be meant, and production starts only when it is told everything."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
COMPLETE = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "cms.example.org",
    "API_ORIGIN": "https://cms.example.org",
    "FRONTEND_ORIGIN": "https://www.example.org",
}
LOG_A_LINE = """
import django, logging; django.setup()
logging.getLogger("plenary.request").info("GET %s", "/a\\nb", extra={"status": 200})
"""


def run(code: str, settings: str = "production", **environment: str) -> subprocess.CompletedProcess:
    """Run `code` in a process of its own, with these settings and nothing else set."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    module = {"DJANGO_SETTINGS_MODULE": f"cms.settings.{settings}"}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**kept, **module, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("missing", COMPLETE)
def test_production_names_what_is_not_set(missing):
    given = {name: value for name, value in COMPLETE.items() if name != missing}
    result = run("from django.conf import settings; settings.DEBUG", **given)
    assert result.returncode != 0
    assert f"{missing} is not set" in result.stderr.splitlines()[-1]


@pytest.mark.parametrize("word", ["flase", "2", "null"])
def test_a_switch_takes_only_the_usual_words(word):
    result = run("from django.conf import settings; settings.DEBUG", "development", DEBUG=word)
    assert f"DEBUG is “{word}”: write true or false." in result.stderr


@pytest.mark.parametrize("word", ["false", "0", "no", "off", "False"])
def test_false_does_not_mean_true(word):
    code = "from django.conf import settings; print(settings.DEBUG)"
    assert run(code, "development", DEBUG=word).stdout == "False\n"


SAY = """
from django.conf import settings
print(settings.PORT, settings.DATABASES["default"]["ENGINE"], settings.CACHES["default"]["BACKEND"])
print(settings.MEDIA_ROOT, settings.API_RATE_LIMIT)
"""
EMPTY = dict.fromkeys(("PORT", "DATABASE_URL", "REPLICA_URL", "CACHE_URL", "MEDIA_ROOT"), "")


def test_what_is_empty_is_as_if_it_were_not_set():
    given = run(SAY, "development", **EMPTY)
    assert given.stdout == run(SAY, "development").stdout != ""


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("PORT", "http", "PORT is “http”: write a whole number."),
        ("API_MAX_AGE", "-1", "API_MAX_AGE is “-1”: write a whole number."),
        ("DATABASE_URL", "secret", "DATABASE_URL: write postgres://user:password@host:5432/name"),
        ("DATABASE_URL", "mysql://root:secret@db/cms", "DATABASE_URL: write postgres://"),
        ("REPLICA_URL", "redis://:secret@db/0", "REPLICA_URL: write postgres://"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words_and_without_a_password(name, value, message):
    result = run("from django.conf import settings; settings.DEBUG", "development", **{name: value})
    assert message in result.stderr.splitlines()[-1]
    assert "secret" not in result.stderr


@pytest.mark.parametrize("origin", ["cms.example.org", "https://cms.example.org/path", "ftp://x"])
def test_an_origin_is_a_scheme_and_a_host(origin):
    result = run(
        "from django.conf import settings; settings.DEBUG", **COMPLETE | {"API_ORIGIN": origin}
    )
    assert f"API_ORIGIN is “{origin}”: write an origin" in result.stderr


def test_a_line_of_the_log_is_one_json_object_with_a_request_id():
    result = run(LOG_A_LINE, **COMPLETE)
    line = json.loads(result.stderr.strip().splitlines()[-1])
    assert line["message"] == "GET /a\nb"
    assert (line["level"], line["logger"], line["status"]) == ("INFO", "plenary.request", 200)
    assert line["request_id"] == "-"
    assert line["time"]


def test_a_taken_port_is_one_line_and_exit_code_2():
    code = """
import socket, sys
with socket.create_server(("127.0.0.1", 0)) as server:
    port = str(server.getsockname()[1])
    import os, subprocess
    result = subprocess.run([sys.executable, "manage.py", "serve"], env={**os.environ, "PORT": port,
        "DATABASE_URL": "sqlite:////nonexistent/never.sqlite3"}, capture_output=True, text=True)
    sys.stderr.write(result.stderr); sys.exit(result.returncode)
"""
    result = run(code, "development")
    assert result.returncode == 2
    assert result.stderr.strip().startswith("CommandError: Port ")
    assert len(result.stderr.strip().splitlines()) == 1


def test_content_types_come_before_the_pages_that_are_of_one():
    """A database that is filled app by app asks each page for its type."""
    assert settings.INSTALLED_APPS[0] == "django.contrib.contenttypes"
