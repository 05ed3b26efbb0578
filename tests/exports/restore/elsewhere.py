"""Another site, on another machine as far as one can be had here: a process and a database."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SETTINGS = """
from cms.settings.test import *
DATABASES["default"]["NAME"] = {database!r}
MEDIA_ROOT = {media!r}
TIME_ZONE = {time_zone!r}
"""

COMMANDS = """
import json, sys
from django.core.management import call_command
import django
django.setup()
for command in json.loads(sys.argv[1]):
    call_command(*command)
"""


@dataclass(frozen=True)
class Elsewhere:
    """An empty site of its own in `folder`, always on SQLite."""

    folder: Path
    locale: str = "C.UTF-8"
    time_zone: str = "UTC"
    hash_seed: str = "0"

    def manage(self, *commands: list[str]) -> subprocess.CompletedProcess:
        """Run these commands in one process: to start takes longer than to do."""
        run = [sys.executable, "-c", COMMANDS, json.dumps(commands)]
        return subprocess.run(run, check=False, **self.how())

    def how(self) -> dict:
        self.folder.mkdir(exist_ok=True)
        (self.folder / "elsewhere.py").write_text(
            SETTINGS.format(
                database=str(self.folder / "site.sqlite3"),
                media=str(self.folder / "media"),
                time_zone=self.time_zone,
            )
        )
        environment = {
            **os.environ,
            "DATABASE_URL": "sqlite:///nowhere",
            "DJANGO_SETTINGS_MODULE": "elsewhere",
            "PYTHONPATH": f"{self.folder}:{ROOT}",
            "PYTHONHASHSEED": self.hash_seed,
            "LC_ALL": self.locale,
            # A locale without UTF-8 stays one.
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONUTF8": "0",
            "TZ": self.time_zone,
            "TMPDIR": str(self.folder),
        }
        pipe = subprocess.PIPE
        return {"env": environment, "cwd": ROOT, "stdout": pipe, "stderr": pipe, "text": True}

    def bring_in(self, bag: Path, *after: list[str]) -> None:
        """Import `bag`, have it compared with its log, and do what is `after`."""
        done = self.manage(["archive_import", str(bag)], ["archive_verify"], *after)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith(f"{bag} is imported.\n")
