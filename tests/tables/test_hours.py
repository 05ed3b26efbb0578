"""Hours in a table are in the time zone of the event."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cms.models import EventPage, ProgrammeItem
from tests import factories
from tests.shared import shared
from tests.tables.helpers import refusals, run_export, run_import, write

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


@shared
def event() -> EventPage:
    venue = factories.make_venue(slug="hall", time_zone="Asia/Tokyo")
    return factories.publish(
        factories.make_event(series=factories.make_series(), code="WP1", venue=venue)
    )


def sessions(event: EventPage) -> dict[str, ProgrammeItem]:
    newest = EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()
    return {item.title: item for item in newest.programme.all()}


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2016-01-13T09:00", 0),
        ("2016-01-13 09:00", 0),
        ("2016-01-13T09:00+01:00", 8),
        ("2016-01-13T09:00Z", 9),
    ],
)
def test_an_hour_without_an_offset_is_in_the_zone_of_the_venue(event, tmp_path, written, hour):
    row = {"key": "WP1", "programme": f"Opening | session | {written}"}
    run_import("events", write(tmp_path / "t.csv", row))

    assert sessions(event)["Opening"].start == datetime(2016, 1, 13, hour, tzinfo=UTC)


def test_an_export_has_the_offset_and_comes_back_unchanged(event, tmp_path):
    row = {"key": "WP1", "programme": "Opening | session | 2016-01-13T09:00"}
    run_import("events", write(tmp_path / "t.csv", row))
    path = run_export("events", tmp_path / "out.json")

    [exported] = json.loads(Path(path).read_text())
    assert exported["programme"][0]["start"] == "2016-01-13T09:00:00+09:00"
    assert run_import("events", path) == "0 created, 0 updated, 1 skipped"
    assert run_import("events", tmp_path / "t.csv") == "0 created, 0 updated, 1 skipped"


def test_a_corrected_zone_keeps_the_hours_on_the_clock(event, tmp_path):
    row = {"key": "WP1", "programme": "Opening | session | 2016-01-13T09:00"}
    run_import("events", write(tmp_path / "t.csv", row))
    run_import("events", write(tmp_path / "t.csv", {"key": "WP1", "time_zone": "Europe/London"}))

    assert sessions(event)["Opening"].start == datetime(2016, 1, 13, 9, tzinfo=UTC)


def test_an_empty_cell_clears_the_programme(event, tmp_path):
    row = {"key": "WP1", "programme": "Opening | session | 2016-01-13T09:00"}
    run_import("events", write(tmp_path / "t.csv", row))
    run_import("events", write(tmp_path / "t.csv", {"key": "WP1", "programme": ""}))

    assert sessions(event) == {}


def test_a_session_keeps_its_id_when_it_moves_in_the_table(event, tmp_path):
    lines = ["Opening | session | 2016-01-13T09:00", "Closing | session | 2016-01-13T17:00"]
    run_import("events", write(tmp_path / "t.csv", {"key": "WP1", "programme": "\n".join(lines)}))
    before = {title: item.uid for title, item in sessions(event).items()}
    moved = "\n".join(reversed(lines))
    run_import("events", write(tmp_path / "t.csv", {"key": "WP1", "programme": moved}))

    assert {title: item.uid for title, item in sessions(event).items()} == before
    assert list(sessions(event)) == ["Closing", "Opening"]


@pytest.mark.parametrize(
    ("zone", "written", "reason"),
    [
        ("Europe/Zurich", "2016-01-13", "is not a day and time"),
        ("Europe/Zurich", "2016-03-27T02:30", "does not exist in Europe/Zurich"),
        ("Europe/Zurich", "0001-01-01T00:00", "is not a day and time"),
        ("America/New_York", "0001-01-01T00:30+14:00", "is not a day and time"),
        ("Australia/Lord_Howe", "2016-04-03T01:45", "Write 2016-04-03 01:45+11:00 or"),
    ],
)
def test_an_hour_that_is_none_is_refused(event, tmp_path, zone, written, reason):
    row = {"key": "WP1", "time_zone": zone, "programme": f"Opening | session | {written}"}
    assert reason in refusals("events", write(tmp_path / "t.csv", row))
