"""A draft that no form can show: another version opens, a sentence says so, and the draft stays."""

from html import unescape

import orjson
import pytest
from django.urls import reverse
from wagtail.models import Revision

from cms.admin.links import edit_url
from tests import factories
from tests.cms.admin.forms import edit_event

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
MAKERS = {
    "event": lambda: factories.make_event(title="As published"),
    "series": lambda: factories.make_series(title="As published"),
    "partner": lambda: factories.make_partner(name="As published"),
}
# For each kind, a value of another shape in a list of parts.
OF_ALL_KINDS = {
    "a word for a list of parts": {"sources": "soon"},
    "a part without fields": {"sources": [{}]},
    "a word for a part": {"sources": ["soon"]},
}
OF_EVENTS = {
    "a word for a date": {"start": "soon"},
    "a word for a link": {"organiser": "soon"},
    "a number for blocks": {"body": 5},
    "a block without a type": {"body": orjson.dumps([{"value": 5}]).decode()},
    "a number for a heading": {"body": orjson.dumps([{"type": "heading", "value": 7}]).decode()},
    "an object for blocks": {"body": '{"a": 1}'},
}


def broken_draft(record, changes) -> Revision:
    """A draft of `record` whose stored content has `changes`. None: it is no object at all."""
    revision = record.save_revision()
    revision.content = "soon" if changes is None else revision.content | changes
    revision.save()
    type(record).objects.filter(pk=record.pk).update(has_unpublished_changes=True)
    return revision


def sentences(response) -> str:
    return unescape(" ".join(str(message) for message in response.context["messages"]))


@pytest.mark.parametrize("changes", [*OF_ALL_KINDS.values(), None], ids=[*OF_ALL_KINDS, "a word"])
@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_the_public_version_opens_with_a_sentence(admin_client, make, changes):
    record = make()
    revision = broken_draft(record, changes)
    before = revision.content

    page = admin_client.get(edit_url(type(record), record.pk))

    assert page.status_code == 200
    assert "cannot be read, so this form shows the public version" in sentences(page)
    assert f"in the history as version {revision.pk}." in sentences(page)
    assert "As published" in page.content.decode()
    assert Revision.objects.get(pk=revision.pk).content == before


@pytest.mark.parametrize("changes", OF_EVENTS.values(), ids=OF_EVENTS)
def test_any_field_may_have_another_shape(admin_client, changes):
    event = MAKERS["event"]()
    broken_draft(event, changes)

    page = admin_client.get(edit_url(type(event), event.pk))

    assert "cannot be read" in sentences(page)


def test_the_form_can_be_saved_and_the_draft_stays_in_the_history(admin_client):
    event = MAKERS["event"]()
    revision = broken_draft(event, {"start": "soon"})

    assert edit_event(admin_client, event, title="Typed anew").status_code == 302

    event.refresh_from_db()
    assert event.get_latest_revision_as_object().title == "Typed anew"
    assert Revision.objects.get(pk=revision.pk).content["start"] == "soon"
    history = admin_client.get(reverse("wagtailadmin_pages:history", args=[event.pk]))
    assert history.status_code == 200


def test_what_was_never_public_is_not_called_so(admin_client):
    event = factories.make_event(title="First words", live=False)
    broken_draft(event, {"start": "soon"})

    page = admin_client.get(edit_url(type(event), event.pk))

    assert "this form shows an earlier version" in sentences(page)
    assert "First words" in page.content.decode()


def test_a_draft_that_can_be_read_opens_without_a_sentence(admin_client):
    event = MAKERS["event"]()
    event.title = "As drafted"
    event.save_revision()

    page = admin_client.get(edit_url(type(event), event.pk))

    assert (sentences(page), "As drafted" in page.content.decode()) == ("", True)
