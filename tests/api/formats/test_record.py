"""One record in other formats: addresses, Accept, validators, refusals."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import icalendar
import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.formats import FORMATS
from api.formats.calendar import hour
from api.resources.event_parts import local_time
from archive.publisher.after_commit import catch_up
from cms.models import ProgrammeItem
from tests import factories
from tests.api.helpers import assert_problem, formats_of, read
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]

EVENT = "/api/v1/events/AB1"


@shared
def event():
    """An edition with a day, and the ETag of nothing else."""
    made = factories.make_event(
        series=factories.make_series(title="A series"),
        title="An edition",
        code="AB1",
        start="2012-01-26",
        end="2012-01-28",
        precision="day",
    )
    catch_up()
    return made


def test_each_suffix_gives_its_media_type_in_two_queries(reader, event):
    for record_format in FORMATS:
        with CaptureQueriesContext(connection) as queries:
            response = reader.get(f"{EVENT}.{record_format.suffix}")
        assert response.status_code == 200, record_format
        assert response.headers["Content-Type"].partition(";")[0] == record_format.media_type
        assert len(queries) <= 2, record_format
        asked = reader.get(f"{EVENT}/", headers={"accept": record_format.media_type})
        assert asked.content == response.content
        assert (
            asked.headers["Content-Location"] == f"https://api.test{EVENT}.{record_format.suffix}"
        )
        assert asked.headers["Vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
        ("text/calendar;q=0.5, text/markdown;q=0.6", "text/markdown"),
        ("application/json, text/calendar", "application/json"),
        ("application/json;q=0.1, text/calendar", "text/calendar"),
        ("application/json; charset=utf-8", "application/json"),
        ("text/markdown; charset=utf-8", "text/markdown"),
        ('application/ld+json;profile="http://schema.org/";q=0.5', "application/ld+json"),
        ("application/json;version=1;q=0.2, text/markdown;q=0.3;x=1", "text/markdown"),
        ("application/json;q=0, */*", "application/ld+json"),
        ("text/*", "text/markdown"),
        ("nonsense", "application/json"),
        ("image/png", "application/json"),
    ],
)
def test_accept_is_weighed(reader, event, accept, expected):
    response = reader.get(f"{EVENT}/", headers={"accept": accept})
    assert response.status_code == 200
    assert response.headers["Content-Type"].partition(";")[0] == expected


@pytest.mark.parametrize(
    "accept",
    ["text/csv", "application/json;q=0", "application/json;v=1;q=0.0", "image/png, text/csv"],
)
def test_what_nothing_satisfies_is_406_and_names_what_there_is(reader, event, accept):
    problem = assert_problem(
        reader.get(f"{EVENT}/", headers={"accept": accept}), 406, "not_acceptable"
    )
    assert problem["allowed"][0] == "application/json"
    assert "text/calendar" in problem["allowed"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [({}, "No date is stated"), ({"start": "2012-01-01", "precision": "month"}, "2012-01 only")],
)
def test_without_a_day_there_is_no_calendar_and_the_answer_says_why(reader, fields, why):
    factories.make_event(code="NO1", **fields)
    catch_up()
    for response in (
        reader.get("/api/v1/events/NO1.ics"),
        reader.get("/api/v1/events/NO1/", headers={"accept": "text/calendar"}),
    ):
        problem = assert_problem(response, 406, "not_acceptable")
        assert why in problem["detail"]
        assert "text/calendar" not in problem["allowed"]
        assert "text/markdown" in problem["allowed"]
    assert "/api/v1/events/NO1.ics" not in formats_of(reader, "/api/v1/events/NO1/")


@pytest.mark.parametrize("address", [f"{EVENT}.pdf", f"{EVENT}.csv", "/api/v1/events/AB1.x.y"])
def test_an_unknown_suffix_is_404_and_names_the_known_ones(reader, event, address):
    problem = assert_problem(reader.get(address), 404, "not_found")
    assert "ics" in problem["allowed"]


def test_a_kind_without_the_format_is_404(reader):
    theme = factories.make_theme(label="Peace")
    catch_up()
    problem = assert_problem(reader.get("/api/v1/themes/peace.ics"), 404, "not_found")
    assert problem["allowed"] == ["jsonld", "md"]
    assert theme.title == "Peace"


def test_shaping_belongs_to_json(reader, event):
    assert_problem(reader.get(f"{EVENT}.ics?fields=title"), 400, "unknown_parameter")


def test_a_former_key_leads_on_and_a_withdrawn_one_is_gone(reader, event):
    response = reader.get("/api/v1/events/ab1.md")
    assert (response.status_code, response.headers["Location"]) == (
        308,
        "https://api.test/api/v1/events/AB1.md",
    )
    event.unpublish()
    catch_up()
    assert_problem(reader.get(f"{EVENT}.md"), 410, "gone")
    assert_problem(reader.get("/api/v1/events/nobody.md"), 404, "not_found")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("", 400),
        ("/api/v1/events/?colour=red", 400),
        ("/api/v1/events/AB1", 404),
        ("/api/v1/events/nobody/", 404),
        ("/api/v1/site/", 404),
        ("https://api.test/api/v1/events/", 404),
    ],
)
def test_links_belong_to_a_record_or_a_list(reader, event, path, status):
    assert reader.get("/api/v1/linkset/", {"path": path}).status_code == status


def test_the_links_of_a_record_are_as_new_as_its_document(reader, event, monkeypatch):
    monkeypatch.setattr("api.http.caching.SETTLED", timedelta())
    document = reader.get(f"{EVENT}/").headers["Last-Modified"]
    links = reader.get("/api/v1/linkset/", {"path": f"{EVENT}/"}).headers["Last-Modified"]
    assert parsedate_to_datetime(links) >= parsedate_to_datetime(document)


def test_the_links_of_a_withdrawn_record_are_gone(reader, event):
    links = {"path": f"{EVENT}/"}
    assert reader.get("/api/v1/linkset/", links).status_code == 200
    event.unpublish()
    catch_up()
    assert_problem(reader.get("/api/v1/linkset/", links), 410, "gone")


@pytest.mark.parametrize("suffix", [record_format.suffix for record_format in FORMATS])
def test_a_format_has_its_own_validator(reader, event, suffix):
    first = reader.get(f"{EVENT}.{suffix}")
    again = reader.get(f"{EVENT}.{suffix}", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["ETag"] != reader.get(f"{EVENT}/").headers["ETag"]
    assert str(event.uid) in first.headers["Surrogate-Key"]


def test_every_document_says_where_its_formats_are(reader, event):
    links = formats_of(reader, f"{EVENT}/")
    for record_format in FORMATS:
        assert links[f"{EVENT}.{record_format.suffix}"] == record_format.media_type
        assert reader.get(f"{EVENT}.{record_format.suffix}").status_code == 200
    assert "/api/v1/events.ics?series=a-series" in formats_of(reader, "/api/v1/series/a-series/")
    assert read(reader, "/api/v1/events/?series=a-series")["count"] == 1


def entries(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def test_the_sequence_counts_versions_and_the_uid_stays(reader, event):
    [first] = entries(reader.get(f"{EVENT}.ics").content)
    event.title = "Another title"
    factories.publish(event)
    catch_up()
    [second] = entries(reader.get(f"{EVENT}.ics").content)
    assert (first["sequence"], second["sequence"]) == (0, 1)
    assert first["uid"] == second["uid"] == f"urn:uuid:{event.uid}"


def test_a_day_is_whole_and_ends_the_day_after(reader, event):
    [entry] = entries(reader.get(f"{EVENT}.ics").content)
    assert entry["dtstart"].to_ical() == b"20120126"
    assert entry["dtend"].to_ical() == b"20120129"
    assert "status" not in entry


@pytest.mark.parametrize(
    ("phase", "status"),
    [("planned", "TENTATIVE"), ("held", "CONFIRMED"), ("cancelled", "CANCELLED"), ("moved", None)],
)
def test_the_phase_is_the_status(reader, event, phase, status):
    event.phase = phase
    factories.publish(event)
    catch_up()
    [entry] = entries(reader.get(f"{EVENT}.ics").content)
    assert entry.get("status") == status


def test_sessions_are_tied_to_their_edition(reader, event):
    ProgrammeItem.objects.create(event=event, title="Opening", start="2012-01-26T09:00:00Z")
    ProgrammeItem.objects.create(event=event, title="Without an hour")
    factories.publish(event)
    catch_up()
    edition, session = entries(reader.get(f"{EVENT}.ics").content)
    assert session["related-to"] == edition["uid"]
    assert session["dtstart"].to_ical() == b"20120126T090000Z"
    assert "dtend" not in session
    assert session["uid"] != edition["uid"]


def publish_with_session(event, zone: str, start: str, end: str) -> None:
    event.time_zone = zone
    event.save()
    ProgrammeItem.objects.create(event=event, title="Opening", start=start, end=end)
    factories.publish(event)
    catch_up()


def test_hours_are_those_of_the_event_s_zone(reader, event):
    publish_with_session(event, "Asia/Tokyo", "2012-01-26T00:00:00Z", "2012-01-26T01:30:00Z")
    calendar = icalendar.Calendar.from_ical(reader.get(f"{EVENT}.ics").content)
    [_edition, session] = calendar.walk("VEVENT")
    assert session["dtstart"].params["TZID"] == "Asia/Tokyo"
    assert session["dtstart"].to_ical() == b"20120126T090000"
    assert session["dtend"].to_ical() == b"20120126T103000"
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Tokyo"]
    [node, *_] = orjson.loads(reader.get(f"{EVENT}.jsonld").content)["@graph"]
    assert node["subEvent"][0]["startDate"] == "2012-01-26T09:00:00+09:00"


def test_the_second_time_of_an_hour_that_comes_twice_is_in_utc(reader, event):
    publish_with_session(event, "Europe/Zurich", "2012-10-28T00:30:00Z", "2012-10-28T01:30:00Z")
    _edition, session = entries(reader.get(f"{EVENT}.ics").content)
    assert session["dtstart"].to_ical() == b"20121028T023000"
    assert session["dtend"].to_ical() == b"20121028T013000Z"


@pytest.mark.parametrize(
    ("zone", "start", "written", "calendar"),
    [
        ("Europe/Amsterdam", "1935-05-12T08:40:28Z", "1935-05-12T09:00:28+00:20", b"084028Z"),
        ("Europe/Paris", "1910-05-11T23:50:39Z", "1910-05-12T00:00:39+00:10", b"235039Z"),
        ("Africa/Monrovia", "1960-05-12T09:44:30Z", "1960-05-12T09:00:30-00:44", b"090000"),
        ("Europe/Paris", "2055-07-01T07:00:00Z", "2055-07-01T09:00:00+02:00", b"070000Z"),
    ],
)
def test_an_hour_of_any_year_is_that_of_the_place(zone, start, written, calendar):
    assert local_time(datetime.fromisoformat(start), zone) == written
    assert datetime.fromisoformat(written) == datetime.fromisoformat(start)
    entry = icalendar.Event()
    entry.add("dtstart", hour(written, zone))
    assert entry["dtstart"].to_ical().endswith(calendar)


def uids(reader) -> dict[str, str]:
    events = entries(reader.get(f"{EVENT}.ics").content)
    return {str(entry["summary"]): str(entry["uid"]) for entry in events}


def test_a_calendar_knows_a_session_wherever_it_stands(reader, event):
    for order, title in enumerate(("Opening", "Closing")):
        ProgrammeItem.objects.create(
            event=event, title=title, start="2012-01-26T09:00:00Z", sort_order=order
        )
    factories.publish(event)
    catch_up()
    before = uids(reader)

    event.refresh_from_db()
    items = {item.title: item for item in event.programme.all()}
    items["Closing"].sort_order, items["Opening"].sort_order = 0, 1
    items["Opening"].title = "Welcome"
    event.programme = [items["Closing"], items["Opening"]]
    factories.publish(event)
    catch_up()
    after = uids(reader)

    assert after["Closing"] == before["Closing"]
    assert after["Welcome"] == before["Opening"]


def test_the_mode_is_stated_or_absent(reader, event):
    [node, *_] = orjson.loads(reader.get(f"{EVENT}.jsonld").content)["@graph"]
    assert "eventAttendanceMode" not in node
    event.mode = "online"
    factories.publish(event)
    catch_up()
    [node, *_] = orjson.loads(reader.get(f"{EVENT}.jsonld").content)["@graph"]
    assert node["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"


def test_a_new_name_of_the_site_is_a_new_citation(reader, event):
    before = reader.get(f"{EVENT}.bib")
    home = factories.home()
    home.title = "The new archive"
    factories.publish(home)
    catch_up()
    after = reader.get(f"{EVENT}.bib")
    assert b"The new archive" in after.content
    assert before.headers["ETag"] != after.headers["ETag"]


def test_no_key_can_hold_a_dot():
    """So that a suffix is never a part of the key."""
    from cms.models.fields import validate_code

    with pytest.raises(Exception, match="letters and digits"):
        validate_code("AB.1")
    assert "." not in factories.make_theme(label="v1.2 of.this").slug
