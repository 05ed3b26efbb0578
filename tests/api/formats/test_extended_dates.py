"""A date that is less than a day or a span is said by every format as far as the format can."""

import icalendar
import pytest
from datacite import schema45
from pybtex.database import parse_string

from api.formats import calendar
from api.formats.bibtex import bibtex
from api.formats.csl import csl
from api.formats.datacite import datacite
from api.formats.jsonld_event import event as schema_org
from api.formats.ris import ris
from cms.dates import edtf
from cms.models import EventPage
from tests.api.formats.sample import sample
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]

ROUGH = ("1998~", "2012-05?", "1998~/2001", "2009-21", "199X", "2016/..", "../2016-05-13")
SET = "{2020-07-14,2020-07-16,2020-07-21}"


@shared
def document():
    return sample()


@pytest.fixture
def dated(document):
    def with_date(text: str) -> dict:
        dates = EventPage(**edtf.parse(text).values()).dates_document()
        return document | {"programme": [], "dates": dates | {"time_zone": None}}

    return with_date


def test_a_calendar_has_an_entry_for_each_separate_day(dated):
    parsed = icalendar.Calendar.from_ical(calendar.calendar(dated(SET), 0))
    entries = parsed.walk("vevent")

    assert [str(entry.start) for entry in entries] == ["2020-07-14", "2020-07-16", "2020-07-21"]
    assert [(entry.end - entry.start).days for entry in entries] == [1, 1, 1]
    assert len({entry["uid"] for entry in entries}) == 3
    assert entries[0]["uid"] == f"urn:uuid:{dated(SET)['id']}"


@pytest.mark.parametrize("text", [*ROUGH, "2012-05-13~", "2012-05-13?", "2012-05-13/.."])
def test_a_calendar_has_no_day_that_is_not_known(dated, text):
    assert f"known as {text} only" in (calendar.why_not(dated(text)) or "")


def test_schema_org_has_days_or_iso_8601(dated):
    for text in ROUGH:
        assert schema_org(dated(text))[0]["startDate"] == text
        assert not schema_org(dated(text))[0].get("endDate")
    node = schema_org(dated(SET))[0]
    assert [day["startDate"] for day in node["eventSchedule"]] == dated(SET)["dates"]["days"]
    assert "startDate" not in node


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("1998~", ["1998"]),
        ("1998~/2001", ["1998/2001"]),
        ("2009-21", ["2009"]),
        ("199X", ["1990/1999"]),
        ("2016/..", ["2016/"]),
        ("../2016-05-13", ["/2016-05-13"]),
        (SET, ["2020-07-14", "2020-07-16", "2020-07-21"]),
    ],
)
def test_datacite_says_beside_the_date_what_it_cannot_say(dated, text, dates):
    metadata = datacite(dated(text), "The archive")
    schema45.validator.validate(metadata)
    held = [date for date in metadata["dates"] if date["dateType"] == "Other"]

    assert [date["date"] for date in held] == dates
    assert {date["dateInformation"] for date in held} == {f"Date of the event. In EDTF: {text}"}


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1998~", {"date-parts": [[1998]], "circa": True}),
        ("2012-05?", {"date-parts": [[2012, 5]], "circa": True}),
        ("1998~/2001", {"date-parts": [[1998], [2001]], "circa": True}),
        ("2009-21", {"date-parts": [[2009]], "season": 1}),
        ("199X", {"literal": "1990s"}),
        ("2016/..", {"literal": "since 2016"}),
        (SET, {"literal": "14, 16 and 21 July 2020"}),
    ],
)
def test_csl_has_a_season_and_circa_and_words_for_the_rest(dated, text, date):
    assert csl(dated(text), "The archive")[0]["issued"] == date


@pytest.mark.parametrize(
    ("text", "reading"), [("1998~", "circa 1998"), ("2009-21", "spring 2009"), ("199X", "1990s")]
)
def test_citations_have_the_words_of_the_date(dated, text, reading):
    fields = parse_string(bibtex(dated(text), "The archive"), "bibtex").entries["AB1"].fields

    assert (fields["year"], fields["date"]) == (reading, text)
    assert f"N1  - {reading}\r\n" in ris(dated(text), "The archive")
    assert "PY  - " not in ris(dated(text), "The archive")


def test_a_span_has_its_end_in_ris_too(dated):
    cited = ris(dated("2012-01-26/2012-01-28"), "The archive")
    assert "DA  - 2012/01/26\r\n" in cited
    assert "N1  - 26–28 January 2012\r\n" in cited


def test_citations_have_no_span_for_separate_days(dated):
    entry = parse_string(bibtex(dated(SET), "The archive"), "bibtex").entries["AB1"]

    assert entry.fields["year"] == "14, 16 and 21 July 2020"
    assert "date" not in entry.fields
    assert "DA  - " not in ris(dated(SET), "The archive")
