"""One feed and one calendar of each series, partner, person and theme: its document names them."""

import csv
import io
import re

import feedparser
import icalendar
import orjson
import pytest

from archive.publisher.after_commit import catch_up
from cms.models import Appearance, EventTheme, Partnership
from tests import factories
from tests.api.helpers import formats_of
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]

FEED = re.compile(r"/api/v1/events\.(\w+)\?.*")
# What a subscriber finds of each entry: its title.
READ = {
    "atom": lambda body: [entry.title for entry in feedparser.parse(body).entries],
    "jsonfeed": lambda body: [item["title"] for item in orjson.loads(body)["items"]],
    "csv": lambda body: [row["title"] for row in csv.DictReader(io.StringIO(body.decode()))],
    "ndjson": lambda body: [orjson.loads(line)["title"] for line in body.splitlines()],
    "ics": lambda body: [
        str(event["summary"]) for event in icalendar.Calendar.from_ical(body).walk("VEVENT")
    ],
}


@shared
def _editions():
    """Two editions with a day, of which one belongs to all that has a name in `SUBJECTS`."""
    series = factories.make_series(title="A series", slug="a-series")
    day = {"start": "2012-01-26", "precision": "day"}
    edition = factories.make_event(series=series, title="Wanted", code="AB1", ordinal=1, **day)
    other = factories.make_event(
        title="Other", code="CD1", attribution_rule="off-the-record", **day
    )
    Partnership.objects.create(event=edition, partner=factories.make_partner(slug="a-partner"))
    EventTheme.objects.create(event=edition, theme=factories.make_theme(slug="a-theme"))
    person = factories.make_person(slug="a-person")
    Appearance.objects.create(event=edition, person=person, may_be_named=True)
    Appearance.objects.create(event=other, person=person, may_be_named=False)
    Partnership.objects.create(event=other, partner=factories.make_partner(slug="another"))
    EventTheme.objects.create(event=other, theme=factories.make_theme(slug="another"))
    catch_up()


SUBJECTS = {"series": "series", "partner": "partners", "person": "people", "theme": "themes"}


@pytest.mark.usefixtures("_editions")
@pytest.mark.parametrize("kind", SUBJECTS)
def test_each_document_names_a_feed_and_a_calendar_with_its_events_alone(reader, kind):
    links = formats_of(reader, f"/api/v1/{SUBJECTS[kind]}/a-{kind}/")
    named = {match[1]: match[0] for address in links if (match := FEED.fullmatch(address))}

    assert named == {suffix: f"/api/v1/events.{suffix}?{kind}=a-{kind}" for suffix in READ}
    for suffix, titles in READ.items():
        assert titles(reader.get(named[suffix]).content) == ["Wanted"], suffix
        everything = reader.get(f"/api/v1/events.{suffix}").content
        assert sorted(titles(everything)) == ["Other", "Wanted"], suffix


@pytest.mark.parametrize("kind", ["venue", "quote", "reference"])
def test_what_events_cannot_be_listed_by_names_no_feed_of_them(reader, kind):
    made = getattr(factories, f"make_{kind}")()
    catch_up()
    links = formats_of(reader, f"/api/v1/{kind}s/{made.slug}/")
    assert links
    assert not any(map(FEED.fullmatch, links))
