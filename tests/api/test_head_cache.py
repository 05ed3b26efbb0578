"""Counts are asked for once in each state of the archive, and are never those of another one."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from api import snapshot_read
from api.caches import single_flight
from api.caches.head_cache import HeadCache
from api.lists import few_records
from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from tests.conftest import empty_cache
from tests.factories import make_theme
from tests.shared import shared

pytestmark = pytest.mark.django_db
URLS = ("/api/v1/themes/?q=peace", "/api/v1/search/?q=peace")


@shared(autouse=True)
def _themes():
    for number in range(3):
        make_theme(label=f"Peace {number}")
    catch_up()


def asked(reader, url: str) -> tuple[int, int]:
    """The count that is answered, and how many queries counted something."""
    with CaptureQueriesContext(connection) as queries:
        answer = reader.get(url)
    return answer.json()["count"], sum("COUNT(" in query["sql"] for query in queries)


@pytest.mark.parametrize("url", URLS)
def test_the_same_is_counted_once(reader, url):
    first, counting = asked(reader, url)
    assert (first, counting > 0) == (3, True)
    assert asked(reader, url) == (3, 0)


@pytest.mark.parametrize("url", URLS)
def test_what_is_published_and_what_goes_is_counted_at_once(reader, url):
    asked(reader, url)
    theme = make_theme(label="Peace at last")
    catch_up()
    assert asked(reader, url)[0] == 4
    theme.unpublish()
    catch_up()
    assert asked(reader, url)[0] == 3


def test_another_question_has_another_count(reader):
    asked(reader, URLS[0])
    assert asked(reader, "/api/v1/themes/?q=peace+1")[0] == 1
    assert asked(reader, "/api/v1/partners/?q=peace")[0] == 0


@pytest.mark.parametrize("url", URLS)
def test_nothing_is_kept_while_the_log_cannot_say_what_has_expired(reader, url, monkeypatch):
    monkeypatch.setattr(snapshot_read, "withdraw_expired", lambda: None)
    assert asked(reader, url)[0] == 3
    before = timezone.now() - timedelta(seconds=1)
    PublicRecord.objects.filter(title="peace 1").update(expires_at=before)
    for _ in range(2):
        assert asked(reader, url)[0] == 2


@pytest.mark.parametrize("count", ["", "&count=none"])
def test_few_and_many_are_listed_alike(reader, monkeypatch, count):
    url = f"/api/v1/themes/?q=peace&limit=2{count}"
    few = reader.get(url).json()
    assert [theme["title"] for theme in few["results"]] == ["Peace 0", "Peace 1"]
    monkeypatch.setattr(few_records, "FEW", 1)
    empty_cache()
    assert reader.get(url).json() == few


def test_what_all_ask_at_once_is_found_by_one():
    cache: HeadCache[int] = HeadCache(10)
    calls = []

    def find() -> int:
        time.sleep(0.1)
        calls.append(1)
        return 7

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _each: cache.at((1, 1, 1), "how many", find), range(8)))
    assert (answers, len(calls)) == ([7] * 8, 1)


def test_nobody_waits_long_for_another(monkeypatch):
    monkeypatch.setattr(single_flight, "LONGEST_WAIT", 0.05)
    cache: HeadCache[int] = HeadCache(10)
    may_end, has_begun = Event(), Event()

    def find_slowly() -> int:
        has_begun.set()
        assert may_end.wait(30)
        return 1

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(cache.at, (1, 1, 1), "how many", find_slowly)
        assert has_begun.wait(30)
        assert cache.at((1, 1, 1), "how many", lambda: 2) == 2
        may_end.set()
        assert slow.result(30) == 1


def test_what_cannot_be_found_is_looked_for_again():
    cache: HeadCache[int] = HeadCache(10)
    with pytest.raises(ZeroDivisionError):
        cache.at((1, 1, 1), "how many", lambda: 1 // 0)
    assert cache.at((1, 1, 1), "how many", lambda: 3) == 3
