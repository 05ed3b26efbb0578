"""The fast path changes no byte of any answer, and is never behind what was committed."""

import gc
import tracemalloc
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from api.fast_path import answers as known_answers
from api.fast_path.known_answers import FastPath
from archive.models import Entry
from archive.publisher.after_commit import catch_up
from archive.redaction import redact
from cms.models import Theme
from tests.factories import make_theme, publish
from tests.threats.known import HeadOfThisTransaction, comparable
from tests.threats.test_leaks import addresses, of_each_shape
from tests.wsgi import ask

pytestmark = pytest.mark.django_db

BROWSER = {"accept-encoding": "gzip, deflate, br", "origin": "https://front.example"}


@pytest.mark.slow
@pytest.mark.same_on_all_databases
def test_no_byte_of_any_route_changes(archive, fast, django, settings, an_hour_later):
    settings.API_RATE_LIMIT = None
    same = {"x-request-id": "the-same-request"}
    variants = ("GET", same), ("GET", same | BROWSER), ("HEAD", same | {"accept-encoding": "gzip"})
    urls = of_each_shape(addresses(values=1), len(variants))  # each in each variant
    for number, url in enumerate(urls):
        method, headers = variants[number % 3]
        plain = ask(django, url, method, headers)
        cold, warm = (ask(fast, url, method, headers) for _ in range(2))
        assert comparable(cold) == comparable(plain), url
        assert comparable(warm) == comparable(plain), url
        if etag := plain.headers.get("ETag"):
            headers = {**headers, "if-none-match": etag}
            plain = ask(django, url, method, headers)
            assert plain.status == 304, url
            for _ in range(2):
                assert comparable(ask(fast, url, method, headers)) == comparable(plain), url


@pytest.mark.parametrize(
    "url",
    ["/api/v1/themes/peace/", "/api/v1/themes/", "/api/v1/changes/", "/api/v1/search/?q=peace",
     *(f"/api/v1/themes/peace.{suffix}" for suffix in ("jsonld", "md")),
     *(f"/api/v1/themes.{suffix}" for suffix in ("atom", "jsonfeed", "csv", "ndjson")),
     "/api/v1/sitemap.xml", "/api/v1/llms.txt"],
)  # fmt: skip
def test_the_second_answer_costs_django_nothing(fast, url, an_hour_later):
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        make_theme(label="Peace")
        catch_up()
    first, second = ask(fast, url), ask(fast, url)
    assert first.status == 200
    assert len(fast.asked) == 1
    assert comparable(first) == comparable(second)
    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"]


def test_what_was_just_published_is_known_until_it_has_its_last_modified(fast, django):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        make_theme(label="Peace", slug="peace")
        catch_up()
        clock.shift(1)
        make_theme(label="Calm", slug="calm")
        catch_up()
        for url in ("/api/v1/themes/peace/", "/api/v1/themes/"):
            fast.asked.clear()
            validators = []
            for _ in range(8):
                clock.shift(0.5)
                answer = ask(fast, url)
                assert comparable(answer) == comparable(ask(django, url))
                validators.append("Last-Modified" in answer.headers)
            assert fast.asked == [url] * len(set(validators))
            clock.shift(-4)


@pytest.fixture
def theme(fast):
    """A theme published an hour ago, whose document the fast path knows."""
    theme = make_theme(label="Peace", slug="peace")
    catch_up()
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        yield theme


def test_what_is_published_is_there_at_once(fast, theme):
    assert b"Peace" in ask(fast, "/api/v1/themes/peace/").content
    Theme.objects.filter(pk=theme.pk).update(label="Calm")
    publish(Theme.objects.get(pk=theme.pk))
    catch_up()
    assert b"Calm" in ask(fast, "/api/v1/themes/peace/").content
    Theme.objects.get(pk=theme.pk).unpublish()
    catch_up()
    assert ask(fast, "/api/v1/themes/peace/").status == 410


def test_what_expires_is_gone_by_itself(fast):
    theme = make_theme(
        label="Peace", slug="peace", expire_at=timezone.now() + timedelta(hours=1, seconds=30)
    )
    catch_up()
    assert theme.live
    now = timezone.now()
    for seconds, status, asked in ((3600, 200, 1), (3610, 200, 1), (3627, 200, 2), (3631, 410, 3)):
        with time_machine.travel(now + timedelta(seconds=seconds)):
            assert ask(fast, "/api/v1/themes/peace/").status == status
            assert len(fast.asked) == asked


def test_a_redaction_empties_the_past_at_once(fast, theme):
    publish(Theme.objects.get(pk=theme.pk))
    theme.label = "Calm"
    publish(theme)
    catch_up()
    entry = Entry.objects.filter(kind="theme").first()
    url = f"/api/v1/themes/peace/history/{entry.pk}/"
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert ask(fast, url).status == 200
        redact(entry, reason="A request under privacy law")
        assert ask(fast, url).status == 410


def test_a_redirect_leads_elsewhere_at_once(fast, theme):
    from wagtail.contrib.redirects.models import Redirect

    url = "/api/v1/resolve/?path=/old/"
    assert ask(fast, url).status == 404 or b"redirect" not in ask(fast, url).content
    Redirect.objects.create(old_path="/old", redirect_link="/themes/peace/")
    assert b"/themes/peace/" in ask(fast, url).content
    Redirect.objects.all().delete()
    assert b"/themes/peace/" not in ask(fast, url).content


def test_requests_are_counted_like_all_others(fast, theme, settings):
    settings.API_RATE_LIMIT = (3, 60)
    statuses = [ask(fast, "/api/v1/themes/peace/") for _ in range(4)]
    assert [answer.status for answer in statuses] == [200, 200, 200, 429]
    assert [answer.headers["RateLimit"].split(";")[1] for answer in statuses[:3]] == [
        "r=2", "r=1", "r=0",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("POST", "/api/v1/themes/"),
        ("GET", "/api/v1/preview/?kind=theme"),
        ("GET", "/api/v1/changes/?since=0&wait=1"),
        ("GET", "/api/v1/changes/?since=0&w%61it=1"),
        ("GET", "/api/v1/themes/peace/?x=1"),
        ("GET", "/api/v1/themes/PEACE/"),
        ("GET", "/api/v1/nothing/"),
        ("GET", "/health/ready"),
        ("GET", "/admin/"),
    ],
)
def test_everything_else_is_asked_every_time(fast, theme, method, url):
    for _ in range(2):
        ask(fast, url, method)
    assert len(fast.asked) == 2


def test_memory_is_bounded_and_the_oldest_answers_go(django, theme):
    path = FastPath(django, most=50_000)
    path.head_watch = HeadOfThisTransaction()
    for number in range(100):
        assert ask(path, f"/api/v1/themes/?limit=20&page=1&q=peace{'+' * number}").status == 200
    _head, answers = path.answers._known
    assert 5 < len(answers) < 25
    assert path.answers._bytes <= 50_000
    assert sum(known_answers.size_of(*item) for item in answers.items()) == path.answers._bytes


@pytest.mark.same_on_all_databases
def test_an_answer_is_as_large_as_the_memory_that_it_takes(django):
    """A 304 of a page has no body, and the ids of all that stands on the page in its headers."""
    for number in range(100):
        make_theme(label=f"Peace {number}")
    catch_up(timezone.now() - timedelta(minutes=5))  # so that no answer settles meanwhile
    url, pages = "/api/v1/themes/?limit=100", 100
    etag = ask(django, url).headers["ETag"]
    path = FastPath(django, most=64 * 1024 * 1024)
    path.head_watch = HeadOfThisTransaction()
    tracemalloc.start()
    before, _peak = tracemalloc.get_traced_memory()
    for number in range(pages):
        assert ask(path, url, "GET", {"if-none-match": f'{etag}, "{number}"'}).status == 304
    gc.collect()
    taken = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert len(path.answers._known[1]) == pages
    # Earlier answers of this process have made some of the strings, which are shared.
    assert 0.8 * taken < path.answers._bytes < 2.5 * taken
