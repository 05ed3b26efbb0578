"""What it costs to open and save the form of a large edition: counted, not timed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.admin.links import edit_url
from cms.models import Appearance, EventPage, ProgrammeItem
from tests import factories
from tests.cms.admin.forms import edit_event, event_form
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


@shared
def edition():
    """An edition with 30 blocks, 12 sessions and 40 people."""
    event = factories.make_event(title="A large edition", live=False)
    event.body = [("heading", {"text": f"Part {number}", "level": "2"}) for number in range(30)]
    event.programme = [ProgrammeItem(title=f"Session {number}") for number in range(12)]
    people = [factories.make_person(name=f"Person {number}") for number in range(40)]
    event.appearances = [Appearance(person=person) for person in people]
    event.save()
    event.save_revision()
    return EventPage.objects.get(pk=event.pk)


def fill_the_archive() -> None:
    for number in range(15):
        series = factories.make_series(title=f"Series {number}", slug=f"series-{number}")
        factories.make_event(title=f"Event {number}", slug=f"event-{number}", series=series)
        factories.make_partner(name=f"Partner {number}")


def test_opening_a_large_form_costs_the_same_however_much_the_archive_holds(moderator, edition):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert moderator.get(edit_url(EventPage, edition.pk)).status_code == 200
        return len(queries)

    cost()
    before = cost()
    fill_the_archive()

    assert cost() == before


def test_saving_a_form_costs_the_same_however_much_the_archive_holds(moderator):
    event = factories.make_event(title="An edition", live=False)

    def cost(summary: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            fields = {"title": event.title, "slug": event.slug, "summary": summary}
            answer = edit_event(moderator, event, **fields)
        assert answer.status_code == 302
        return len(queries)

    for summary in ("A first version", "A second version"):
        cost(summary)  # only a later one has two versions before it
    before = cost("Before")
    fill_the_archive()

    assert cost("After") == before


def test_an_autosave_reads_each_person_of_an_edition_once(moderator):
    def cost(count: int) -> int:
        event = factories.make_event(title="An edition", live=False)
        people = [factories.make_person() for _ in range(count)]
        event.appearances = [Appearance(person=person) for person in people]
        event.save()
        event.save_revision()
        rows = [{"person": str(person.pk), "id": ""} for person in people]
        fields = event_form(title="A title", slug=event.slug, appearances=rows)
        accept = {"accept": "application/json"}
        with CaptureQueriesContext(connection) as queries:
            answer = moderator.post(edit_url(EventPage, event.pk), fields, headers=accept)
        assert answer.json()["success"]
        return sum('FROM "cms_person"' in query["sql"] for query in queries)

    assert cost(6) - cost(2) == 4  # 12, when a version and a check asked for each person too
