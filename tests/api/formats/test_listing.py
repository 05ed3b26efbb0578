"""Lists in other formats: what they hold, pages, validators, streams."""

import csv
import io
from datetime import timedelta

import feedparser
import icalendar
import orjson
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from api.formats import csv_codec
from api.formats.listing import LIST_FORMATS
from api.lists import format_pages
from archive.publisher.after_commit import catch_up
from archive.registry import registry
from tests import factories
from tests.api.helpers import assert_problem, formats_of, read
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]

EVENTS = "/api/v1/events"


@shared
def editions():
    series = factories.make_series(title="A series")
    dates = {"start": "2012-01-26", "end": "2012-01-28", "precision": "day"}
    made = [
        factories.make_event(series=series, code="AB1", title="=1+1", ordinal=1, **dates),
        factories.make_event(series=series, code="AB2", title="<b>Two</b> & more", ordinal=2),
        factories.make_event(title="Outside", code="CD1"),
    ]
    catch_up()
    return made


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_each_format_costs_at_most_five_queries_and_keeps_its_validator(reader, editions):
    for list_format in LIST_FORMATS:
        with CaptureQueriesContext(connection) as queries:
            response = reader.get(f"{EVENTS}.{list_format.suffix}?series=a-series")
        assert response.status_code == 200, response.content
        assert response.headers["Content-Type"].partition(";")[0] == list_format.media_type
        assert len(queries) <= 5, (list_format, [query["sql"][:80] for query in queries])
        etag = response.headers["ETag"]
        again = reader.get(
            f"{EVENTS}.{list_format.suffix}?series=a-series", headers={"if-none-match": etag}
        )
        assert again.status_code == 304
        accepted = reader.get(
            f"{EVENTS}/?series=a-series", headers={"accept": list_format.media_type}
        )
        assert accepted.content == response.content
        assert "Accept" in accepted.headers["Vary"].split(", ")


def test_filters_are_those_of_the_json_list(reader, editions):
    for list_format in LIST_FORMATS:
        body = reader.get(f"{EVENTS}.{list_format.suffix}?series=a-series").content
        assert b"Outside" not in body
        problem = reader.get(f"{EVENTS}.{list_format.suffix}?serie=a-series")
        assert_problem(problem, 400, "unknown_parameter")
        assert_problem(
            reader.get(f"{EVENTS}.{list_format.suffix}?fields=title"), 400, "unknown_parameter"
        )


def test_an_unknown_suffix_is_404_and_names_the_known_ones(reader):
    problem = assert_problem(reader.get(f"{EVENTS}.pdf"), 404, "not_found")
    assert problem["allowed"] == ["atom", "jsonfeed", "csv", "ndjson", "ics"]
    problem = assert_problem(reader.get("/api/v1/themes.ics"), 404, "not_found")
    assert "ics" not in problem["allowed"]


def test_csv_says_all_of_a_document_and_nothing_is_a_formula(reader, editions):
    table = rows(reader.get(f"{EVENTS}.csv?series=a-series&ordering=ordinal").content)
    assert list(table[0]) == list(registry["event"].columns())
    assert table[0]["title"] == "'=1+1"
    document = read(reader, f"{EVENTS}/AB1/")
    expected = csv_codec.row(document, registry["event"].columns())
    assert {name: csv_codec.unsafe(cell) for name, cell in table[0].items()} == expected


def test_ndjson_has_the_stored_bytes(reader, editions):
    lines = reader.get(f"{EVENTS}.ndjson?ordering=title").content.splitlines()
    assert reader.get(f"{EVENTS}/AB1/").content in lines
    assert len(lines) == 3


def test_atom_is_read_by_feedparser_and_turns_its_pages(reader, editions):
    feed = feedparser.parse(reader.get(f"{EVENTS}.atom?limit=2").content)
    assert not feed.bozo
    assert len(feed.entries) == 2
    [following] = [link.href for link in feed.feed.links if link.rel == "next"]
    rest = feedparser.parse(reader.get(following.removeprefix("https://api.test")).content)
    ids = [entry.id for entry in [*feed.entries, *rest.entries]]
    assert sorted(ids) == sorted(f"urn:uuid:{event.uid}" for event in editions)
    titles = {entry.title for entry in [*feed.entries, *rest.entries]}
    assert "&lt;b&gt;Two&lt;/b&gt; &amp; more" in titles or "<b>Two</b> & more" in titles


def test_json_feed_has_what_its_standard_demands(reader, editions):
    feed = read(reader, f"{EVENTS}.jsonfeed?limit=2")
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["next_url"].startswith(f"https://api.test{EVENTS}.jsonfeed?limit=2&cursor=")
    assert all({"id", "url", "content_text"} <= item.keys() for item in feed["items"])


def test_a_feed_begins_with_what_changed_last(reader, editions):
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        editions[0].summary = "News"
        factories.publish(editions[0])
        catch_up()
        assert read(reader, f"{EVENTS}.jsonfeed")["items"][0]["title"] == "=1+1"


def test_a_calendar_holds_what_has_a_day_and_says_what_is_off(reader, editions):
    [entry] = icalendar.Calendar.from_ical(reader.get(f"{EVENTS}.ics").content).walk("VEVENT")
    assert entry["uid"] == f"urn:uuid:{editions[0].uid}"
    editions[0].unpublish()
    catch_up()
    [gone] = icalendar.Calendar.from_ical(reader.get(f"{EVENTS}.ics").content).walk("VEVENT")
    assert (gone["uid"], gone["status"]) == (entry["uid"], "CANCELLED")
    assert gone["sequence"] > entry["sequence"]
    assert "summary" not in gone
    assert gone["dtstart"].to_ical() != entry["dtstart"].to_ical()


def test_every_list_says_where_its_formats_are(reader, editions):
    links = formats_of(reader, f"{EVENTS}/?series=a-series&fields=title&limit=1")
    assert links == {
        f"{EVENTS}.{list_format.suffix}?series=a-series": list_format.media_type
        for list_format in LIST_FORMATS
    }


def streamed(response) -> bytes:
    assert response.streaming
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("suffix", ["csv", "ndjson", "ics"])
def test_a_long_list_is_sent_in_parts_with_the_same_bytes(reader, editions, monkeypatch, suffix):
    address = f"{EVENTS}.{suffix}?ordering=title"
    whole = reader.get(address)
    monkeypatch.setattr(format_pages, "PART", 2)
    in_parts = reader.get(address)
    assert streamed(in_parts) == whole.content
    etag = in_parts.headers["ETag"]
    assert reader.get(address, headers={"if-none-match": etag}).status_code == 304
    assert streamed(reader.head(address)) == b""
    editions[2].unpublish()
    catch_up()
    assert reader.get(address).headers["ETag"] != etag


@pytest.mark.parametrize("suffix", ["csv", "ndjson", "ics"])
def test_a_long_list_is_whole_or_an_error_and_never_a_half(reader, editions, monkeypatch, suffix):
    monkeypatch.setattr(format_pages, "PART", 2)
    answer = reader.get(f"{EVENTS}.{suffix}?ordering=title")
    assert int(answer.headers["Content-Length"]) == len(streamed(answer))

    rows = format_pages.in_parts

    def broken(entries, counted):
        yield next(rows(entries, counted))
        raise OSError("the disk is gone")

    monkeypatch.setattr(format_pages, "in_parts", broken)
    reader.raise_request_exception = False
    failed = reader.get(f"{EVENTS}.{suffix}?ordering=-title")
    assert failed.status_code == 500
    assert failed.headers["Content-Type"] == "application/problem+json"
    assert not failed.streaming


def test_what_is_withdrawn_while_a_list_is_made_is_not_in_it(reader, editions, monkeypatch):
    monkeypatch.setattr(format_pages, "PART", 1)
    rows = format_pages.in_parts

    def withdrawn_meanwhile(entries, counted):
        made = rows(entries, counted)
        yield next(made)
        editions[2].unpublish()
        catch_up()
        yield from made

    monkeypatch.setattr(format_pages, "in_parts", withdrawn_meanwhile)
    response = reader.get(f"{EVENTS}.ndjson?ordering=title")
    keys = [orjson.loads(line)["key"] for line in streamed(response).splitlines()]
    assert "CD1" not in keys
    assert keys
