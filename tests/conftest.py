"""What every test may rely on, and loud words for what is missing."""

import gc
import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
# The folder of PostgreSQL's own programs: Debian keeps `initdb` out of the usual path.
PROGRAMS = next(
    (path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))[::-1]),
    Path(found).parent if (found := shutil.which("initdb")) else None,
)
REDIS = shutil.which("redis-server")
NODE_TOOLS = Path(__file__).parent / "node" / "node_modules" / ".bin"
# What a test with the marker needs of this machine, and what is to be said where it lacks that.
NEEDS = {
    "browser": (CHROMIUM, "Chromium is not installed"),
    "node": (NODE_TOOLS.is_dir(), "make node has not been run"),
    "nginx": (NGINX, "nginx is not installed"),
    "cluster": (PROGRAMS, "PostgreSQL is not installed"),
    "redis": (REDIS, "redis-server is not installed"),
    "mount": (os.geteuid() == 0, "only root may mount a disk that is to be filled"),
}
ON_POSTGRES = "postgresql" in settings.DATABASES["default"]["ENGINE"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this machine lacks. With CI set, what is missing is a failure."""
    for item in items:
        database = item.get_closest_marker("django_db")
        if database and database.kwargs.get("transaction"):
            # Without it the tables are left empty, and other tests miss what the migrations made.
            assert database.kwargs.get("serialized_rollback"), f"{item.nodeid}: serialized_rollback"
        for marker, (found, why) in NEEDS.items():
            if item.get_closest_marker(marker) and not found and "CI" not in os.environ:
                item.add_marker(pytest.mark.skip(reason=f"NOT TESTED: {why}"))
        if item.get_closest_marker("postgres") and not ON_POSTGRES:
            reason = "NOT TESTED HERE: needs PostgreSQL, see make test-postgres"
            item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the search for garbage would go through it again and again."""
    gc.freeze()


def pytest_terminal_summary(terminalreporter) -> None:
    """Say what was not tested where nobody overlooks it."""
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[reason] = reasons.get(reason, 0) + 1
    for reason, count in reasons.items():
        terminalreporter.write_line(f"!! {count} tests: {reason}", yellow=True, bold=True)


@pytest.fixture
def reader() -> Client:
    """Somebody outside, without a cookie, who asks for the public origin."""
    return Client(headers={"host": "api.test"}, raise_request_exception=False)


@pytest.fixture(autouse=True)
def _empty_cache():
    empty_cache()
    yield
    empty_cache()


def empty_cache() -> None:
    """Forget what this process put there. Other processes of the suite share the server."""
    from api import facets, reading  # which need Django to be set up
    from api.feed import summed
    from api.views import list as lists

    summed.cache_clear()
    reading.counts.forget()
    facets.counts.forget()
    lists.places.forget()
    if hasattr(cache, "delete_pattern"):
        cache.delete_pattern("*")
    else:
        cache.clear()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium. Tests that need it fail when it is not there and CI is set."""
    assert CHROMIUM, "Chromium is not installed: apt-get install chromium"
    return CHROMIUM
