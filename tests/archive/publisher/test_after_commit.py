"""The invariants of the publication log."""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone, translation
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    PageViewRestriction,
)

from archive.models import Entry, Head, Pending, PublicRecord
from archive.publisher.after_commit import catch_up
from archive.registry import registry
from cms.models import EventPage, Partnership, RelatedEvent
from cms.text.slugs import slug_of
from tests.archive.helpers import actions, document, settle
from tests.factories import (
    home,
    make_event,
    make_image,
    make_partner,
    make_person,
    make_quote,
    make_series,
    make_theme,
    publish,
)

pytestmark = pytest.mark.django_db


def test_publishing_appends_one_document_with_its_digest():
    event = make_event(code="AB1")
    settle()
    entry = Entry.objects.get(kind="event", key="AB1")
    assert entry.uid == event.uid
    assert entry.digest == hashlib.sha256(bytes(entry.body)).hexdigest()


def test_publishing_again_without_a_change_appends_nothing():
    event = make_event(code="AB1")
    settle()
    publish(event)
    assert catch_up() == 0
    assert actions("event", "AB1") == ["publish"]


def test_fault_29_time_zone_and_language_of_the_process_change_no_byte():
    event = make_event(code="AB1")
    settle()
    with timezone.override("Pacific/Kiritimati"), translation.override("fr"):
        event.save()
        assert catch_up() == 0


def test_a_draft_is_never_heard_outside():
    event = make_event(code="AB1", title="Public words")
    settle()
    event.title = "Secret words"
    event.save_revision()
    assert catch_up() == 0
    make_event(code="AB2", live=False)
    assert catch_up() == 0
    assert not PublicRecord.objects.filter(key="AB2").exists()


def test_unpublishing_withdraws_and_publishing_again_returns_with_the_same_key():
    event = make_event(code="AB1")
    settle()
    event.unpublish()
    settle()
    publish(event)
    settle()
    assert actions("event", "AB1") == ["publish", "withdraw", "publish"]


def test_a_deleted_record_is_withdrawn_with_the_reason():
    quote = make_quote(text="Words to go")
    settle()
    key = quote.slug
    quote.delete()
    settle()
    assert Entry.objects.get(action="withdraw").reason == "deleted"
    assert actions("quote", key) == ["publish", "withdraw"]


def test_a_key_is_never_given_to_anything_else():
    theme = make_theme(label="Resilience")
    settle()
    theme.delete()
    settle()
    again = make_theme(label="Resilience")
    settle()
    assert again.slug == "resilience"
    assert PublicRecord.objects.get(uid=again.uid).key == "resilience-2"
    assert not PublicRecord.objects.get(key="resilience").live


def test_a_record_renamed_and_renamed_back_has_its_first_key_again():
    theme = make_theme(label="Resilience")
    settle()
    for slug in ("strength", "resilience"):
        theme.slug = slug
        theme.save()
        settle()
    assert PublicRecord.objects.get(uid=theme.uid).key == "resilience"


def test_a_partner_s_new_name_republishes_every_event_that_shows_it():
    partner = make_partner(name="Old name")
    first, second = make_event(code="AB1"), make_event(code="AB2")
    for event in (first, second):
        Partnership.objects.create(event=event, partner=partner)
    settle()
    partner.name = "New name"
    publish(partner)
    assert settle() == 3
    assert document("event", "AB1")["partners"][0]["partner"]["title"] == "New name"


def test_an_unpublished_partner_leaves_the_event_and_returns_to_it():
    partner = make_partner(name="A ministry")
    event = make_event(code="AB1")
    Partnership.objects.create(event=event, partner=partner)
    settle()
    partner.unpublish()
    settle()
    assert document("event", "AB1")["partners"] == []
    publish(partner)
    settle()
    assert document("event", "AB1")["partners"][0]["partner"]["title"] == "A ministry"


def test_a_new_edition_tells_its_series_and_its_neighbours():
    series = make_series(title="A series")
    make_event(series=series, code="AB1", ordinal=1)
    make_event(series=series, code="AB3", ordinal=3)
    settle()
    assert document("event", "AB3")["previous"]["key"] == "AB1"
    second = make_event(series=series, code="AB2", ordinal=2)
    settle()
    assert document("event", "AB3")["previous"]["key"] == "AB2"
    assert document("event", "AB1")["next"]["key"] == "AB2"
    second.unpublish()
    settle()
    assert document("event", "AB3")["previous"]["key"] == "AB1"


def test_a_series_new_address_moves_all_its_editions():
    series = make_series(title="A series", slug="old")
    make_event(series=series, slug="first")
    settle()
    series.slug = "new"
    publish(series)
    settle()
    assert document("event", "first")["html_url"].endswith("/new/first/")


def test_a_hidden_series_new_address_moves_its_public_editions():
    series = make_series(title="A series", slug="old")
    make_event(series=series, slug="first")
    settle()
    series.unpublish()
    settle()
    series.slug = "new"
    series.save()
    settle()
    assert document("event", "first")["html_url"].endswith("/new/first/")


def test_an_edition_moved_to_another_series_tells_both():
    first, second = make_series(title="First"), make_series(title="Second")
    event = make_event(series=first, code="AB1", ordinal=1)
    settle()
    event.move(second, pos="last-child")
    settle()
    assert EventPage.objects.get(pk=event.pk).series == second
    assert document("event", "AB1")["series"]["key"] == "second"
    assert document("series", "first")["editions"]["count"] == 0


def test_a_view_restriction_above_hides_all_below_and_lifting_it_brings_them_back():
    series = make_series(title="A series")
    make_event(series=series, code="AB1")
    settle()
    restriction = PageViewRestriction.objects.create(
        page=series.page_ptr, restriction_type=PageViewRestriction.LOGIN
    )
    settle()
    assert not PublicRecord.objects.filter(kind__in=["series", "event"], live=True).exists()
    restriction.delete()
    settle()
    assert actions("event", "AB1") == ["publish", "withdraw", "publish"]


def test_a_private_collection_hides_its_images_wherever_they_are_shown():
    collection = Collection.get_first_root_node().add_child(name="Inside")
    image = make_image(title="Picture", collection=collection)
    make_event(code="AB1", image=image)
    settle()
    assert document("event", "AB1")["image"]["key"] == "picture"
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    settle()
    assert document("event", "AB1")["image"] is None
    assert not PublicRecord.objects.get(kind="image", key="picture").live


def test_an_expired_record_is_withdrawn_while_no_scheduler_runs():
    partner = make_partner(name="A ministry")
    event = make_event(code="AB1", expire_at=timezone.now() + timedelta(hours=1))
    make_event(code="AB2", organiser=partner)
    partner.expire_at = timezone.now() + timedelta(hours=1)
    partner.save()
    settle()
    assert event.live
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        settle()
    assert Entry.objects.filter(key="AB1").latest("sequence").reason == "expired"
    assert document("event", "AB2")["organiser"] is None


def test_a_translation_has_a_key_and_a_document_of_its_own():
    french = Locale.objects.create(language_code="fr")
    theme = make_theme(label="Resilience")
    settle()
    other = theme.copy_for_translation(french)
    other.label = "Résilience"
    other.live = True
    other.save()
    settle()
    assert document("theme", "resilience-fr")["locale"] == "fr"
    assert document("theme", "resilience")["alternates"][0]["key"] == "resilience-fr"


def test_an_alias_follows_its_source():
    series = make_series(title="A series")
    event = make_event(series=series, slug="meeting", title="First words")
    alias = event.create_alias(parent=home(), update_slug="twin")
    settle()
    assert document("event", "twin")["title"] == "First words"
    event.title = "Second words"
    publish(event)
    settle()
    assert document("event", "twin")["title"] == "Second words"
    assert alias.uid != event.uid


def test_an_alias_in_the_same_series_has_no_number_and_no_code_of_its_own():
    series = make_series(title="A series")
    event = make_event(series=series, code="AB1", ordinal=1)
    event.create_alias(parent=series, update_slug="twin")
    settle()
    publish(event)
    settle()
    assert (document("event", "twin")["code"], document("event", "twin")["ordinal"]) == (None, None)


def test_a_translated_event_keeps_code_and_number_under_a_key_of_its_own():
    french = Locale.objects.create(language_code="fr")
    event = make_event(series=make_series(title="A series"), code="AB1", ordinal=1)
    settle()
    other = event.copy_for_translation(french, copy_parents=True)
    publish(other)
    settle()
    event_document = document("event", "AB1-fr")
    assert (event_document["code"], event_document["ordinal"], event_document["locale"]) == (
        "AB1",
        1,
        "fr",
    )
    assert document("event", "AB1")["alternates"][0]["key"] == "AB1-fr"


def test_a_rolled_back_change_leaves_nothing_pending(django_capture_on_commit_callbacks):
    theme = make_theme(label="Resilience")
    settle()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        theme.label = "Changed"
        theme.save()
        raise ZeroDivisionError
    assert not Pending.objects.exists()
    theme.save()
    assert Pending.objects.count() == 1


def test_one_transaction_marks_a_record_once():
    with transaction.atomic():
        theme = make_theme(label="Resilience")
        theme.save()
        theme.save()
    assert Pending.objects.filter(kind="theme").count() == 1


def test_a_savepoint_rolled_back_takes_its_marks_with_it():
    theme = make_theme(label="Resilience")
    settle()
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            theme.save()
            raise ZeroDivisionError
        theme.label = "Changed"
        theme.save()
    settle()
    assert document("theme", "resilience")["title"] == "Changed"


def test_a_crash_between_commit_and_append_is_made_good_by_the_next_sweep():
    theme = make_theme(label="Resilience")
    assert Pending.objects.filter(kind="theme", object_id=theme.pk).exists()
    assert not PublicRecord.objects.filter(kind="theme").exists()
    settle()
    assert document("theme", "resilience")["title"] == "Resilience"


@pytest.mark.django_db(transaction=True)
def test_a_commit_is_followed_by_its_entry_at_once():
    make_theme(label="Resilience")
    assert actions("theme", "resilience") == ["publish"]
    assert not Pending.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_process_that_dies_after_the_commit_loses_nothing(monkeypatch):
    def die(self):
        raise KeyboardInterrupt("killed between the commit and the append")

    with monkeypatch.context() as patch:
        patch.setattr("archive.publisher.after_commit.AfterCommit.__call__", die)
        with pytest.raises(KeyboardInterrupt):
            make_theme(label="Resilience")
    assert actions("theme", "resilience") == []
    assert Pending.objects.filter(kind="theme").count() == 1
    settle()
    assert actions("theme", "resilience") == ["publish"]


def test_one_record_that_cannot_be_rendered_holds_up_no_other(monkeypatch):
    bad, good = make_theme(label="Bad"), make_theme(label="Good")
    settle()
    original = type(bad).name_for_humans.fget

    def fail(self):
        if self.pk == bad.pk:
            raise RuntimeError("broken")
        return original(self)

    with monkeypatch.context() as patch:
        patch.setattr(type(bad), "name_for_humans", property(fail))
        patch.setattr(type(bad), "title", property(fail))
        bad.slug, good.summary = "bad", "New"
        super(type(bad), bad).save()
        good.save()
        catch_up()
    assert document("theme", "good")["summary"] == "New"
    assert "broken" in Pending.objects.get().problem
    settle()


def test_records_that_are_rendered_one_by_one_know_the_keys_of_each_other(monkeypatch):
    former = make_event(title="A former edition", slug="an-edition")
    settle()
    former.delete()
    settle()
    first, bad, second = (
        make_event(title=title, slug=slug_of(title), series=former.series)
        for title in ("First", "Bad", "An edition")
    )
    RelatedEvent.objects.create(event=first, related=second)
    Pending.objects.exclude(kind="event").delete()  # in a batch of their own
    render = type(registry["event"]).render_records

    def fail(self, records, render_with):
        if bad in records:
            raise RuntimeError("broken")
        return render(self, records, render_with)

    with monkeypatch.context() as patch:
        patch.setattr(type(registry["event"]), "render_records", fail)
        catch_up()

    [link] = document("event", "first")["related"]
    assert link["key"] == "an-edition-2"
    assert document("event", "an-edition-2")["title"] == "An edition"
    assert actions("event", "bad") == []
    settle()
    assert actions("event", "bad") == ["publish"]


def test_numbers_have_no_gaps_and_the_head_is_their_end():
    make_series(title="A series")
    make_person(name="A. Person")
    settle()
    numbers = list(Entry.objects.values_list("sequence", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert Head.objects.get().sequence == len(numbers)


@pytest.mark.django_db(transaction=True)
def test_a_log_that_fails_fails_no_editor_and_is_named(monkeypatch, caplog):
    def fail():
        raise RuntimeError("no room")

    monkeypatch.setattr("archive.publisher.after_commit.catch_up", fail)
    make_theme(label="Peace")
    assert "archive.publisher.after_commit.catch_up" in caplog.text
    monkeypatch.undo()
    assert catch_up() > 0
