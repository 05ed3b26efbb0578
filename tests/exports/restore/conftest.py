"""Empty sites that a bag can come into."""

import shutil
from pathlib import Path

import pytest

from tests.databases import template_file
from tests.exports.restore.elsewhere import Elsewhere


@pytest.fixture(scope="session")
def migrated(tmp_path_factory) -> Path:
    """The database of an empty site: `migrate` begins the log in a copy of the template."""
    site = Elsewhere(tmp_path_factory.mktemp("empty"))
    shutil.copy(template_file(), site.folder / "site.sqlite3")
    done = site.manage(["migrate", "--verbosity=0"])
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
