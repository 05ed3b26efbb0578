"""Imports in processes of their own, which stop themselves at a moment that a test chooses."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from tests.serving import ROOT

LITTLE_MEMORY = """
import resource, sys
import django
django.setup()
from django.conf import settings
from django.db import connection
connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = sys.argv[1]
from django.core.management import execute_from_command_line
from django.urls import get_resolver
get_resolver().url_patterns
size = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (size + 30_000_000, size + 30_000_000))
execute_from_command_line(["manage.py", "table_import", *sys.argv[2:]])
"""
IMPORT = """
import os, signal, sys
import django
django.setup()
from django.conf import settings
from django.db import connection
connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = sys.argv[1]
from pathlib import Path
from tables.importing import execute
from tables.kinds import by_plural

moment, end = sys.argv[2], getattr(signal, sys.argv[3])
reached = []

def tell(stage, done, total):
    if f"{stage} {done}" == moment and not reached:
        reached.append(moment)
        os.kill(os.getpid(), end)

path = Path(sys.argv[5])
files = Path(sys.argv[6]) if sys.argv[6:] else None
table = by_plural()[sys.argv[4]]
request = execute.ImportRequest(table, path, "csv", path.name, publish=True, files=files)
plan = execute.import_table(request, tell)
for problem in plan.problems:
    print(problem)
"""
ENVIRONMENT = {"DJANGO_SETTINGS_MODULE": "cms.settings.test"}


def with_little_memory(*arguments: str) -> subprocess.CompletedProcess:
    """`manage.py table_import` in a process that may take 30 MB more than it needs to begin."""
    name = str(connection.settings_dict["NAME"])
    command = [sys.executable, "-c", LITTLE_MEMORY, name, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | ENVIRONMENT, capture_output=True, text=True, check=False
    )


@contextmanager
def importing(moment: str, end: str, kind: str, *paths: Path) -> Iterator[subprocess.Popen]:
    """An import that sends itself the signal `end` when it comes to `moment`: "Writing 20"."""
    name = str(connection.settings_dict["NAME"])
    command = [sys.executable, "-c", IMPORT, name, moment, end, kind, *map(str, paths)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | ENVIRONMENT, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until_stopped(process: subprocess.Popen) -> None:
    """Return when the process has stopped itself."""
    deadline = time.monotonic() + 60
    while state_of(process) != "T":
        assert process.poll() is None, "it has ended"
        assert time.monotonic() < deadline
        time.sleep(0.01)


def state_of(process: subprocess.Popen) -> str:
    return Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[0]
