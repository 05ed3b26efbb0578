"""A record is published with what it shows: all at one moment, or nothing."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, ModelLogEntry

from archive.models import Entry
from cms.admin.links import edit_url
from cms.admin.publishing.offers import offers_of
from cms.models import (
    Appearance,
    EventDocument,
    EventPage,
    EventQuote,
    EventReference,
    EventTheme,
    Partner,
    Partnership,
    RelatedEvent,
)
from cms.publishing.together import Draft, NotPublished, publish_together
from tests import factories
from tests.archive.helpers import settle
from tests.cms.admin.conftest import signed_in, user
from tests.cms.admin.forms import event_form
from tests.shared import shared

pytestmark = pytest.mark.django_db


@shared
def event():
    """A draft that shows twelve other drafts."""
    series = factories.make_series(title="Oceans", slug="oceans", live=False)
    event = factories.make_event(title="The 4th", slug="the-4th", series=series, live=False)
    draft = {"live": False}
    speaker = factories.make_person(name="A speaker", **draft)
    event.organiser = factories.make_partner(name="A ministry", **draft)
    event.venue = factories.make_venue(name="A hall", **draft)
    event.image = factories.make_image(title="A view", **draft)
    event.partnerships = [Partnership(partner=factories.make_partner(name="A fund", **draft))]
    event.appearances = [Appearance(person=factories.make_person(name="A chair", **draft))]
    event.event_quotes = [
        EventQuote(quote=factories.make_quote(text="Words", speaker=speaker, **draft))
    ]
    event.event_themes = [EventTheme(theme=factories.make_theme(label="Fish", **draft))]
    event.event_references = [
        EventReference(reference=factories.make_reference(name="A treaty", **draft))
    ]
    event.event_documents = [
        EventDocument(document=factories.make_document(title="A report", **draft))
    ]
    reference = factories.make_reference(name="A law", **draft)
    event.body = [("reference", reference)]
    event.save_revision()
    return event


def together(record) -> str:
    return reverse("cms_publish_together", args=[record.kind, record.pk])


def form_of(page) -> dict:
    """What the browser sends when nothing is changed on the page."""
    offers = [row["offer"] for row in page.context["rows"] if row["is_ticked"]]
    ticked = [str(offer.draft) for offer in offers if not offer.goes_along]
    return {"record": str(page.context["draft"]), "with": ticked}


def names(page) -> set[str]:
    return {str(row["offer"].record) for row in page.context["rows"]}


def test_publishing_asks_first_and_lists_everything_that_is_shown(moderator, event):
    form = event_form(slug=event.slug, title=event.title, organiser=event.organiser_id)
    form["action-publish"] = "1"

    answer = moderator.post(edit_url(EventPage, event.pk), form)

    assert answer.headers["Location"] == together(event)
    assert not EventPage.objects.get(pk=event.pk).live
    assert names(moderator.get(together(event))) == {"Oceans", "A ministry"}


def test_all_of_it_is_public_at_one_moment_of_the_log(moderator, event):
    page = moderator.get(together(event))
    assert names(page) == {
        "Oceans", "A ministry", "A hall", "A fund", "A chair", "Words", "A speaker", "Fish",
        "A treaty", "A law", "A view", "A report",
    }  # fmt: skip
    before = Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0

    answer = moderator.post(together(event), form_of(page))
    settle()

    assert answer.headers["Location"] == edit_url(EventPage, event.pk)
    entries = Entry.objects.filter(sequence__gt=before)
    assert entries.filter(kind="event").exists()
    assert entries.values("uid").distinct().count() >= 13
    assert entries.values("recorded_at").distinct().count() == 1
    assert not offers_of(EventPage.objects.get(pk=event.pk), None)


def test_what_is_missing_stands_at_each(moderator, event):
    rows = moderator.get(together(event)).context["rows"]

    quote = next(row for row in rows if str(row["offer"].record) == "Words")
    problems = [advice.problem for advice in quote["offer"].missing]

    assert "Nobody has compared this quote with its source. Readers see this." in problems


def test_what_each_shows_is_read_once(moderator, event):
    with CaptureQueriesContext(connection) as captured:
        moderator.get(together(event))
    of_people = [query["sql"] for query in captured if '"cms_person"."id" IN (' in query["sql"]]
    # The event shows one person, and its quote another. The third query asks who is still there.
    assert len([sql for sql in of_people if '"cms_person"."name"' in sql]) == 2
    assert len(of_people) == 3


def test_one_that_breaks_a_rule_keeps_back_all_and_says_why(moderator, event):
    fund = Partner.objects.get(name="A fund")
    page = moderator.get(together(event))
    form = form_of(page)
    revision = fund.save_revision()
    revision.content["name"] = ""
    revision.save()
    names = [str(Draft.of(fund)) if "partner" in n and f"-{fund.pk}-" in n else n
             for n in form["with"]]  # fmt: skip

    page = moderator.post(together(event), {**form, "with": names})

    assert "Nothing was published" in page.content.decode()
    [problem] = [row["problem"] for row in page.context["rows"] if row["problem"]]
    assert problem == "Name: This field cannot be blank."
    assert not EventPage.objects.filter(live=True).exists()
    assert not Partner.objects.filter(live=True).exists()


def test_one_that_was_changed_meanwhile_keeps_back_all(moderator, event):
    form = form_of(moderator.get(together(event)))
    Partner.objects.get(name="A fund").save_revision(user=user("ada"))

    page = moderator.post(together(event), form)

    assert "ada saved another version" in page.content.decode()
    assert not Partner.objects.filter(live=True).exists()


def test_only_what_a_person_may_publish_can_be_ticked(event):
    group = Group.objects.get(name="Moderators")
    group.permissions.remove(*group.permissions.filter(codename="publish_partner"))
    Group.objects.create(name="Registrars").permissions.add(
        *group.permissions.model.objects.filter(
            codename__in=["publish_partner", "edit_shared_records"]
        )
    )
    client = signed_in(user("mod", "Moderators"))

    page = client.get(together(event))
    form = form_of(page)
    partner = Partner.objects.get(name="A fund")
    refused = client.post(together(event), {**form, "with": [str(Draft.of(partner))]})

    assert not [name for name in form["with"] if name.startswith("partner")]
    assert "You may not publish it. Registrars may." in page.content.decode()
    assert "You may not publish it. Registrars may." in refused.content.decode()
    assert not Partner.objects.filter(live=True).exists()


def test_an_editor_does_not_open_it(editor, event):
    assert editor.get(together(event)).status_code == 302
    assert editor.post(together(event), {"record": str(Draft.of(event))}).status_code == 302
    assert not EventPage.objects.filter(live=True).exists()


def test_an_approval_asks_and_approves_all(moderator, event):
    ben = user("ben", "Editors")
    for record in (event, Partner.objects.get(name="A fund")):
        record.save_revision(user=ben)
        record.get_workflow().start(record, ben)
    organiser = Partner.objects.get(name="A ministry").pk
    form = event_form(slug=event.slug, title="Approved", organiser=organiser)
    form |= {"action-workflow-action": "1", "workflow-action-name": "approve"}

    answer = moderator.post(edit_url(EventPage, event.pk), form)
    assert answer.headers["Location"] == together(event)
    moderator.post(together(event), form_of(moderator.get(together(event))))

    event.refresh_from_db()
    assert (event.live, event.title) == (True, "Approved")
    assert event.workflow_states.get().status == "approved"
    assert Partner.objects.get(name="A ministry").live


def test_a_record_asks_as_well(moderator):
    speaker = factories.make_person(name="A speaker", live=False)
    quote = factories.make_quote(text="Words", speaker=speaker, live=False)
    quote.save_revision()
    form = form_of(moderator.get(together(quote)))

    moderator.post(together(quote), form)

    speaker.refresh_from_db()
    assert speaker.live
    assert ModelLogEntry.objects.for_instance(speaker).filter(action="wagtail.publish").exists()


def test_what_was_taken_back_or_is_a_page_of_its_own_is_not_ticked(moderator):
    event = factories.make_event(title="The 5th", live=False)
    other = factories.make_event(title="Another", live=False)
    withdrawn = factories.publish(factories.make_partner(name="Withdrawn"))
    withdrawn.unpublish()
    event.organiser, event.related_events = withdrawn, [RelatedEvent(related=other)]
    event.save_revision()

    page = moderator.get(together(event))

    assert names(page) == {"Another", "Withdrawn"}
    assert form_of(page)["with"] == []


def test_translations_are_offered(moderator):
    french = Locale.objects.create(language_code="fr")
    theme = factories.make_theme(label="Fish", live=False)
    other = theme.copy_for_translation(french)
    other.label, other.live = "Poisson", False
    other.save()

    assert names(moderator.get(together(theme))) == {"Poisson"}


def test_a_crooked_form_is_refused(moderator, event):
    for sent in ({}, {"record": "event-0-1"}, {"record": str(Draft.of(event)), "with": "x"}):
        assert moderator.post(together(event), sent).status_code == 400


def test_one_that_is_gone_keeps_back_all(event):
    drafts = [Draft.of(event), Draft("partner", 999999, 0)]
    with pytest.raises(NotPublished, match="deleted"):
        publish_together(drafts, user("mod", "Moderators"))
    assert not EventPage.objects.filter(live=True).exists()
