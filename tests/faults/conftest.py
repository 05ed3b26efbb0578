"""What every test of a fault begins with."""

import subprocess
import time
from collections.abc import Iterator

import pytest

from tests.conftest import PROGRAMS
from tests.databases import template_database
from tests.faults.archive import FILL, NAME, manage, run
from tests.faults.machines import Postgres, postgres_cluster
from tests.serving import database_url

# The settings of a public server, as docs/operators.md has them.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "SECRET_KEY": "for tests only: it signs nothing that lasts, and is long enough for any check",
    "ALLOWED_HOSTS": "api.test,127.0.0.1",
    "API_ORIGIN": "https://api.test",
    "FRONTEND_ORIGIN": "https://www.test",
    "TRUST_X_FORWARDED_PROTO": "true",
    "API_RATE_LIMIT": "",
    "CACHE_URL": "locmemcache://",
}


@pytest.fixture
def production() -> dict[str, str]:
    """The environment of a public server; a test adds what it is about."""
    return dict(PRODUCTION)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Postgres]:
    """A server of PostgreSQL that runs, with an archive in the database NAME."""
    with postgres_cluster() as cluster:
        cluster.ask("postgres", f"CREATE DATABASE {NAME}")
        copy_template(cluster.url(NAME))
        migrated = manage(cluster.url(NAME), "migrate", "--verbosity=0")
        assert migrated.returncode == 0, migrated.stderr
        run(cluster.url(NAME), FILL)
        time.sleep(2.5)  # until then an answer may change by itself: it gets its Last-Modified
        yield cluster


def copy_template(url: str) -> None:
    """Copy the migrated template into the empty database at `url`, so that `migrate` only begins
    the log there. Programs older than the server of the template cannot: `migrate` does all then.
    """
    command = [PROGRAMS / "pg_dump", "--no-owner", "--no-acl", database_url(template_database())]
    template = subprocess.run(command, check=False, capture_output=True)
    if template.returncode == 0:
        fill = [PROGRAMS / "psql", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={url}"]
        subprocess.run(fill, check=True, input=template.stdout, stdout=subprocess.DEVNULL)
