"""An alias of a page is public only while its source is, by whatever road it comes or goes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from archive.explanations.public_status import public_status_of
from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from archive.visibility import Visibility
from cms.models import EventPage, Identifier, Trashed
from cms.trash.restore import restore
from tests.archive.helpers import document, settle
from tests.cms.admin.conftest import signed_in, user
from tests.factories import home, make_event, make_series, publish
from tests.shared import shared

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@shared
def source() -> EventPage:
    """A public page with an alias "twin", which has an alias "triplet"."""
    source = publish(make_event(series=make_series(title="A series"), slug="source", title="Words"))
    twin = source.create_alias(parent=home(), update_slug="twin")
    twin.create_alias(parent=home(), update_slug="triplet")
    settle()
    return source


def public() -> set[str]:
    """The slugs of the events that are public, in a log that is right."""
    settle()
    return set(PublicRecord.objects.filter(kind="event", live=True).values_list("key", flat=True))


def schedule(page: Any) -> None:
    page.go_live_at = timezone.now() + HOUR
    page.save_revision().publish()


def unschedule(page: Any) -> None:
    """As the button of the admin does it."""
    revision = page.get_latest_revision()
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])


def test_scheduling_and_unscheduling_a_draft_leave_its_alias_hidden():
    draft = make_event(slug="draft", live=False)
    alias = draft.create_alias(parent=home(), update_slug="twin")
    schedule(draft)
    assert public() == set()
    unschedule(draft)
    assert public() == set()
    alias.refresh_from_db()
    assert not alias.live

    with time_machine.travel(timezone.now() + 2 * HOUR, tick=False):
        assert public() == set()


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(
        page=Page.objects.get(pk=page.pk), restriction_type="password", password="let me in"
    )


def expire(page: EventPage) -> None:
    page.expire_at = timezone.now() - HOUR
    page.save()


def move_into_private(page: EventPage) -> None:
    restrict(private := make_series(title="Private"))
    page.refresh_from_db()
    page.move(private, pos="last-child")


HIDING: dict[str, Callable[[EventPage], Any]] = {
    "unpublished": lambda page: page.unpublish(),
    "unpublished by a script": lambda page: (setattr(page, "live", False), page.save()),
    "private": restrict,
    "below a private page": lambda page: restrict(page.get_parent()),
    "moved below a private page": move_into_private,
    "expired": expire,
    "deleted": lambda page: EventPage.objects.get(pk=page.pk).delete(),
}


@pytest.mark.parametrize("how", HIDING)
def test_what_hides_the_source_hides_its_aliases(source, how):
    HIDING[how](source)
    assert public() == set()


def test_the_aliases_come_back_with_their_source(source):
    restrict(source)
    assert public() == set()
    PageViewRestriction.objects.all().delete()
    assert public() == {"source", "twin", "triplet"}
    source.unpublish()
    assert public() == set()
    publish(source)
    assert public() == {"source", "twin", "triplet"}


def test_they_come_back_when_the_page_above_is_public_again():
    series = make_series(title="A series")
    restrict(series)
    source = make_event(series=series, slug="source")
    source.create_alias(parent=home(), update_slug="twin")
    assert public() == set()
    PageViewRestriction.objects.all().delete()
    assert public() == {"source", "twin"}
    assert {row.key for row in Identifier.objects.filter(kind="event")} == {"source", "twin"}


def test_what_a_page_shows_of_an_alias_goes_with_the_source(source):
    twin = EventPage.objects.get(slug="twin")
    other = make_event(slug="other")
    other.related_events.create(related=twin)
    other.save()
    settle()
    assert [event["key"] for event in document("event", "other")["related"]] == ["twin"]
    restrict(source)
    settle()
    assert document("event", "other")["related"] == []


def test_an_alias_in_another_language_is_hidden_like_its_source(source):
    french = Locale.objects.create(language_code="fr")
    alias = source.copy_for_translation(french, copy_parents=True, alias=True)
    alias.slug = "jumeau"
    alias.save()
    assert "jumeau-fr" in public()
    restrict(source)
    assert public() == set()


def test_a_detached_alias_and_a_copy_of_a_hidden_one_are_drafts():
    draft = make_event(slug="draft", live=False)
    alias = draft.create_alias(parent=home(), update_slug="twin")
    schedule(draft)
    unschedule(draft)
    alias = EventPage.objects.get(pk=alias.pk)
    alias.copy(to=home(), update_attrs={"slug": "copied"})
    alias.alias_of_id = None
    alias.save()
    assert public() == set()


def test_what_is_no_alias_any_more_is_as_hidden_as_it_was(source):
    """An editor converts it, who may publish nothing."""
    restrict(source)
    twin = EventPage.objects.get(slug="twin")
    convert = reverse("wagtailadmin_pages:convert_alias", args=[twin.pk])
    signed_in(user("ed", "Editors")).post(convert)
    assert public() == set()
    assert not EventPage.objects.get(pk=twin.pk, alias_of=None).live


def test_a_copied_page_leaves_the_copies_of_hidden_aliases_as_drafts(source):
    restrict(source)
    make_event(slug="other", series=(series := make_series(slug="annual")))
    source.create_alias(parent=series, update_slug="below")
    form = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": home().pk}
    signed_in(user("mo", "Moderators")).post(
        reverse("wagtailadmin_pages:copy", args=[series.pk]),
        form | {"copy_subpages": "1", "publish_copies": "1"},
    )
    copies = Page.objects.filter(url_path__startswith=f"{home().url_path}copy/", depth=4)
    assert {(page.slug, page.live) for page in copies} == {("other", True), ("below", False)}


def test_an_alias_comes_out_of_the_trash_as_a_draft_when_its_source_is_gone(source):
    EventPage.objects.get(slug="triplet").delete()
    EventPage.objects.get(slug="twin").delete()
    restored = restore(Trashed.objects.get(name="Words", rows__icontains="triplet"), public=True)
    assert not restored.live
    assert public() == {"source"}


def test_a_batch_publishes_no_alias():
    draft = make_event(slug="draft", live=False)
    series = make_series(title="A series", live=False)
    make_event(slug="other", series=series, live=False)
    aliases = [draft.create_alias(parent=page, update_slug="twin") for page in (home(), series)]
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    signed_in(user("mo", "Moderators")).post(
        f"{url}?id={series.pk}&id={aliases[0].pk}", {"include_descendants": "on"}, follow=True
    )
    assert public() == {"other"}


def test_the_admin_says_why_an_alias_is_hidden(source):
    restrict(source)
    settle()
    twin = EventPage.objects.get(slug="twin")
    status = public_status_of(twin, Visibility(timezone.now()))
    assert not status.is_public
    assert [reason.problem for reason in status.reasons] == [
        "It is an alias of “Words”, which is not public."
    ]


def test_a_reader_gets_410_at_the_moment_at_which_the_source_expires(source):
    source.expire_at = timezone.now() + HOUR
    source.save()
    catch_up()
    reader = Client(headers={"host": "api.test"})
    assert reader.get("/api/v1/events/twin/").status_code == 200
    with time_machine.travel(timezone.now() + 2 * HOUR, tick=False):
        assert reader.get("/api/v1/events/twin/").status_code == 410


def test_a_run_without_aliases_asks_for_them_once(django_assert_max_num_queries):
    visibility = Visibility(timezone.now())
    events = EventPage.objects.all()
    list(visibility.filter(events))
    with django_assert_max_num_queries(1):
        list(visibility.filter(events))
