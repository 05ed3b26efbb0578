"""What publishing costs."""

import pytest
from django.db import connection
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex

from archive.models import Pending
from archive.publisher.after_commit import catch_up
from cms.models import EventPage, EventSource, Partnership
from cms.models.page import site_root_paths
from tests import factories
from tests.demo_archive import run_demo

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def publish_and_count(event: EventPage, summary: str) -> int:
    """The queries of saving and publishing a new version, with all that follows the commit."""
    with CaptureQueriesContext(connection) as queries:
        event.summary = summary
        event.save_revision().publish()
        catch_up()
    return len(queries)


# The pending row; the lock and the head; what is restricted, pending, overdue, spoken and an alias;
# the record, its key, what it shows and its newest entry; the rows of the new one; the entry up to
# which facets are counted.
MOST_QUERIES_OF_THE_LOG = 38


def test_the_log_adds_few_queries_to_publishing_an_event(monkeypatch):
    run_demo("--no-users")
    catch_up()
    event = EventPage.objects.get(code="WP1725")
    with_log = publish_and_count(EventPage.objects.get(pk=event.pk), "First words")
    monkeypatch.setattr("archive.publisher.signals.mark", lambda identities: None)
    without_log = publish_and_count(EventPage.objects.get(pk=event.pk), "Second words")
    assert not Pending.objects.exists()

    assert with_log - without_log <= MOST_QUERIES_OF_THE_LOG


def test_publishing_costs_the_same_however_much_the_archive_holds():
    event = factories.make_event(title="An edition", slug="an-edition")
    catch_up()
    publish_and_count(event, "First words")
    before = publish_and_count(EventPage.objects.get(pk=event.pk), "Second words")
    for number in range(12):
        series = factories.make_series(title=f"Series {number}", slug=f"series-{number}")
        factories.make_event(title=f"Event {number}", slug=f"event-{number}", series=series)
        factories.make_partner(name=f"Partner {number}")
    catch_up()

    assert publish_and_count(EventPage.objects.get(pk=event.pk), "Third words") == before


@pytest.mark.parametrize("parts", [2, 6])
def test_the_references_of_a_record_are_read_once_for_each_save(parts):
    event = factories.make_event(title="An edition")
    partners = [factories.make_partner(name=f"Partner {number}") for number in range(parts)]
    event.partnerships = [Partnership(partner=partner) for partner in partners]
    event.sources = [EventSource(url=f"https://a.example/{number}") for number in range(parts)]

    with CaptureQueriesContext(connection) as queries:
        event.save()

    read = [one for one in queries if 'FROM "wagtailcore_referenceindex"' in one["sql"]]
    assert len(read) == 1
    assert {record.pk for record in partners} == {
        int(row.to_object_id)
        for row in ReferenceIndex.get_references_for_object(event)
        if row.model_path == "partnerships.item.partner"
    }


def test_a_record_saved_while_another_one_is_saved_has_its_references_too():
    theme = factories.make_theme(label="Water")
    outer, inner = factories.make_theme(label="Outer"), factories.make_theme(label="Inner")

    def save_inner(sender, instance, **_more):
        if instance.pk == outer.pk:
            inner.broader = theme
            inner.save()

    post_save.connect(save_inner, sender=type(outer))
    try:
        outer.broader = theme
        outer.save()
    finally:
        post_save.disconnect(save_inner, sender=type(outer))

    assert ReferenceIndex.get_references_to(theme).count() == 2


def test_the_home_pages_are_found_without_a_look_at_every_page():
    factories.make_event(title="An edition")
    with CaptureQueriesContext(connection) as queries:
        assert site_root_paths()
    (query,) = queries
    word = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{word} {query['sql']}")
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())

    assert "SCAN wagtailcore_page" not in plan  # SQLite
    assert "SubPlan 2" not in plan  # PostgreSQL: a query for each page
