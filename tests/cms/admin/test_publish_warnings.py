"""Whoever publishes is told what stays unpublished, whatever way they publish."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.admin.publish_warnings import _results
from cms.models import EventSource, Partner, Partnership, PartnerSource
from tests import factories
from tests.cms.admin.forms import edit_event, event_form, snippet_form
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
PARENT = "The partner “A ministry” is not public, so readers do not see it here."
SERIES = "The series “Oceans” is not public, so readers do not see it here."


@shared
def ministry():
    return factories.make_partner(name="A ministry", live=False)


@shared
def series():
    return factories.make_series(title="Oceans", live=False)


@shared
def partner(ministry):
    """A draft of a partner below one that is not public."""
    partner = factories.make_partner(name="An office", live=False, parent=ministry)
    partner.sources = [PartnerSource(title="Its page")]
    partner.save_revision()
    return partner


@shared
def event(series):
    """A draft of an event below a series that is not public."""
    event = factories.make_event(title="The 4th", parent=series, live=False)
    event.sources = [EventSource(title="Its page")]
    event.save_revision()
    return event


def messages_shown_to(client) -> str:
    """The messages on the next page."""
    page = client.get(reverse("wagtailadmin_home"))
    return " | ".join(str(message) for message in page.context["messages"])


def publish_alone(client, response):
    """Answer the question about what the record shows: none of it."""
    url = response.headers["Location"]
    page = client.get(url)
    return client.post(url, {"record": str(page.context["draft"]), "alone": "1"})


def office_form(ministry, **fields):
    office = {"name": "An office", "partner_kind": "other", "parent": ministry.pk, **fields}
    return snippet_form("names", "identifiers", **office)


def approve(client, record, url_name: str):
    record.get_workflow().start(record, None)
    record.refresh_from_db()
    task = record.current_workflow_task_state
    return client.post(reverse(url_name, args=[record.pk, "approve", task.pk]), {"comment": ""})


def publish_together(client, *pages):
    """Publish pages as a batch of a list does."""
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(f"{url}?{'&'.join(f'id={page.pk}' for page in pages)}")


def test_a_new_record(moderator, ministry):
    url = reverse("wagtailsnippets_cms_partner:add")
    answer = moderator.post(url, office_form(ministry, **{"action-publish": "1"}))
    publish_alone(moderator, answer)
    assert Partner.objects.get(name="An office").live
    assert f"“An office” is published, with warnings: {PARENT}" in messages_shown_to(moderator)


def test_a_record_that_is_changed(moderator, partner, ministry):
    url = reverse("wagtailsnippets_cms_partner:edit", args=[partner.pk])
    answer = moderator.post(url, office_form(ministry, **{"action-publish": "1"}))
    publish_alone(moderator, answer)
    assert Partner.objects.get(name="An office").live
    assert PARENT in messages_shown_to(moderator)


def test_a_record_that_is_approved(moderator, partner):
    approve(moderator, partner, "wagtailsnippets_cms_partner:workflow_action")
    assert Partner.objects.get(name="An office").live
    assert f"“An office” is published, with warnings: {PARENT}" in messages_shown_to(moderator)


def test_a_page_that_is_approved(moderator, event):
    approve(moderator, event, "wagtailadmin_pages:workflow_action")
    text = messages_shown_to(moderator)
    assert f"“The 4th” is published, with warnings: {SERIES}" in text
    assert reverse("cms_publish_together", args=["event", event.pk]) in text


def test_a_new_page_below_a_draft_series(moderator, series):
    url = reverse("wagtailadmin_pages:add", args=["cms", "eventpage", series.pk])
    answer = moderator.post(url, event_form(slug="the-4th", **{"action-publish": "1"}))
    publish_alone(moderator, answer)
    assert SERIES in messages_shown_to(moderator)


def test_a_batch(moderator, event, series):
    second = factories.make_event(title="The 5th", parent=series, live=False)
    second.save_revision()
    publish_together(moderator, event, second)
    text = messages_shown_to(moderator)
    assert f"“The 4th” is published, with warnings: {SERIES}" in text
    assert f"“The 5th” is published, with warnings: {SERIES}" in text


def test_a_batch_of_a_series_and_its_edition_has_no_warning_about_the_other(
    moderator, event, series
):
    publish_together(moderator, event, series)
    assert SERIES not in messages_shown_to(moderator)


def test_a_long_batch_says_how_many_records_have_more(moderator, series):
    pages = [factories.make_event(title=f"No. {n}", parent=series, live=False) for n in range(7)]
    publish_together(moderator, *pages)
    text = messages_shown_to(moderator)
    assert text.count("is published, with warnings") == 5
    assert "2 more records have warnings. They are in the forms, under Before publishing." in text


@pytest.mark.parametrize("is_public", [False, True])
def test_what_is_scheduled(moderator, event, is_public):
    if is_public:
        factories.publish(event)
    soon = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%d %H:%M")
    edit_event(moderator, event, slug=event.slug, go_live_at=soon, **{"action-publish": "1"})
    assert f"“An edition” is scheduled, with warnings: {SERIES}" in messages_shown_to(moderator)


def test_what_is_refused_has_no_warnings(moderator, event):
    bad = factories.make_event(title="Bad", live=False)
    bad.body = [("heading", {"text": "", "level": "2"})]
    bad.save_revision()
    publish_together(moderator, event, bad)
    assert "with warnings" not in messages_shown_to(moderator)


def test_a_draft_has_no_message(moderator, partner, ministry):
    url = reverse("wagtailsnippets_cms_partner:edit", args=[partner.pk])
    moderator.post(url, office_form(ministry))
    assert "with warnings" not in messages_shown_to(moderator)


def test_a_complete_record_has_none(moderator):
    series = factories.make_series(title="Public")
    event = factories.make_event(title="The 6th", parent=series, live=False)
    event.sources = [EventSource(title="Its page")]
    event.save_revision()
    publish_together(moderator, event)
    assert "with warnings" not in messages_shown_to(moderator)


@pytest.mark.parametrize("kind", ["partner", "event"])
def test_the_warnings_of_many_records_cost_the_queries_of_one(kind):
    def cost_of(count: int) -> int:
        records = []
        for number in range(count):
            parent = factories.make_partner(name=f"Shown {count} {number}", live=False)
            if kind == "partner":
                record = factories.make_partner(name=f"Office {count} {number}", parent=parent)
            else:
                record = factories.make_event(title=f"Event {count} {number}")
                record.partnerships = [Partnership(partner=parent)]
            records.append(record)
        keys = []
        for record in records:
            revision = record.save_revision()
            revision.publish()
            keys.append(revision.pk)
        with CaptureQueriesContext(connection) as captured:
            results = _results(keys)
        assert [str(record) for record, *_ in results] == [str(record) for record in records]
        assert all("Shown" in advice[0].problem for *_, advice in results)
        return len(captured)

    cost_of(1)
    assert cost_of(5) == cost_of(2)
