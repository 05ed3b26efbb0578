"""The page of the admin that says what the world sees of a record."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from archive.models import Entry, PublicRecord
from archive.publisher.after_commit import catch_up
from archive.redaction import redact
from cms.admin.links import edit_url
from cms.models import Appearance, Partnership
from tests import factories
from tests.cms.admin.conftest import signed_in, user
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


@shared
def editor():
    return signed_in(user("editor", "Editors"))


def world_url(record) -> str:
    return reverse("api_world", args=[record.kind, record.pk])


def world(client, record, **query: int) -> str:
    catch_up()
    response = client.get(world_url(record), query)
    assert response.status_code == 200
    return response.content.decode()


MAKERS = [
    getattr(factories, f"make_{kind}")
    for kind in (
        *("series", "event", "quote", "partner", "person"),
        *("theme", "venue", "reference", "image", "document"),
    )
]


@pytest.mark.parametrize("maker", [factories.home, *MAKERS])
def test_every_kind_of_record_has_the_page(editor, maker):
    record = maker()

    page = world(editor, record)

    assert "Public now" in page
    assert "As it is published" in page
    assert "&quot;meta&quot;:" in page


def test_a_published_record_is_shown_with_its_addresses(editor):
    event = factories.publish(factories.make_event(title="Open talks", code="TT1", mode="hybrid"))

    page = world(editor, event)

    assert 'href="https://www.test/open-talks/"' in page
    assert "/api/v1/events/TT1/" in page
    assert "<dt>Mode</dt>" in page
    assert "<p>Hybrid</p>" in page
    assert "What the draft would change" not in page


def test_a_hidden_record_says_why_and_shows_nothing_as_published(editor):
    theme = factories.make_theme(label="Quiet", live=False)

    page = world(editor, theme)

    assert "Not public" in page
    assert "It was never published" in page
    assert "As it is published" not in page


def test_what_expired_is_not_shown_even_before_the_log_says_so(editor):
    theme = factories.make_theme(label="Quiet")
    catch_up()
    type(theme).objects.filter(pk=theme.pk).update(expire_at=timezone.now() - timedelta(1))
    PublicRecord.objects.filter(uid=theme.uid).update(expires_at=timezone.now() - timedelta(1))

    page = editor.get(world_url(theme)).content.decode()

    assert "It expired on" in page
    assert "As it is published" not in page


def test_the_draft_is_compared_with_what_is_published(editor):
    event = factories.publish(factories.make_event(title="Old words stay here"))
    event.title = "New words stay here"
    event.save_revision()

    page = world(editor, event)

    assert "What the draft would change" in page
    assert '<del><span class="w-sr-only">Removed: </span>Old</del>' in page
    assert '<ins><span class="w-sr-only">Added: </span>New</ins>' in page


def test_what_is_hidden_does_not_count_as_a_change_of_the_draft(editor):
    event = factories.make_event(attribution_rule="chatham-house")
    Partnership.objects.create(event=event, partner=factories.make_partner(live=False))
    Appearance.objects.create(event=event, person=factories.make_person(name="Silent"))
    factories.publish(event)
    event.internal_notes = "For colleagues"
    event.save_revision()

    page = world(editor, event)

    assert "Nothing that readers see." in page
    assert "What readers do not see in it" in page


def test_the_newest_two_versions_are_compared_and_any_others_can_be(editor):
    theme = factories.make_theme(label="First label")
    for label in ("Second label", "Third label"):
        catch_up()
        theme.label = label
        factories.publish(theme)
    catch_up()
    first, second, third = Entry.objects.filter(uid=theme.uid).order_by("sequence")

    page = world(editor, theme)
    assert f"What changed from {second.sequence} to {third.sequence}" in page

    page = world(editor, theme, **{"from": first.sequence, "to": second.sequence})
    assert f"What changed from {first.sequence} to {second.sequence}" in page
    assert "First</del>" in page

    foreign = Entry.objects.exclude(uid=theme.uid).first()
    page = world(editor, theme, **{"from": foreign.sequence, "to": third.sequence})
    assert f"What changed from {second.sequence} to {third.sequence}" in page


def test_what_was_redacted_or_is_kept_back_is_never_shown(editor):
    theme = factories.make_theme(label="Secret one")
    catch_up()
    theme.label = "Open one"
    factories.publish(theme)
    catch_up()
    redact(Entry.objects.filter(uid=theme.uid).first(), reason="A request", user=None)
    hidden = factories.publish(factories.make_theme(label="Gone"))
    catch_up()
    hidden.unpublish()

    page = world(editor, theme)
    assert "Secret" not in page
    assert "Redacted: A request" in page
    assert "What changed from" not in page

    page = world(editor, hidden)
    assert "Withdrawn" in page
    assert "Withheld" in page
    assert "&quot;meta&quot;:" not in page


def test_only_who_may_redact_is_offered_to(editor):
    moderator = signed_in(user("moderator", "Moderators"))
    theme = factories.make_theme(label="First")
    catch_up()
    theme.label = "Second"
    factories.publish(theme)

    assert ">Redact<" not in world(editor, theme)
    assert world(moderator, theme).count(">Redact<") == 1


@pytest.mark.parametrize("maker", MAKERS)
def test_who_may_not_edit_a_record_learns_nothing_of_it(maker):
    record = maker(**({"name": "Secret name"} if maker is factories.make_partner else {}))
    stranger = user("stranger")
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))

    response = signed_in(stranger).get(world_url(record))

    assert response.status_code == 403
    assert str(record) not in response.content.decode()


def test_a_kind_that_is_none_is_not_found(editor):
    assert editor.get("/admin/world/unicorn/1/").status_code == 404
    assert editor.get("/admin/world/event/987654/").status_code == 403


def test_forms_and_lists_lead_to_the_page(editor):
    Locale.objects.create(language_code="fr")  # so that the menus also offer to translate
    event = factories.make_event()
    theme = factories.make_theme(live=False)

    for address in (
        reverse("wagtailadmin_pages:edit", args=[event.pk]),
        reverse("wagtailadmin_explore", args=[event.get_parent().pk]),
    ):
        page = editor.get(address).content.decode()
        assert world_url(event) in page
        assert "What the world sees" in page
    for name, args in (("edit", [theme.pk]), ("list", [])):
        page = editor.get(reverse(theme.snippet_viewset.get_url_name(name), args=args))
        assert world_url(theme) in page.content.decode()
        assert "Why is this not public?" in page.content.decode()


@pytest.mark.parametrize("maker", [factories.make_image, factories.make_document])
def test_the_forms_of_pictures_and_documents_lead_to_the_page(editor, maker):
    file = maker()

    page = editor.get(edit_url(type(file), file.pk), follow=True).content.decode()

    assert page.count(f'href="{world_url(file)}"') == 1
    assert "What the world sees" in page


def test_the_page_costs_the_same_however_much_a_record_has(editor, django_assert_num_queries):
    event = factories.publish(factories.make_event())

    def add(count: int) -> None:
        for number in range(count):
            Partnership.objects.create(
                event=event, partner=factories.make_partner(live=bool(number % 2))
            )
            event.refresh_from_db()
            event.summary = f"Version {number} of {count}"
            factories.publish(event)
            catch_up()

    add(3)
    world(editor, event)
    with CaptureQueriesContext(connection) as few:
        world(editor, event)
    add(5)

    with django_assert_num_queries(len(few)):
        world(editor, event)
