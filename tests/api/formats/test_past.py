"""Formats of records and lists as they were, as far as the present allows."""

import csv
import io

import icalendar
import pytest

from api.formats import FORMATS, SHOWN_FORMATS
from api.lists import format_pages
from archive.models import Entry
from archive.publisher.after_commit import catch_up
from archive.redaction import redact
from cms.models import Partnership
from tests import factories
from tests.api.helpers import assert_problem, read
from tests.api.test_history import at, day
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]

EVENTS = "/api/v1/events"
EVENT = f"{EVENTS}/AB1"
EVERY = [record_format.suffix for record_format in (*FORMATS, *SHOWN_FORMATS)]
PAST = f"?as_of={day(1)}"


@shared
def event():
    """An edition of day 0."""
    made = factories.make_event(
        series=factories.make_series(title="Annual", slug="annual"),
        title="First title",
        code="AB1",
        ordinal=1,
        start="2012-01-26",
        precision="day",
    )
    catch_up(at(0))
    return made


def change(event, when: int, **fields) -> None:
    for name, value in fields.items():
        setattr(event, name, value)
    factories.publish(event)
    catch_up(at(when))


def hide(record, when: int) -> None:
    record.unpublish()
    catch_up(at(when))


def titles(content: bytes) -> list[str]:
    return [row["title"] for row in csv.DictReader(io.StringIO(content.decode(), newline=""))]


@pytest.mark.parametrize("suffix", EVERY)
def test_each_format_says_what_it_said_then(event, reader, suffix):
    then = reader.get(f"{EVENT}.{suffix}")
    change(event, 2, title="Second title", dates_stated="26 January")

    past = reader.get(f"{EVENT}.{suffix}{PAST}")

    assert past.status_code == 200
    assert past.content == then.content != reader.get(f"{EVENT}.{suffix}").content
    for name in ("Content-Type", "Content-Security-Policy", "ETag", "Cache-Control"):
        assert past.headers.get(name) == then.headers.get(name), name


def test_a_format_of_the_past_has_the_headers_of_the_json(event, reader):
    change(event, 2, title="Second title")
    document, past = reader.get(f"{EVENT}/{PAST}"), reader.get(f"{EVENT}.md{PAST}")

    for name in ("Memento-Datetime", "Cache-Control", "Last-Modified", "Surrogate-Key"):
        assert past.headers.get(name) == document.headers.get(name), name
    assert document.headers["Link"] in past.headers["Link"]
    assert f'<{document.headers["Content-Location"]}>; rel="canonical"' in past.headers["Link"]
    assert past.headers["Content-Location"] == f"https://api.test{EVENT}.md{PAST}"
    again = reader.get(f"{EVENT}.md{PAST}", headers={"if-none-match": past.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    accepted = reader.get(f"{EVENT}/{PAST}", headers={"accept": "text/markdown"})
    assert accepted.content == past.content
    assert "Accept" in accepted.headers["Vary"]


def test_the_sequence_is_that_of_the_version(event, reader):
    change(event, 2, title="Second title")
    change(event, 4, title="Third title")
    for address in (f"{EVENT}.ics", f"{EVENTS}.ics"):
        calendars = [
            icalendar.Calendar.from_ical(reader.get(f"{address}?as_of={day(when)}").content)
            for when in (0, 3, 5)
        ]
        assert [calendar.walk("VEVENT")[0]["sequence"] for calendar in calendars] == [0, 1, 2]


def test_what_the_record_could_not_be_had_in_then_is_406_and_says_why(event, reader):
    change(event, 2, start="2012-01-01", precision="month")
    change(event, 4, start="2012-01-26", precision="day")
    problem = assert_problem(reader.get(f"{EVENT}.ics?as_of={day(3)}"), 406, "not_acceptable")
    assert "2012-01 only" in problem["detail"]
    assert reader.get(f"{EVENT}.ics{PAST}").status_code == 200


@pytest.mark.parametrize("suffix", EVERY)
def test_the_present_governs_the_past_in_every_format(event, reader, suffix):
    address = f"{EVENT}.{suffix}"
    partner = factories.make_partner(name="Once public", slug="once")
    link = Partnership.objects.create(event=event, partner=partner)
    catch_up(at(6))
    link.delete()
    catch_up(at(8))
    assert reader.get(f"{address}?as_of={day(7)}").status_code == 200

    hide(partner, 9)
    assert_problem(reader.get(f"{address}?as_of={day(7)}"), 410, "gone")
    assert_problem(reader.get(f"{address}?as_of={day(-1)}"), 404, "not_found")
    redact(Entry.objects.filter(uid=event.uid).earliest("pk"), reason="A private address")
    problem = assert_problem(reader.get(f"{address}{PAST}"), 410, "gone")
    assert "A private address" in problem["detail"]
    hide(event, 10)
    assert_problem(reader.get(f"{address}?as_of={day(8)}"), 410, "gone")


def test_a_former_key_leads_to_the_past_of_today_s(event, reader):
    response = reader.get(f"{EVENTS}/ab1.md{PAST}")
    assert (response.status_code, response.headers["Location"]) == (
        308,
        f"https://api.test{EVENT}.md{PAST}",
    )


@pytest.mark.parametrize("address", [f"{EVENT}.md", f"{EVENTS}.csv"])
def test_what_is_no_time_is_refused(event, reader, address):
    assert_problem(reader.get(f"{address}?as_of=2020-13-01"), 400, "invalid_parameter")


@pytest.mark.parametrize("suffix", ["csv", "ndjson"])
def test_a_list_says_what_it_said_then(event, reader, suffix):
    then = reader.get(f"{EVENTS}.{suffix}?ordering=ordinal")
    factories.make_event(series=event.series, title="Later", code="AB2", ordinal=2)
    change(event, 2, title="Second title")

    past = reader.get(f"{EVENTS}.{suffix}{PAST}&ordering=ordinal")

    assert past.content == then.content != reader.get(f"{EVENTS}.{suffix}").content
    again = reader.get(
        f"{EVENTS}.{suffix}{PAST}&ordering=ordinal", headers={"if-none-match": past.headers["ETag"]}
    )
    assert again.status_code == 304
    assert "Link" not in past.headers


def test_a_list_of_the_past_takes_the_filters_of_the_json_list(event, reader):
    other = factories.make_event(title="Outside", code="CD1")
    catch_up(at(2))
    change(event, 4, title="Second title", event_kind="forum")

    listed = f"{EVENTS}.csv?as_of={day(3)}&ordering=title"
    assert titles(reader.get(listed).content) == ["First title", "Outside"]
    assert titles(reader.get(f"{listed}&series=annual").content) == ["First title"]
    assert titles(reader.get(f"{listed}&kind=forum").content) == []
    for more in ("q=words", "cursor=abc"):
        assert_problem(reader.get(f"{listed}&{more}"), 400, "bad_request")
    hide(other, 6)
    assert titles(reader.get(listed).content) == ["First title"]


def test_a_calendar_of_the_past_says_nothing_of_what_is_withdrawn_now(event, reader):
    other = factories.make_event(title="Off", code="CD1", start="2013-01-01", precision="day")
    catch_up(at(2))
    hide(other, 4)
    assert b"CANCELLED" in reader.get(f"{EVENTS}.ics").content
    [entry] = icalendar.Calendar.from_ical(reader.get(f"{EVENTS}.ics?as_of={day(3)}").content).walk(
        "VEVENT"
    )
    assert entry["summary"] == "First title"


def test_a_feed_of_the_past_turns_its_pages(event, reader):
    for number in (2, 3):
        factories.make_event(series=event.series, title=f"Event {number}", ordinal=number)
    catch_up(at(0))
    url, titles = f"https://api.test{EVENTS}.jsonfeed{PAST}&limit=2&ordering=ordinal", []
    while url:
        page = read(reader, url.removeprefix("https://api.test"))
        titles += [item["title"] for item in page["items"]]
        url = page.get("next_url")
    assert titles == ["First title", "Event 2", "Event 3"]


@pytest.mark.parametrize("suffix", ["csv", "ndjson", "ics"])
def test_a_long_list_of_the_past_is_sent_in_parts(event, reader, monkeypatch, suffix):
    for number in (2, 3):
        factories.make_event(
            series=event.series, ordinal=number, start=f"201{number}-02-01", precision="day"
        )
    catch_up(at(0))
    change(event, 2, title="Second title")
    whole = reader.get(f"{EVENTS}.{suffix}{PAST}")
    monkeypatch.setattr(format_pages, "PART", 2)
    in_parts = reader.get(f"{EVENTS}.{suffix}{PAST}")
    assert in_parts.streaming
    assert b"".join(in_parts.streaming_content) == whole.content


def test_a_list_too_long_for_the_past_is_refused_in_a_format_too(event, reader, monkeypatch):
    monkeypatch.setattr("api.lists.as_of.MAX_OFFSET", 0)
    problem = assert_problem(reader.get(f"{EVENTS}.ndjson{PAST}"), 400, "invalid_parameter")
    assert problem["errors"][0]["parameter"] == "as_of"


@pytest.mark.parametrize(("address", "most"), [(f"{EVENT}.ics", 7), (f"{EVENTS}.ics", 9)])
def test_the_past_costs_little_more_than_the_json(
    event, reader, address, most, django_assert_max_num_queries
):
    change(event, 2, title="Second title")
    with django_assert_max_num_queries(most):
        assert reader.get(f"{address}{PAST}").status_code == 200
