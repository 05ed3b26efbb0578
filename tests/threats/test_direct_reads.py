"""What is read before Django is, byte for byte, what Django answers.

More odd requests by the environment, for a night: ODD_REQUESTS=50000 ODD_SEED=2
"""

import os
import random
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, OperationalError
from django.utils import timezone

from api.changes import stream
from api.fast_path.direct_reads import DirectReads
from api.fast_path.known_answers import FastPath
from api.fast_path.statement import Statement
from api.http import caching
from archive.models import PublicRecord
from archive.registry import registry
from cms.models import Theme
from tests.threats.known import HeadOfThisTransaction, comparable
from tests.wsgi import ask

pytestmark = pytest.mark.django_db

ID = {"x-request-id": "the-same-request"}
ODD_REQUESTS = int(os.environ.get("ODD_REQUESTS", "1000"))
ODD_SEED = int(os.environ.get("ODD_SEED", "1000"))
KEYS = (
    "AB1", "ab1", "HID2", "HID3", "once-public", "once-a-theme", "no-such-key", "A%42", "AB1%20",
    "AB1.md", "AB1.", "a" * 300, "%E2%82%AC", "..", "AB1%00", "stream", "%C3%28", "",
)  # fmt: skip
ENDS = (
    "/", "/", "/", "", "//", "/history/", ".md", "/?", "/?fields=title", "/?x=1", "/?as_of=2015",
    "/?%", "/?limit=1", "/?limit=100", "/?limit=101", "/?limit=01", "/?limit=5&limit=5", "/?limit=",
    "/?page=2", "/?count=none", "/?limit=%31", "/?cursor=x", "/?limit=10&limit=20", "/?LIMIT=10",
)  # fmt: skip
METHODS = ("GET",) * 8 + ("HEAD", "OPTIONS", "POST", "DELETE", "get")
VALUES = {
    "accept": ("*/*", "application/json", "text/html", "text/markdown", "application/ld+json;q=0.5",
               "image/png", "junk", "", "application/json;q=0", "*/*;q=0"),
    "accept-encoding": ("br", "gzip", "gzip, br;q=0.1", "identity", "*", "br;q=2", "", "zstd"),
    "host": ("api.test", "localhost", "evil.example", "api.test:80", "", "a b", "API.TEST"),
    "origin": ("https://front.example", "null", "x"),
    "if-none-match": ("*", '"x"', 'W/"x"', "x"),
    "if-match": ("*", '"x"'),
    "if-modified-since": ("Thu, 26 Jan 2012 12:00:00 GMT", "Thu, 26 Jan 2112 12:00:00 GMT", "x"),
    "if-unmodified-since": ("Thu, 26 Jan 2012 12:00:00 GMT", "x"),
    "range": ("bytes=0-9", "x"),
    "accept-datetime": ("Thu, 26 Jan 2017 12:00:00 GMT", "x"),
    "x-forwarded-proto": ("https", "http", "x"),
    "x-forwarded-host": ("evil.example",),
    "cookie": ("sessionid=1",),
    "content-type": ("a/b; charset=cp037",),
}  # fmt: skip


@pytest.fixture
def direct(fast):
    """The fast path that keeps nothing, so that everything is read anew."""
    path = FastPath(fast.application, most=0, direct=DirectReads())
    path.head_watch = HeadOfThisTransaction()
    path.asked = fast.asked
    return path


def addresses() -> list[str]:
    """Of every document, also of those that are withdrawn, and of every list."""
    records = PublicRecord.objects.exclude(kind="site").order_by("kind", "key")
    documents = [f"/api/v1/{registry[record.kind].plural}/{record.key}/" for record in records]
    lists = [f"/api/v1/{resource.plural}/" for resource in registry if resource.kind != "site"]
    return [
        *documents,
        *(address + end for address in lists for end in ("", "?limit=10", "?limit=100")),
    ]


@pytest.mark.same_on_all_databases
@pytest.mark.parametrize(
    "headers", [{}, {"accept": "application/json", "accept-encoding": "gzip, br"}]
)
def test_every_document_and_list_is_what_django_answers(
    archive, direct, django, an_hour_later, headers
):
    headers = ID | headers
    for url in addresses():
        ask(direct, url, headers=headers)
    direct.asked.clear()
    statuses = set()
    for url in addresses():
        plain = ask(django, url, headers=headers)
        statuses.add(plain.status)
        assert comparable(ask(direct, url, headers=headers)) == comparable(plain), url
        assert (url.partition("?")[0] not in direct.asked) is (plain.status == 200), url
    assert statuses == {200, 410}


@pytest.mark.same_on_all_databases
@pytest.mark.usefixtures("an_hour_later")
def test_odd_requests_get_what_django_answers(archive, direct, django, settings, monkeypatch):
    settings.API_RATE_LIMIT = None
    monkeypatch.setattr(stream, "LONGEST_STREAM", 0.0)  # it would wait for five minutes
    chance = random.Random(ODD_SEED)
    plurals = [resource.plural for resource in registry if resource.kind != "site"] + [
        "nothing",
        "changes",
    ]
    documents = addresses()
    answers: dict = {}
    for _ in range(ODD_REQUESTS):
        names = chance.sample(sorted(VALUES), chance.choice((0, 1, 1, 2)))
        match chance.randrange(3):
            case 0:
                url, names = chance.choice(documents), names[:1]
            case 1:
                url = chance.choice(documents).split("?")[0].rstrip("/") + chance.choice(ENDS)
            case _:
                key = chance.choice(KEYS)
                url = f"/api/v1/{chance.choice(plurals)}/{key}{chance.choice(ENDS)}"
        headers = ID | {name: chance.choice(VALUES[name]) for name in names}
        method = chance.choice(METHODS)
        request = method, url, *sorted(headers.items())
        if request not in answers:
            answers[request] = comparable(ask(django, url, method, headers))
        assert comparable(ask(direct, url, method, headers)) == answers[request], request
    assert len(direct.asked) < 0.95 * ODD_REQUESTS


def test_a_database_that_prepares_nothing_is_read_by_django(archive, direct, django, monkeypatch):
    def fail(*_args):
        raise DatabaseError("no such statement")

    [url] = [url for url in addresses() if "/AB1/" in url]
    ask(direct, url, headers=ID)
    monkeypatch.setattr(Statement, "_rows_of_file", fail)
    monkeypatch.setattr(Statement, "_rows_of_server", fail)
    monkeypatch.setattr(Statement, "_silent_until", 0.0)
    for _ in range(2):
        assert comparable(ask(direct, url, headers=ID)) == comparable(ask(django, url, headers=ID))
    assert direct.asked.count(url) == 3


def test_a_database_that_fails_in_the_middle_of_a_list_is_a_503(
    archive, direct, django, monkeypatch
):
    def fail():
        raise OperationalError("the server has gone")

    url = "/api/v1/events/"
    assert ask(direct, url, headers=ID).status == 200
    monkeypatch.setattr(caching, "_last_changes", fail)
    caching.latest_changes.forget()
    answer = ask(direct, url, headers=ID)
    assert answer.status == 503
    assert comparable(answer) == comparable(ask(django, url, headers=ID))


def test_what_has_expired_is_not_read(direct, archive):
    url = "/api/v1/events/AB1/"
    assert ask(direct, url).status == 200
    PublicRecord.objects.filter(key="AB1").update(expires_at=timezone.now())
    direct.asked.clear()
    ask(direct, url)
    assert direct.asked == [url]


@pytest.mark.same_on_all_databases
def test_the_state_of_the_log_is_kept_until_a_scheduled_change_is_due(direct, django, archive):
    urls = "/api/v1/events/AB1/", "/api/v1/themes/"
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False) as clock:
        theme = Theme.objects.filter(live=True).first()
        theme.save_revision(approved_go_live_at=timezone.now() + timedelta(seconds=30))
        cache_controls = set()
        for seconds in (0, 27, 8):
            clock.shift(seconds)
            for url in urls:
                ask(direct, url, headers=ID)
                direct.asked.clear()
                answer = ask(direct, url, headers=ID)
                assert direct.asked == []
                assert comparable(answer) == comparable(ask(django, url, headers=ID))
                cache_controls.add(answer.headers["Cache-Control"])
        assert len(cache_controls) == 2
