"""A replica is read while it has all that the primary shows; otherwise nobody notices it."""

import threading
import time
from datetime import timedelta
from uuid import uuid4

import httpx2
import pytest
import time_machine
from django.core.management import call_command
from django.db import connections, router
from django.utils import timezone

import api.replica
from api import metrics
from api.replica import REPLICA, database, replica
from archive.models import Entry
from archive.publisher.after_commit import catch_up
from cms.models import Theme
from tests.api.helpers import assert_problem
from tests.factories import make_theme, publish
from tests.faults.load import until
from tests.replication import NAME, as_databases, primary_and_standby
from tests.serving import server
from tests.threats.conftest import public_archive
from tests.threats.test_leaks import addresses, of_each_shape

pytestmark = [pytest.mark.postgres, pytest.mark.cluster]

BOUND = 0.1  # seconds: what several machines may be behind
PAUSE = 0.01  # seconds: between two reads, so that the editor has a processor as well
ORIGIN = "https://api.test"


@pytest.fixture(scope="module")
def servers(django_db_blocker):
    with primary_and_standby() as (primary, standby), django_db_blocker.unblock():
        primary.copy_template(NAME)  # of the server that tests use until then
        with as_databases(primary, standby):
            call_command("migrate", verbosity=0)
            yield primary, standby


@pytest.fixture
def primary(servers):
    return servers[0]


@pytest.fixture
def standby(servers):
    """The standby, which has caught up."""
    catch_up()
    servers[1].catch_up()
    replica()._next_try = 0.0
    return servers[1]


@pytest.fixture
def theme(servers):
    """A theme of this test alone: an address is never given twice."""
    return make_theme(label="Peace", slug=f"peace-{uuid4()}")


class Reads:
    """How many answers each database has given since."""

    def __init__(self) -> None:
        self.before = self.now()

    def now(self) -> tuple[float, float]:
        return metrics.of_replica._value.get(), metrics.of_primary._value.get()

    def __eq__(self, other) -> bool:
        return tuple(now - then for now, then in zip(self.now(), self.before, strict=True)) == other

    __hash__ = None

    def __repr__(self) -> str:
        return f"{self.before} then, {self.now()} now"


def rename(theme: Theme, label: str) -> None:
    theme.label = label
    publish(theme)
    catch_up()


def reads_replica(reader, theme: Theme) -> bool:
    """Whether the document of `theme`, which is right in any case, comes from the replica."""
    reads = Reads()
    assert reader.get(url_of(theme)).json()["title"] == theme.label
    return reads == (1, 0)


def url_of(theme: Theme) -> str:
    return f"/api/v1/themes/{theme.slug}/"


@pytest.fixture
def archive(servers):
    public_archive()


@pytest.mark.usefixtures("archive", "standby")
@time_machine.travel(timezone.now() + timedelta(hours=1))  # when Last-Modified is settled
def test_no_byte_of_any_route_depends_on_where_it_is_read(monkeypatch, reader):
    same = {"x-request-id": "the-same-request"}
    reads = Reads()
    for url in of_each_shape(addresses(values=1), 1):
        of_replica = reader.get(url, headers=same)
        with monkeypatch.context() as patched:
            patched.setattr("api.snapshot_read.replica", lambda: None)
            of_primary = reader.get(url, headers=same)
        assert of_replica.status_code == of_primary.status_code, url
        assert of_replica.getvalue() == of_primary.getvalue(), url
        assert of_replica.headers == of_primary.headers, url
    (from_replica, from_primary), before = reads.now(), reads.before
    assert from_replica - before[0] == from_primary - before[1] > 100


def test_while_it_lags_the_primary_is_read_and_nothing_is_stale(theme, standby, reader):
    page = reader.get("/api/v1/changes/?limit=100").json()
    cursor = page["next"].removeprefix(ORIGIN)
    reads = Reads()
    standby.hold_up()
    try:
        rename(theme, "Calm")
        assert reader.get(url_of(theme)).json()["title"] == "Calm"
        assert reader.get(cursor).json()["results"]
        assert reads == (0, 2)
    finally:
        standby.go_on()
    until(
        lambda: (
            reader.get(url_of(theme)).json()["title"] == "Calm" and reads.now()[0] > reads.before[0]
        )
    )


def test_what_moves_no_entry_is_not_stale_either(theme, standby, reader):
    """A redaction moves the generation alone."""
    from archive.redaction import redact

    rename(theme, "Calm")
    first = Entry.objects.filter(uid=theme.uid).first()
    address = f"{url_of(theme)}history/{first.pk}/"
    assert reader.get(address).status_code == 200
    standby.hold_up()
    try:
        redact(first, reason="A request under privacy law")
        assert reader.get(address).status_code == 410
    finally:
        standby.go_on()


def test_a_replica_that_is_down_is_not_noticed_and_is_read_again_later(
    theme, standby, reader, monkeypatch
):
    monkeypatch.setattr(api.replica, "PAUSE", 0.2)
    standby.stop("immediate")
    reads = Reads()
    try:
        for _ in range(3):
            assert reader.get(url_of(theme)).status_code == 200
        assert reads == (0, 3)
    finally:
        standby.start()
    until(lambda: reads_replica(reader, theme))


def test_a_replica_that_fails_within_an_answer_is_not_noticed(theme, standby, reader, monkeypatch):
    from api.views.detail import find

    def find_after_a_fault(*args):
        if database().alias == REPLICA:
            pid = database().connection.info.backend_pid
            standby.tell(f"SELECT pg_terminate_backend({pid})")
        return find(*args)

    reads = Reads()
    monkeypatch.setattr("api.views.detail.find", find_after_a_fault)
    assert reader.get(url_of(theme)).json()["title"] == "Peace"
    assert reads == (0, 1)


def test_a_slow_question_is_not_asked_twice(theme, standby, reader, monkeypatch):
    def sleep(*args):
        with database().cursor() as cursor:
            cursor.execute("SELECT pg_sleep(10)")

    reads = Reads()
    with monkeypatch.context() as patched:
        patched.setattr("api.views.detail.find", sleep)
        assert_problem(reader.get(url_of(theme)), 503, "unavailable")
    assert reader.get(url_of(theme)).status_code == 200
    assert reads == (2, 0)


def test_what_expires_is_withdrawn_on_the_primary(standby, reader):
    theme = make_theme(label="Peace", expire_at=timezone.now() + timedelta(seconds=1))
    catch_up()
    time.sleep(1)
    assert reader.get(url_of(theme)).status_code == 410
    newest = Entry.objects.filter(uid=theme.uid).last()
    assert (newest.action, newest.reason) == ("withdraw", "expired")


def test_while_the_primary_is_down_what_is_public_goes_on(theme, primary, standby, reader):
    assert reader.get(url_of(theme)).status_code == 200
    reads = Reads()
    primary.stop("immediate")
    try:
        assert reader.get(url_of(theme)).status_code == 200
        assert reader.get("/health/ready").status_code == 503
        assert reads == (1, 0)
    finally:
        primary.start()
        connections["default"].close()
        replica()._head_watch._silent_until = 0.0


def test_everything_but_answers_is_on_the_primary():
    assert router.db_for_read(Theme) == router.db_for_write(Theme) == "default"
    assert database().alias == "default"


@pytest.mark.parametrize(("fast_path", "behind"), [("0", 0.0), ("64", BOUND)])
def test_nobody_sees_less_than_before_while_editors_publish(
    fast_path, behind, theme, primary, standby
):
    """Two machines with one replica: readers go from one to the other, and follow their cursors."""
    environment = {
        "REPLICA_URL": standby.url(NAME),
        "API_FAST_PATH_MB": fast_path,
        "METRICS_TOKEN": "token",
        "API_RATE_LIMIT": "",
    }
    database = primary.url(NAME)
    with server(database, **environment) as one, server(database, **environment) as other:
        committed = [(float("-inf"), 0)]
        is_over = threading.Event()
        wrong: list = []

        def least_at(moment: float) -> int:
            return max(number for at, number in committed if at <= moment)

        def read() -> None:
            cursor, newest = "/api/v1/changes/?since=0&limit=100", 0
            with httpx2.Client() as client:
                while not is_over.is_set():
                    for url in (one.url, other.url):
                        least = least_at(time.monotonic() - behind)
                        label = client.get(f"{url}{url_of(theme)}").json()["title"]
                        number = int(label.removeprefix("Peace") or 0)
                        if number < least or (behind == 0.0 and number < newest):
                            wrong.append((number, least, newest))
                        newest = number
                        page = client.get(f"{url}{cursor}")
                        if page.status_code != 200:
                            wrong.append(page.text)
                        cursor = page.json()["next"].removeprefix(ORIGIN)
                    time.sleep(PAUSE)

        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for number in range(1, 31):
            rename(theme, f"Peace{number}")
            committed.append((time.monotonic(), number))
            time.sleep(0.05)
        is_over.set()
        for thread in threads:
            thread.join()
        read_of_replica = [from_replica(server.url) for server in (one, other)]
    assert wrong == []
    assert min(read_of_replica) > 0


def from_replica(url: str) -> float:
    """How many answers the server at `url` has read from the replica."""
    text = httpx2.get(f"{url}/health/metrics", headers={"Authorization": "Bearer token"}).text
    return float(text.partition('plenary_reads_total{database="replica"}')[2].split()[0])
