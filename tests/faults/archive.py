"""An archive on a server of the test's own, written to by processes of their own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from subprocess import CompletedProcess

from tests.serving import ROOT

NAME = "plenary"  # of the database

FILL = """
import django; django.setup()
from archive.publisher.after_commit import catch_up
from tests.factories import make_event, make_series, make_theme
series = make_series(title="A series")
for number in range(1, 6):
    make_event(series=series, title=f"Event {number}", ordinal=number, code=f"E{number}")
for slug in ("peace", "calm", "rest"):
    make_theme(label=slug.title(), slug=slug)
catch_up()
"""
# What is published must outlive a crash of the server, which the settings of tests do not ask for.
PUBLISH = """
import sys, django; django.setup()
from django.db import connection
from archive.publisher.after_commit import catch_up
from tests.factories import make_theme
if connection.vendor == "postgresql":
    connection.cursor().execute("SET synchronous_commit = on")
for slug in sys.argv[1:]:
    make_theme(label=slug.title(), slug=slug)
    catch_up()
    print(slug, flush=True)
"""


def environment_of(database: str) -> Mapping[str, str]:
    return {**os.environ, "DATABASE_URL": database, "CACHE_URL": "locmemcache://"}


def run(database: str, code: str, *arguments: str) -> None:
    """Run `code` on `database`, in the settings of the tests."""
    command = [sys.executable, "-c", code, *arguments]
    subprocess.run(command, check=True, cwd=ROOT, env=environment_of(database))


def publishing(database: str, *slugs: str) -> subprocess.Popen:
    """A process that publishes a theme for each of `slugs`, and says each when it is done."""
    command = [sys.executable, "-c", PUBLISH, *slugs]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment_of(database),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def manage(database: str, *arguments: str) -> CompletedProcess[str]:
    """`manage.py` with `arguments`."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env=environment_of(database),
        capture_output=True,
        text=True,
    )
