"""What every test may rely on, and loud words for what is missing."""

import gc
import os
import shutil
import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path
from random import Random
from threading import Thread

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.template.base import Template
from django.template.context import Context
from django.test import Client, TransactionTestCase
from django.test.signals import template_rendered
from django.utils.safestring import SafeString

from cms.pictures.cut import Cut
from tests.databases import PostgresCopy, SqliteCopy, make_template
from tests.nginx import NGINX
from tests.shared import commits, in_rows, prepare, take_all_away
from tests.slow_fixtures import SlowFixtures

# Each of the processes that tests start would compile Django anew on a machine where Python is to
# leave no files beside the sources, and take two seconds more. So they are kept beside our own.
if sys.dont_write_bytecode:
    compiled = str(Path(__file__).parents[1] / ".pytest_cache" / "bytecode")
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = compiled
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False

# The first is Chromium without the windows around its pages, which take half of the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
# The folder of PostgreSQL's own programs: Debian keeps `initdb` out of the usual path.
PROGRAMS = next(
    (path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))[::-1]),
    Path(initdb).parent if (initdb := shutil.which("initdb")) else None,
)
REDIS = shutil.which("redis-server")
NODE_TOOLS = Path(__file__).parent / "node" / "node_modules" / ".bin"
# What a test with the marker needs beside Python, and what is to be said where that is missing.
NEEDS = {
    "browser": (CHROMIUM, "Chromium is not installed"),
    "node": (NODE_TOOLS.is_dir(), "make node has not been run"),
    "java": (shutil.which("java"), "Java is not installed"),
    "nginx": (NGINX, "nginx is not installed"),
    "cluster": (PROGRAMS, "PostgreSQL is not installed"),
    "redis": (REDIS, "redis-server is not installed"),
    "mount": (os.geteuid() == 0, "only root may mount a disk that is to be filled"),
}
# What `make test` leaves to `make test-all`.
MORE = {*NEEDS, "slow"}
# What looks at pages and programs that are the same whatever database the answers come from.
SAME_ON_ALL = {"browser", "node", "java", "nginx", "redis", "mount", "same_on_all_databases"}
ON_POSTGRES = "postgresql" in settings.DATABASES["default"]["ENGINE"]


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("plenary")
    group.addoption(
        "--python-only", action="store_true", help="leave out what needs more than Python"
    )
    group.addoption(
        "--database-only", action="store_true", help="leave out what no database can change"
    )
    group.addoption(
        "--shuffle", type=int, metavar="SEED", help="in another order: no test needs another one"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(SlowFixtures())
    url = os.environ.get("CACHE_URL", "")
    if url.startswith("redis") and not answers(url):
        # Plenary goes on without its cache, so that tests would fail for reasons of their own.
        raise pytest.UsageError(f"Nothing answers at {url}: start Redis.")


def answers(url: str) -> bool:
    client = redis.Redis.from_url(url, socket_connect_timeout=5)
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False
    finally:
        client.close()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Migrate while the workers of xdist collect. They wait for it before their first test."""
    option = session.config.option
    if getattr(option, "numprocesses", 0) and not option.collectonly:  # a worker has none
        Thread(target=make_template).start()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what was not asked for. Skip what this machine lacks: with CI set, that fails."""
    if config.option.database_only:
        others = [item for item in items if not depends_on_database(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if depends_on_database(item)]
    if config.option.shuffle is not None:
        Random(config.option.shuffle).shuffle(items)
        items.sort(key=commits)
    items[:] = in_rows(items)
    for item in items:
        markers = {marker.name for marker in item.iter_markers()}
        for marker, (is_here, why) in NEEDS.items():
            if marker in markers and not is_here and "CI" not in os.environ:
                item.add_marker(pytest.mark.skip(reason=f"NOT TESTED: {why}"))
        if "postgres" in markers and not ON_POSTGRES:
            reason = "NOT TESTED HERE: needs PostgreSQL, see make test-postgres"
            item.add_marker(pytest.mark.skip(reason=reason))
        if config.option.python_only and markers & MORE:
            reason = "NOT TESTED HERE: slow, or needs more than Python, see make test-all"
            item.add_marker(pytest.mark.skip(reason=reason))


def depends_on_database(item: pytest.Item) -> bool:
    """Whether another database could make a difference to this test."""
    markers = {marker.name for marker in item.iter_markers()}
    if "postgres" in markers:
        return True
    return sees_database(item) and not markers & SAME_ON_ALL


def sees_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db")) or "django_db_setup" in item.fixturenames


def pytest_collection_finish(session: pytest.Session) -> None:
    # What is loaded by now stays: the search for garbage would go through it again and again.
    gc.freeze()
    if not session.config.option.collectonly and any(map(sees_database, session.items)):
        make_template()


def pytest_terminal_summary(terminalreporter) -> None:
    """Say what was not tested where nobody overlooks it."""
    reasons: Counter[str] = Counter()
    for report in terminalreporter.stats.get("skipped", []):
        where_and_why = report.longrepr
        reasons[where_and_why[2] if isinstance(where_and_why, tuple) else str(where_and_why)] += 1
    for reason, count in reasons.items():
        terminalreporter.write_line(f"!! {count} tests: {reason}", yellow=True, bold=True)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, tmp_path_factory, worker_id):
    """The database of this process. It is set back after each test that commits."""
    from archive.publisher.after_commit import begin  # which needs Django to be set up

    kind = PostgresCopy if ON_POSTGRES else SqliteCopy
    with django_db_blocker.unblock():
        copy = kind(tmp_path_factory.mktemp("database"), worker_id)
        begin()
        copy.keep()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: copy.set_back())
        yield
    with django_db_blocker.unblock():
        take_all_away()
        copy.destroy()


@pytest.fixture(autouse=True, scope="session")
def _record_whole_pages(django_test_environment):
    """What a page was rendered with is known to tests. What its hundred parts were is not, as
    Django would have it: that costs a tenth of the time."""

    def render(self: Template, context: Context) -> SafeString:
        if context.template is self:
            template_rendered.send(sender=self, template=self, context=context)
        return self.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(autouse=True, scope="session")
def _cut_each_picture_once(django_test_environment):
    """Hundreds of tests publish the same small picture, which has some twenty sizes."""
    from cms.models import image  # which needs Django to be set up

    make_cuts = image.make_cuts

    @lru_cache(maxsize=100)
    def cuts_of(picture: bytes, cuts: tuple[Cut, ...]) -> list[bytes]:
        return make_cuts(picture, list(cuts))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(image, "make_cuts", lambda picture, cuts: cuts_of(picture, tuple(cuts)))
        yield


@pytest.fixture
def shared_content(request, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        prepare(request.node)


@pytest.fixture
def _django_db_helper(shared_content, _django_db_helper):
    """The transaction of a test begins when its shared content is there."""


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
    from api import snapshot_read  # which need Django to be set up
    from api.changes.feed import summed
    from api.lists import few_records, page
    from api.query import facets

    summed.cache_clear()
    few_records.latest.forget()
    snapshot_read.counts.forget()
    facets.counts.forget()
    page.places.forget()
    if hasattr(cache, "delete_pattern"):
        cache.delete_pattern("*")
    else:
        cache.clear()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium. Tests that need it fail when it is not there and CI is set."""
    assert CHROMIUM, "Chromium is not installed: apt-get install chromium-headless-shell"
    return CHROMIUM
