"""A stale form never overwrites what somebody else saved without saying so."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.models import EventPage, Theme
from tests import factories
from tests.cms.admin.conftest import signed_in, user
from tests.cms.admin.forms import event_form, loaded, snippet_form
from tests.shared import shared

pytestmark = pytest.mark.django_db
SERIES_LISTS = ("series_aliases", "series_themes", "default_partners", "sources")


@pytest.fixture
def others(db):
    return signed_in(user("colleague", "Moderators"))


@shared
def event():
    event = factories.make_event(title="As it was")
    event.save_revision()
    return event


def edit(client, event, title, opened, **more):
    url = reverse("wagtailadmin_pages:edit", args=[event.pk])
    return client.post(url, event_form(title=title, slug=event.slug, **opened, **more))


def latest(event) -> EventPage:
    return EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()


def test_a_stale_form_of_a_page_is_shown_again_with_all_that_was_typed(editor, others, event):
    opened = loaded(event)
    edit(others, event, "Theirs", opened)

    answer = edit(editor, event, "Mine", opened)

    page = answer.content.decode()
    assert latest(event).title == "Theirs"
    assert "colleague has saved a newer version" in page
    assert 'value="Mine"' in page
    assert "/revisions/compare/" in page


def test_the_second_press_saves_and_both_versions_are_kept(editor, others, event):
    opened = loaded(event)
    edit(others, event, "Theirs", opened)
    edit(editor, event, "Mine", opened)

    edit(editor, event, "Mine", loaded(EventPage.objects.get(pk=event.pk)))

    assert latest(event).title == "Mine"
    kept = [revision.as_object().title for revision in event.revisions.order_by("pk")]
    assert kept == ["As it was", "Theirs", "Mine"]


def test_a_stale_form_publishes_nothing(moderator, others, event):
    opened = loaded(event)
    edit(others, event, "Theirs", opened)

    edit(moderator, event, "Mine", opened, **{"action-publish": "1"})

    assert EventPage.objects.get(pk=event.pk).title == "As it was"


def test_a_form_that_is_up_to_date_is_saved_at_once(editor, event):
    edit(editor, event, "Mine", loaded(event))

    assert latest(event).title == "Mine"


def test_a_stale_form_of_a_record_is_shown_again(editor, others):
    theme = factories.make_theme(label="As it was")
    theme.save_revision()
    url = reverse(theme.snippet_viewset.get_url_name("edit"), args=[theme.pk])
    opened = loaded(theme)
    others.post(url, snippet_form(label="Theirs", slug="x", **opened))

    answer = editor.post(url, snippet_form(label="Mine", slug="x", **opened))

    newest = Theme.objects.get(pk=theme.pk).get_latest_revision_as_object()
    assert newest.label == "Theirs"
    assert "colleague has saved a newer version" in answer.content.decode()
    assert 'value="Mine"' in answer.content.decode()


def test_the_home_page_and_a_series_tell_of_conflicts_too(moderator, others):
    parts = {name: inline_formset([]) for name in ("navigation", *SERIES_LISTS, "comments")}
    for page in (factories.home(), factories.make_series()):
        page.save_revision()
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        stale = {"loaded_revision_id": "0", "title": "Mine", "body": streamfield([])}

        answer = moderator.post(url, nested_form_data({**parts, **stale}))

        assert "saved a newer version" in answer.content.decode()


@pytest.mark.parametrize("opened", ["²", "٥", "9" * 30])
def test_an_opened_version_that_is_no_number_is_told_of_conflicts(moderator, opened):
    series = factories.make_series()
    series.save_revision()
    url = reverse("wagtailadmin_pages:edit", args=[series.pk])
    parts = {name: inline_formset([]) for name in (*SERIES_LISTS, "comments")}
    stale = {"loaded_revision_id": opened, "title": "Mine", "body": streamfield([])}

    answer = moderator.post(url, nested_form_data({**parts, **stale}))

    assert "saved a newer version" in answer.content.decode()
