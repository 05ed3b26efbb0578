"""The warnings before publishing, each with a problem and a solution."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.admin.links import edit_url
from cms.admin.warnings import warnings_of
from cms.models import (
    Appearance,
    CustomImage,
    EventPage,
    EventSource,
    EventTheme,
    Partnership,
)
from tests import factories
from tests.cms.admin.forms import edit_event
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def warnings_in(record) -> str:
    return " | ".join(f"{warning.problem} {warning.solution}" for warning in warnings_of(record))


@shared
def event():
    """An event with nothing to say against it."""
    event = factories.make_event(parent=factories.make_series())
    event.sources = [EventSource(title="Its page")]
    event.save()
    return event


def test_a_complete_event_has_no_warnings(event):
    assert warnings_of(event) == []


def test_a_missing_source(event):
    event.sources = []

    assert "The record has no source" in warnings_in(event)


def test_a_picture_without_alternative_text(event):
    image = factories.make_image(title="A hall", alt_text="")
    event.image = image
    event.body = [("image", {"image": image, "caption": ""})]

    [warning] = warnings_of(event)

    assert "“A hall” has no alternative text" in warning.problem
    assert warning.url == edit_url(CustomImage, image.pk)


def test_what_is_not_public_itself(event):
    event.partnerships = [Partnership(partner=factories.make_partner(name="Draft", live=False))]
    event.event_themes = [EventTheme(theme=factories.make_theme(label="Live"))]

    [warning] = warnings_of(event)

    assert warning.problem == ("The partner “Draft” is not public, so readers do not see it here.")


def test_what_a_record_shows_is_read_once(event):
    event.partnerships = [Partnership(partner=factories.make_partner(live=False))]
    event.save()

    with CaptureQueriesContext(connection) as captured:
        warnings_of(EventPage.objects.get(pk=event.pk))

    assert sum('"cms_partner"."id" IN (' in query["sql"] for query in captured) == 1


def test_an_inferred_number(event):
    event.ordinal, event.ordinal_basis = 1, "inferred"

    assert "Number 1 is inferred" in warnings_in(event)

    event.ordinal_basis = "unknown"
    assert "does not say how number 1 is known" in warnings_in(event)


def test_a_number_that_leaves_a_gap(event):
    factories.make_event(parent=event.get_parent().specific, ordinal=3)
    event.ordinal, event.ordinal_basis = 6, "stated"

    assert "2 numbers have no record between number 3 and this one" in warnings_in(event)


def test_a_number_that_another_draft_has_as_well(event):
    other = factories.make_event(parent=event.get_parent().specific, title="Other", ordinal=None)
    other.ordinal, other.ordinal_basis = 7, "stated"
    other.save_revision()
    event.ordinal, event.ordinal_basis = 7, "stated"

    assert "The draft of “Other” also has number 7" in warnings_in(event)


def test_people_whom_a_rule_silences(event):
    event.attribution_rule = "chatham-house"
    event.appearances = [Appearance(person=factories.make_person(name="Silent Person"))]

    assert "Silent Person will not be named" in warnings_in(event)


def test_a_quote_that_nobody_checked():
    assert "Nobody has compared this quote" in warnings_in(factories.make_quote())


def test_the_form_shows_them_beside_it_and_counts_them(editor, event):
    event.sources = []
    event.save_revision()

    page = editor.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()

    assert 'data-plenary-warnings="1"' in page
    assert "The record has no source" in page


def test_publishing_says_what_is_left(moderator, event):
    event.sources.all().delete()
    answer = edit_event(moderator, event, slug=event.slug, **{"action-publish": "1"})

    page = moderator.get(answer.headers["Location"]).content.decode()

    event.refresh_from_db()
    assert event.live
    assert "is published, with warnings: The record has no source" in page


@pytest.mark.parametrize("kind", ["quote", "partner", "person", "theme", "venue", "reference"])
def test_every_kind_of_record_has_the_panel(editor, kind):
    record = getattr(factories, f"make_{kind}")()

    edit = editor.get(reverse(f"wagtailsnippets_cms_{kind}:edit", args=[record.pk]))
    add = editor.get(reverse(f"wagtailsnippets_cms_{kind}:add"))

    assert "The record has no source" in edit.content.decode()
    assert "when the first draft is saved" in add.content.decode()
