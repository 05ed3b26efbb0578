"""The order of lists: by date, by series and number, and by whatever they show."""

import orjson
import pytest
from anyascii import anyascii

from api.resources.base import resource_of
from archive.publisher.after_commit import catch_up
from archive.registry import registry
from cms.models import SeriesPage
from tests.api.filter_archive import LATER, make_and_change
from tests.api.filter_queries import QUERIES
from tests.api.helpers import keys, read
from tests.api.naive import spans_of
from tests.factories import make_event
from tests.shared import shared

pytestmark = pytest.mark.django_db


@shared
def archive():
    make_and_change()


def test_events_come_by_date_then_by_series_and_number(reader, archive):
    """What has no date is last, and of that what has no series."""
    order = [f"A{number}" for number in (5, 4, 3)]
    series = SeriesPage.objects.get(slug="first", locale__language_code="en")
    for number in (4, 5, 3):
        make_event(series=series, code=f"A{number}", ordinal=number, title=f"{9 - number}")
    make_event(series=SeriesPage.objects.get(slug="second"), code="B2", ordinal=2)
    catch_up()
    expected = ["A2", "B1", "A1", *order, "B2", "apart"]
    assert keys(read(reader, "/api/v1/events/?locale=en")) == expected
    lines = reader.get("/api/v1/events.ndjson?locale=en").content.splitlines()
    assert [orjson.loads(line)["key"] for line in lines] == expected
    assert keys(read(reader, "/api/v1/events/?locale=en&as_of=2100-01-01")) == expected


@pytest.mark.parametrize("past", ["", f"&as_of={LATER}"])
@pytest.mark.parametrize("kind", QUERIES)
def test_a_list_is_ordered_by_whatever_it_shows(reader, archive, kind, past):
    """The same order of today and of the past, one page or many, and nothing stated last."""
    for name in resource_of(kind).orderings:
        for sign in ("", "-"):
            address = f"/api/v1/{registry[kind].plural}/?ordering={sign}{name}{past}"
            whole = read(reader, f"{address}&fields=*&limit=100")["results"]
            values = [sorted_by(document, name) for document in whole]
            stated = [value for value in values if value is not None]
            assert values[: len(stated)] == sorted(stated, reverse=bool(sign)), address
            pages, url = [], f"{address}&limit=2"
            while url:
                page = read(reader, url)
                pages += keys(page)
                url = page["next"]
            assert pages == [document["key"] for document in whole]


def sorted_by(document: dict, name: str):
    """What the document says where a list is ordered by `name`."""
    if name in ("start", "end"):
        days = [day for span in spans_of(document) for day in span]
        return (days[-1] if name == "end" else days[0]) if days else None
    if name == "changed":
        return document["meta"]["published_at"]
    if name == "title":
        return anyascii(document.get("sort_name") or document["title"]).casefold()
    if name == "place_country":
        return document["venue"] and document["venue"]["country"]
    value = document.get({"person": "speaker", "partner": "speaker_organisation"}.get(name, name))
    if name in ("event", "reference"):
        value = document["occasion"][name]
    return value["key"] if isinstance(value, dict) else value
