"""What the Python client does when a server is busy, has nothing new or refuses."""

from email.utils import formatdate

import httpx2
import pytest
from plenary_client import Answers, Copy, IncompleteCopy, Plenary, PlenaryError, synchronous

EVENT = {"key": "WP1725"}


@pytest.fixture
def slept(monkeypatch) -> list[float]:
    """The seconds that the client has waited for."""
    seconds: list[float] = []
    monkeypatch.setattr(synchronous.time, "sleep", seconds.append)
    return seconds


def client_of(*responses: httpx2.Response, answers: Answers | None = None):
    """A client of a server with these responses, and the requests that it was sent."""
    asked: list[httpx2.Request] = []
    waiting = iter(responses)

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return next(waiting)

    http = httpx2.Client(transport=httpx2.MockTransport(answer))
    return Plenary("https://cms.test", http=http, answers=answers), asked


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_when_it_says(slept, status):
    busy = httpx2.Response(status, headers={"Retry-After": "7"})
    api, asked = client_of(busy, busy, httpx2.Response(200, json=EVENT))
    assert api.events.get("WP1725") == EVENT
    assert (slept, len(asked)) == ([7, 7], 3)


def test_a_date_in_retry_after_is_waited_for(slept):
    busy = httpx2.Response(503, headers={"Retry-After": "Mon, 01 Jan 2001 00:00:00 GMT"})
    later = httpx2.Response(503, headers={"Retry-After": formatdate(synchronous.time.time() + 20)})
    api, _asked = client_of(busy, later, httpx2.Response(200, json=EVENT))
    api.events.get("WP1725")
    assert slept[0] == 0
    assert 17 < slept[1] <= 20


def test_a_server_that_does_not_say_is_given_more_time_each_time_and_not_for_ever(slept):
    api, asked = client_of(*[httpx2.Response(503)] * 4)
    with pytest.raises(PlenaryError) as refused:
        api.events.get("WP1725")
    assert (refused.value.status, slept, len(asked)) == (503, [1, 2, 4], 4)


def test_nobody_waits_for_more_than_a_minute(slept):
    api, _asked = client_of(httpx2.Response(429, headers={"Retry-After": "3600"}))
    with pytest.raises(PlenaryError):
        api.events.get("WP1725")
    assert slept == []


def test_an_error_is_not_asked_for_again_and_says_what_the_problem_says(slept):
    problem = {"code": "gone", "detail": "It was public.", "status": 410}
    headers = {"Content-Type": "application/problem+json"}
    api, asked = client_of(httpx2.Response(410, json=problem, headers=headers))
    with pytest.raises(PlenaryError, match="It was public") as refused:
        api.events.get("E1")
    assert (refused.value.code, len(asked), slept) == ("gone", 1, [])


def test_what_was_read_is_asked_for_with_its_etag():
    first = httpx2.Response(200, json=EVENT, headers={"ETag": '"1"'})
    changed = httpx2.Response(200, json={"key": "E2"}, headers={"ETag": '"2"'})
    api, asked = client_of(first, httpx2.Response(304), changed)
    assert [api.events.get("WP1725")["key"] for _each in range(3)] == ["WP1725", "WP1725", "E2"]
    assert [request.headers.get("If-None-Match") for request in asked] == [None, '"1"', '"1"']


def test_a_key_stays_one_part_of_the_address():
    api, asked = client_of(httpx2.Response(200, json=EVENT))
    api.events.get("../site?x")
    assert asked[0].url.raw_path == b"/api/v1/events/..%2Fsite%3Fx/"


def test_a_sample_and_groups_have_no_pages():
    empty = {"results": [], "next": None}
    api, asked = client_of(httpx2.Response(200, json=empty), httpx2.Response(200, json=empty))
    assert not list(api.quotes.list({"sample": 1, "seed": "a"}))
    api.quotes.page({"group_by": "person", "first": 0})
    assert [request.url.query for request in asked] == [
        b"sample=1&seed=a",
        b"group_by=person&first=0",
    ]


def test_only_so_much_is_remembered():
    answers = Answers(most=2)
    for url in ("a", "b", "a", "c"):
        answers.keep(url, '"1"', b"")
    assert list(answers) == ["a", "c"]


def test_a_copy_that_is_not_complete_is_begun_anew_and_then_an_error():
    page = {"results": [], "more": False, "next": "https://public.test/api/v1/changes/?since=9"}
    wrong = httpx2.Response(200, json={**page, "set": {"count": 1, "sha256": "0"}})
    api, asked = client_of(wrong, wrong)
    with pytest.raises(IncompleteCopy):
        api.update(Copy(next="https://public.test/api/v1/changes/?since=5"))
    assert [request.url.query for request in asked] == [b"since=5", b"limit=100&checksum=true"]
    assert {request.url.host for request in asked} == {"cms.test"}
