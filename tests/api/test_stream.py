"""Server-sent events: the changes feed, as it happens."""

import http.client
import re
import time
from urllib.parse import urlsplit

import orjson
import pytest

from api.changes import stream
from api.changes.long_poll import places
from archive.models import Head
from archive.publisher.after_commit import catch_up
from tests.api.helpers import assert_problem, restore_and_go_on
from tests.api.test_changes_wait import in_a_while
from tests.factories import make_partner, make_theme
from tests.serving import production_server

STREAM = "/api/v1/changes/stream/"


@pytest.fixture
def _no_waiting(monkeypatch):
    """A stream ends when it has said all there is."""
    monkeypatch.setattr(stream, "LONGEST_STREAM", 0.0)


def events_of(response) -> list[dict[str, str]]:
    """The events as a browser reads them: `{"id", "event", "data"}`; comments are none."""
    text = b"".join(response).decode()
    events = []
    for block in text.split("\n\n"):
        lines = [line for line in block.split("\n") if line and not line.startswith(":")]
        fields = dict(line.split(": ", 1) for line in lines)
        if "data" in fields:
            events.append(fields)
    return events


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_waiting")
def test_the_events_are_the_items_of_the_feed(reader):
    make_theme(label="Peace")
    gone = make_theme(label="Gone")
    catch_up()
    gone.delete()
    catch_up()
    response = reader.get(f"{STREAM}?since=0&kind=theme")
    assert response.headers["Content-Type"] == "text/event-stream"
    assert response.headers["Cache-Control"] == "no-store"
    events = events_of(response)
    feed = reader.get("/api/v1/changes/?since=0&kind=theme").json()["results"]
    assert [orjson.loads(event["data"]) for event in events] == feed
    assert [event["event"] for event in events] == ["publish", "withdraw"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_waiting")
def test_a_reader_who_comes_back_gets_what_it_has_missed_and_nothing_twice(reader):
    for label in ("One", "Two", "Three"):
        make_theme(label=label)
        catch_up()
    every = events_of(reader.get(f"{STREAM}?since=0"))
    again = events_of(reader.get(STREAM, headers={"Last-Event-ID": every[-2]["id"]}))
    assert [event["id"] for event in again] == [every[-1]["id"]]
    assert events_of(reader.get(STREAM)) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_waiting")
def test_more_than_a_page_is_one_stream(reader):
    for number in range(120):
        make_theme(label=f"Theme {number}")
    catch_up()
    assert len(events_of(reader.get(f"{STREAM}?since=0&kind=theme"))) == 120


@pytest.mark.django_db(transaction=True)
def test_what_is_published_meanwhile_arrives(reader, monkeypatch):
    monkeypatch.setattr(stream, "LONGEST_STREAM", 20.0)
    response = reader.get(f"{STREAM}?kind=theme")
    writer = in_a_while(0.5, make_partner, lambda: make_theme(label="Peace"))
    started = time.monotonic()
    for part in response:
        if b"data:" in part:
            break
    writer.join()
    response.close()
    assert b'"key":"peace"' in part
    assert time.monotonic() - started < 15


@pytest.mark.django_db
def test_while_nothing_happens_there_are_comments_and_then_an_end(reader, monkeypatch):
    monkeypatch.setattr(stream, "LONGEST_STREAM", 1.0)
    monkeypatch.setattr(stream, "KEEP_ALIVE", 0.2)
    text = b"".join(reader.get(STREAM))
    assert b": nothing new\n\n" in text


@pytest.mark.django_db
def test_a_cursor_of_another_log_is_gone(reader):
    make_theme()
    catch_up()
    response = reader.get(STREAM, headers={"Last-Event-ID": "0123456789abcdef-1"})
    assert_problem(response, 410, "cursor_gone")
    beyond = Head.objects.get().sequence + 1
    assert_problem(reader.get(f"{STREAM}?since={beyond}"), 410, "cursor_gone")


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_waiting")
def test_a_cursor_is_gone_when_a_restored_archive_has_grown_beyond_it(reader):
    make_theme(label="Peace")
    catch_up()
    *_rest, newest = events_of(reader.get(f"{STREAM}?since=0"))
    entry = orjson.loads(newest["data"])
    asked = f"{STREAM}?since={entry['sequence']}&at={entry['recorded_at']}"
    for response in (
        reader.get(STREAM, headers={"Last-Event-ID": newest["id"]}),
        reader.get(asked),
    ):
        assert events_of(response) == []
    restore_and_go_on()
    gone = reader.get(STREAM, headers={"Last-Event-ID": newest["id"]})
    assert_problem(gone, 410, "cursor_gone")
    assert_problem(reader.get(asked), 410, "cursor_gone")


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_waiting")
def test_where_the_stream_is_at_an_end_is_such_a_cursor_too(reader):
    make_theme(label="Peace")
    catch_up()
    end = re.findall(r"id: (\S+)", b"".join(reader.get(STREAM)).decode())[-1]
    assert events_of(reader.get(STREAM, headers={"Last-Event-ID": end})) == []
    restore_and_go_on()
    assert_problem(reader.get(STREAM, headers={"Last-Event-ID": end}), 410, "cursor_gone")


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_waiting")
def test_an_id_without_a_time_is_a_cursor_too(reader):
    for label in ("One", "Two"):
        make_theme(label=label)
        catch_up()
    every = events_of(reader.get(f"{STREAM}?since=0"))
    old = every[-2]["id"].rpartition("-")[0]
    query = f"{STREAM}?since=0&at=2016-01-26T18:00:00Z"
    again = events_of(reader.get(query, headers={"Last-Event-ID": old}))
    assert [event["id"] for event in again] == [every[-1]["id"]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given",
    ["1", "x-1", "a-", "a-1\x00", "a-" + "9" * 30, "é-1", "a-1-", "a-1-x", "a-1-" + "9" * 12],
)
def test_what_is_no_cursor_is_refused(reader, given):
    response = reader.get(STREAM, headers={"Last-Event-ID": given})
    assert_problem(response, 400, "bad_request")


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["wait=1", "limit=3", "since=x", "checksum=true", "kind=nothing"])
def test_other_parameters_are_refused(reader, query):
    assert reader.get(f"{STREAM}?{query}").status_code == 400


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_waiting")
def test_one_too_many_is_told_so_and_a_place_is_free_again_after_the_end(reader, settings):
    settings.API_MAX_WAITING = 1
    first = reader.get(STREAM)
    response = reader.get(STREAM)
    assert_problem(response, 503, "unavailable")
    assert response.headers["Retry-After"]
    b"".join(first)
    with places.take() as refusal:
        assert refusal is None
    assert reader.head(STREAM).status_code == 200
    with places.take() as refusal:
        assert refusal is None


@pytest.mark.django_db(transaction=True)
def test_the_real_server_sends_each_event_at_once_and_frees_the_place():
    make_theme(label="Peace")
    with production_server(waiting=1) as url:
        for seconds in (40, 12):  # the second one needs the place of the first
            until = time.monotonic() + seconds
            while True:
                connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)
                connection.request("GET", f"{STREAM}?since=0")
                response = connection.getresponse()
                if response.status == 200:
                    break
                assert response.status == 503
                assert time.monotonic() < until
                connection.close()
                time.sleep(1)
            received = b""
            while b'"key":"peace"' not in received:
                received += response.read1()
            connection.close()
