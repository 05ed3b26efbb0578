"""Attacks C: what costs much is limited. Each test bears the number of its attack."""

import logging
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import pytest
from django.db import connection, connections
from django.test import Client
from redis.exceptions import RedisError

from archive.publisher.after_commit import catch_up
from cms.requests import counting
from tests import factories
from tests.api.helpers import assert_problem, read

pytestmark = pytest.mark.django_db

EVENTS = "/api/v1/events/"
INDEX = "/api/v1/"  # which asks nothing of the database


@pytest.fixture
def limit(settings):
    """Five requests a minute."""
    settings.API_RATE_LIMIT = (5, 60)
    counting.here.clear()
    yield 5
    counting.here.clear()


@pytest.mark.parametrize("query", ["limit=101", "limit=1000000", "page=1000000", "page=10001"])
def test_c1_a_page_has_an_end_and_says_where(reader, query):
    problem = reader.get(f"{EVENTS}?{query}").json()
    assert problem["status"] == 400
    assert any(number in problem["detail"] for number in ("100", "10000"))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_c3_a_slow_question_is_cut_off_and_the_connection_goes_on(reader, monkeypatch):
    def sleep(*args, **kwargs):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(10)")

    with monkeypatch.context() as patched:
        patched.setattr("api.views.detail.find", sleep)
        started = perf_counter()
        response = reader.get(f"{EVENTS}AB1/")
        assert perf_counter() - started < 5
    assert_problem(response, 503, "unavailable")
    assert response.headers["Retry-After"] == "5"
    assert read(reader, EVENTS)["count"] == 0
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)


def test_c4_a_long_address_is_refused(reader):
    assert reader.get(f"{EVENTS}?q={'a' * 8000}").status_code == 414


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/password_reset/"])
def test_c4_100_000_fields_are_refused(reader, path):
    fields = "&".join(f"a{number}=1" for number in range(100_000))
    part = '--X\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    for body, kind in (
        (fields, "application/x-www-form-urlencoded"),
        (part * 100_000 + "--X--\r\n", "multipart/form-data; boundary=X"),
    ):
        assert reader.post(path, body, content_type=kind).status_code == 400


@pytest.mark.parametrize(
    "header", ["accept", "accept-language", "accept-encoding", "if-none-match"]
)
def test_c5_a_long_header_costs_little(reader, header):
    catch_up()
    reader.get(EVENTS)
    started = perf_counter()
    response = reader.get(EVENTS, headers={header: 'a;q="\\",";q=0.1,' * 3500})
    assert response.status_code == 200
    assert perf_counter() - started < 5  # minutes would be a fault; milliseconds are a benchmark's


def ask(address: str = "203.0.113.7", **headers: str) -> int:
    client = Client(headers={"host": "api.test", **headers})
    return client.get(INDEX, REMOTE_ADDR=address).status_code


def test_c6_of_many_at_once_exactly_the_limit_passes(limit):
    """Counted in Redis when the suite runs with it, else by the process."""
    with ThreadPoolExecutor(40) as threads:
        statuses = list(threads.map(lambda _each: ask(), range(3 * limit)))
    connections.close_all()
    assert sorted(statuses) == [200] * limit + [429] * 2 * limit


def test_c6_who_has_asked_too_often_is_told_when_to_go_on(limit):
    reader = Client(headers={"host": "api.test"})
    first = reader.get(INDEX)
    assert first.headers["RateLimit-Policy"] == '"default";q=5;w=60'
    assert first.headers["RateLimit"] == '"default";r=4;t=60'
    for _ in range(4):
        reader.get(INDEX)
    refused = reader.get(INDEX)
    assert_problem(refused, 429, "too_many_requests")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["RateLimit"].startswith('"default";r=0;t=')
    assert reader.get("/health/live").status_code == 200


def test_c6_without_redis_the_process_counts_and_says_so(limit, settings, monkeypatch, caplog):
    def fail(name):
        raise RedisError("gone")

    backend = {**settings.CACHES["default"], "BACKEND": "django_redis.cache.RedisCache"}
    monkeypatch.setattr(counting.settings, "CACHES", {"default": backend})
    monkeypatch.setattr("django_redis.get_redis_connection", fail)
    monkeypatch.setattr(counting, "_silent_until", 0.0)
    with caplog.at_level(logging.WARNING):
        statuses = [ask() for _ in range(limit + 1)]
    assert statuses == [200] * limit + [429]
    assert caplog.text.count("Redis does not answer") == 1


@pytest.mark.parametrize("name", ["x-forwarded-for", "forwarded", "x-real-ip", "client-ip"])
def test_c7_no_header_makes_another_client(limit, name):
    statuses = [ask(**{name: f"198.51.100.{number}"}) for number in range(limit + 1)]
    assert statuses == [200] * limit + [429]


def test_c7_the_addresses_of_one_network_are_one_client(limit):
    statuses = [ask(f"2001:db8:0:1::{number:x}") for number in range(1, limit + 2)]
    assert statuses == [200] * limit + [429]
    assert ask("2001:db8:0:2::1") == 200
    assert ask("::ffff:203.0.113.9") == 200


def test_c7_behind_a_proxy_of_ours_clients_are_told_apart(limit, settings):
    settings.TRUSTED_PROXY_COUNT = 1
    spoofed = [
        ask("10.0.0.1", **{"x-forwarded-for": f"1.2.3.{number}, 198.51.100.1"})
        for number in range(limit + 1)
    ]
    assert spoofed == [200] * limit + [429]
    assert ask("10.0.0.1", **{"x-forwarded-for": "198.51.100.2"}) == 200


@pytest.mark.parametrize(
    ("first", "second", "other"),
    [
        ("198.51.100.1:4711", "198.51.100.1:4712", "198.51.100.2:4711"),
        ("[2001:db8:0:1::1]:80", "[2001:db8:0:1::2]:81", "[2001:db8:0:2::1]:80"),
        ("[2001:db8:0:1::1]", "2001:db8:0:1::2", "2001:db8:0:2::1"),
    ],
)
def test_c7_the_port_of_a_client_is_no_part_of_its_address(limit, settings, first, second, other):
    settings.TRUSTED_PROXY_COUNT = 1
    claims = [first] * limit + [second]
    statuses = [ask("10.0.0.1", **{"x-forwarded-for": claim}) for claim in claims]
    assert statuses == [200] * limit + [429]
    assert ask("10.0.0.1", **{"x-forwarded-for": other}) == 200


def test_c7_who_waits_as_long_as_told_is_let_in(limit, monkeypatch):
    monkeypatch.setattr(counting, "count", lambda key, seconds: (limit + 1, 2.4))
    refused = Client(headers={"host": "api.test"}).get(INDEX)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3")


def test_c8_made_up_parameters_are_refused_and_not_stored(reader):
    factories.make_theme(label="Peace")
    catch_up()
    for number in range(50):
        response = reader.get(f"{EVENTS}?bust{number}=1")
        assert_problem(response, 400, "unknown_parameter")


def test_the_process_forgets_the_oldest_clients(monkeypatch):
    monkeypatch.setattr(counting, "MOST_CLIENTS", 3)
    counter = counting.ProcessCounter()
    for name in "abcd":
        counter.count(name, 60)
    assert counter.count("d", 60)[0] == 2
    assert counter.count("a", 60)[0] == 1
