"""What every test of a fault begins with."""

import time
from collections.abc import Iterator

import pytest

from tests.faults.archive import FILL, NAME, manage, run
from tests.faults.machines import Postgres, postgres_cluster

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
        cluster.copy_template(NAME)
        migrated = manage(cluster.url(NAME), "migrate", "--verbosity=0")
        assert migrated.returncode == 0, migrated.stderr
        run(cluster.url(NAME), FILL)
        time.sleep(2.5)  # until then an answer may change by itself: it gets its Last-Modified
        yield cluster
