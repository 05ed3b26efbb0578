"""Another site, on another machine as far as one can be had here: a process and a database."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.databases import template_file

ROOT = Path(__file__).resolve().parents[3]
SETTINGS = """
from cms.settings.test import *
DATABASES["default"]["NAME"] = {database!r}
MEDIA_ROOT = {media!r}
TIME_ZONE = {time_zone!r}
"""


@dataclass(frozen=True)
class Elsewhere:
    """An empty site of its own in `folder`, always on SQLite."""

    folder: Path
    locale: str = "C.UTF-8"
    time_zone: str = "UTC"
    hash_seed: str = "0"

    def manage(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run(self.command(*arguments), check=False, **self.how())

    def start(self, *arguments: str) -> subprocess.Popen:
        return subprocess.Popen(self.command(*arguments), **self.how())

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(ROOT / "manage.py"), *arguments]

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

    def bring_in(self, bag: Path) -> None:
        """Import `bag`, and insist that the log then says what the content is."""
        for command in (["archive_import", str(bag)], ["archive_verify"]):
            done = self.manage(*command)
            assert (done.returncode, done.stdout) == (0, self.words_of(command)), done.stderr

    @staticmethod
    def words_of(command: list[str]) -> str:
        return f"{command[1]} is imported.\n" if len(command) > 1 else ""


@pytest.fixture(scope="session")
def migrated(tmp_path_factory) -> Path:
    """The database of an empty site: `migrate` begins the log in a copy of the template."""
    site = Elsewhere(tmp_path_factory.mktemp("empty"))
    shutil.copy(template_file(), site.folder / "site.sqlite3")
    done = site.manage("migrate", "--verbosity=0")
    assert done.returncode == 0, done.stderr
    return site.folder / "site.sqlite3"


@pytest.fixture
def elsewhere(tmp_path, migrated):
    """Make an empty site: `elsewhere(time_zone="Asia/Kathmandu")`."""

    def make(name: str = "elsewhere", **conditions: str) -> Elsewhere:
        site = Elsewhere(tmp_path / name, **conditions)
        site.folder.mkdir()
        shutil.copy(migrated, site.folder / "site.sqlite3")
        return site

    return make
