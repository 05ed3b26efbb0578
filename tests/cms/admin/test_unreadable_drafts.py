"""A draft that no form can show: another version opens, a sentence says so, and the draft stays."""

from html import unescape

import orjson
import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from cms.admin.links import edit_url
from cms.models import ScheduleFailure
from cms.schedule.run import do_what_is_due
from tests import factories
from tests.cms.admin.forms import edit_event
from tests.shared import shared

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
    """What a page says, or the page to which an answer leads."""
    return unescape(" ".join(str(message) for message in get_messages(response.wsgi_request)))


@pytest.mark.parametrize("changes", [*OF_ALL_KINDS.values(), None], ids=[*OF_ALL_KINDS, "a word"])
@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_the_public_version_opens_with_a_sentence(admin_client, make, changes):
    record = make()
    revision = broken_draft(record, changes)
    before = Revision.objects.get(pk=revision.pk).content

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


SHAPES = {
    "a word for a list": {"sources": "soon"},
    "a word for a date": {"start": "soon"},
    "a number for blocks": {"body": 5},
    "no object": None,
}
SENTENCE = "cannot be read, so nothing was done with it"
READING = {
    "preview": ("view_draft", ()),
    "preview of a version": ("revisions_view", ("old",)),
    "comparison, the older one": ("revisions_compare", ("old", "new")),
    "comparison, the newer one": ("revisions_compare", ("live", "old")),
    "form of the version": ("revisions_revert", ("old",)),
    "usage": ("usage", ()),
    "next edition": ("cms_next_edition", ()),
}


@shared
def event():
    event = factories.make_event(series=factories.make_series(), title="As published")
    return factories.publish(event)


def address(name: str, event, *versions) -> str:
    name = name if name.startswith("cms_") else f"wagtailadmin_pages:{name}"
    return reverse(name, args=[event.pk, *versions])


@pytest.mark.parametrize("changes", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize(("name", "versions"), READING.values(), ids=READING)
def test_what_shows_the_draft_goes_to_the_form_with_a_sentence(
    admin_client, event, name, versions, changes
):
    old = broken_draft(event, changes)
    ids = {"old": old.pk, "new": old.pk, "live": event.live_revision_id}
    url = address(name, event, *(ids[version] for version in versions))

    answer = admin_client.get(url, headers={"Referer": f"http://testserver{url}"})

    assert (answer.status_code, answer.url) == (302, edit_url(type(event), event.pk))
    assert SENTENCE in sentences(answer)


@pytest.mark.parametrize("changes", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("way", ["bulk/wagtailcore/page/publish/?id={}", "pages/{}/copy/"])
def test_what_publishes_or_copies_the_draft_changes_nothing(admin_client, event, way, changes):
    broken, other = broken_draft(event, changes), factories.make_event(slug="b", live=False)
    before = list(Revision.objects.order_by("pk").values("pk", "content"))
    url = f"/admin/{way.format(event.pk)}" + (f"&id={other.pk}" if "bulk" in way else "")
    form = {"new_title": "A copy", "new_slug": "copy", "new_parent_page": event.get_parent().pk}

    answer = admin_client.post(url, form, headers={"Referer": "http://testserver/admin/"})

    assert (answer.status_code, answer.url) == (302, "http://testserver/admin/")
    assert SENTENCE in sentences(answer)
    assert list(Revision.objects.order_by("pk").values("pk", "content")) == before
    event.refresh_from_db()
    other.refresh_from_db()
    assert (event.latest_revision_id, event.title, other.live) == (broken.pk, "As published", False)
    assert not type(event).objects.filter(slug="copy").exists()


@pytest.mark.parametrize("changes", SHAPES.values(), ids=SHAPES)
def test_the_clock_names_the_reason_and_the_form_still_opens(admin_client, event, changes):
    broken = broken_draft(event, changes)
    Revision.objects.filter(pk=broken.pk).update(approved_go_live_at=timezone.now())

    do_what_is_due()

    assert SENTENCE in ScheduleFailure.objects.get().reason
    assert Revision.objects.get(pk=broken.pk).approved_go_live_at is not None
    assert admin_client.get(edit_url(type(event), event.pk)).status_code == 200


@pytest.mark.parametrize("changes", SHAPES.values(), ids=SHAPES)
def test_a_script_of_the_form_gets_the_sentence_alone(admin_client, event, changes):
    broken_draft(event, changes)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[event.pk])

    answer = admin_client.post(url, headers={"Sec-Fetch-Mode": "cors"})

    assert (answer.status_code, SENTENCE in answer.content.decode()) == (409, True)


def test_the_folder_of_a_series_with_such_a_draft_goes_to_its_form(admin_client):
    series = MAKERS["series"]()
    broken_draft(series, {"sources": "soon"})
    url = reverse("wagtailadmin_explore", args=[series.pk])

    page = admin_client.get(url, follow=True)

    assert page.redirect_chain == [(edit_url(type(series), series.pk), 302)]
    assert SENTENCE in sentences(page)


@pytest.mark.parametrize(
    "make", [factories.make_partner, factories.make_image], ids=["partner", "image"]
)
def test_the_versions_of_other_records_go_to_their_form(admin_client, make):
    record = make()
    revision = broken_draft(record, {"sources": "soon", "width": "wide"})
    name = type(record).snippet_viewset.get_url_name

    for view, versions in (
        ("revisions_view", [revision.pk]),
        ("revisions_compare", ["earliest", "latest"]),
        ("revisions_revert", [revision.pk]),
    ):
        page = admin_client.get(reverse(name(view), args=[record.pk, *versions]), follow=True)
        assert page.redirect_chain[0] == (edit_url(type(record), record.pk), 302), view
        assert SENTENCE in sentences(page)


OF_LISTS = {
    "start": {"start": "soon"},
    "number": {"ordinal": "soon"},
    "end": {"end": [5]},
    "words": {"phase": [], "precision": 7},
}


@pytest.mark.parametrize(
    "changes", [*OF_LISTS.values(), *SHAPES.values()], ids=[*OF_LISTS, *SHAPES]
)
def test_the_dashboard_and_the_series_list_the_edition_all_the_same(admin_client, event, changes):
    factories.make_event(series=event.series, slug="another", ordinal=3)
    broken_draft(event, changes)

    pages = [
        admin_client.get(reverse("wagtailadmin_home")),
        admin_client.get(reverse("cms_series", args=[event.series.pk])),
        admin_client.get(reverse("wagtailadmin_explore", args=[event.series.pk])),
    ]

    assert [page.status_code for page in pages] == [200, 200, 200]
