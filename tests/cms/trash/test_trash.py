"""What is deleted comes back with its number, its key, its parts and its history."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from archive.removal import remove_person
from cms.finding.find import find
from cms.models import (
    Appearance,
    EventPage,
    EventTheme,
    PartnerName,
    Partnership,
    RelatedEvent,
    Trashed,
)
from cms.trash.keep import empty
from cms.trash.restore import restore
from tests import factories as make
from tests.archive.helpers import document, settle
from tests.exports.helpers import export

pytestmark = pytest.mark.django_db


def trashed(record) -> Trashed:
    return Trashed.objects.get(kind=record.kind, uid=record.uid)


@pytest.mark.parametrize(
    "kind", ["quote", "partner", "person", "theme", "venue", "reference", "image", "document",
             "event", "series"]
)  # fmt: skip
def test_each_kind_comes_back_under_its_number_and_its_key(kind, reader):
    record = make.publish(make.make(kind))
    settle()
    before = document(kind, record.wanted_key)
    pk, versions = record.pk, set(record.revisions.values_list("pk", flat=True))
    record.delete()
    settle()
    address = before["url"].removeprefix(settings.API_ORIGIN)
    assert reader.get(address).status_code == 410

    restored = restore(trashed(record), public=True)
    settle()

    assert (restored.pk, restored.uid, restored.live) == (pk, record.uid, True)
    after = document(kind, record.wanted_key)
    made_again = {"meta": None, "profiles": None, "sizes": None, "renditions": None}
    assert {**after, **made_again} == {**before, **made_again}
    assert set(restored.revisions.values_list("pk", flat=True)) == versions
    assert not Trashed.objects.exists()
    assert [hit.object_id for hit in find(str(record)[:20], [kind])] == [pk]


def test_an_edition_comes_back_whole_to_its_series_as_a_draft(reader):
    series = make.make_series(title="Talks")
    event = make.make_event(series=series, code="AB1", title="An edition", ordinal=1)
    partner, theme = make.make_partner(), make.make_theme()
    event.partnerships = [Partnership(partner=partner, role="sponsor")]
    event.event_themes = [EventTheme(theme=theme)]
    make.publish(event)
    Page.objects.get(pk=event.pk).delete()
    make.make_event(series=series, slug="later", title="Takes its place in the tree")
    theme_pk = theme.pk
    theme.delete()

    restored = restore(trashed(event), public=False)

    assert (restored.live, restored.code, restored.series) == (False, "AB1", series)
    assert [one.role for one in restored.partnerships.all()] == ["sponsor"]
    assert [one.theme_id for one in restored.event_themes.all()] == [theme_pk]  # came back too
    assert ReferenceIndex.get_references_to(partner).count() == 1
    assert Page.find_problems() == ([], [], [], [], [])
    settle()
    assert reader.get("/api/v1/events/AB1/").status_code == 404
    make.publish(restored)
    settle()
    assert document("event", "AB1")["partners"]


def test_two_editions_that_name_each_other_are_deleted_at_once_and_come_back():
    series = make.make_series()
    one, other = (make.make_event(series=series, slug=slug, title=slug) for slug in "ab")
    for event, twin in ((one, other), (other, one)):
        event.related_events = [RelatedEvent(related=twin)]
        event.save()
    Page.objects.get(pk=series.pk).delete()
    restored = restore(trashed(one), public=False)
    assert {event.pk for event in EventPage.objects.all()} == {one.pk, other.pk}
    assert [link.related_id for link in restored.related_events.all()] == [other.pk]
    assert EventPage.objects.get(pk=other.pk).related_events.get().related_id == one.pk
    assert not Trashed.objects.exists()


def test_what_has_lost_its_place_or_its_name_is_refused_and_stays_in_the_trash():
    series = make.make_series()
    event = make.make_event(series=series, code="AB1", slug="ab1")
    event.delete()
    make.make_event(series=series, code="AB1", slug="other")
    with pytest.raises(ValidationError, match="cannot be restored"):
        restore(trashed(event), public=False)
    theme = make.make_theme(label="Peace", slug="peace")
    theme.delete()
    make.make_theme(label="Peace", slug="peace")
    with pytest.raises(ValidationError, match="another record now has its address"):
        restore(trashed(theme), public=False)
    assert Trashed.objects.count() == 2


def test_a_file_stays_until_the_trash_is_emptied(django_capture_on_commit_callbacks):
    file = make.make_document(content=b"Words")
    name = file.file.name
    with django_capture_on_commit_callbacks(execute=True):
        file.delete()
    assert default_storage.exists(name)
    restored = restore(trashed(file), public=True)
    assert restored.file.read() == b"Words"
    with django_capture_on_commit_callbacks(execute=True):
        restored.delete()
        empty(Trashed.objects.all())
    assert not default_storage.exists(name)


def test_the_sweep_empties_it_after_thirty_days():
    make.make_theme().delete()
    for days, are_left in ((29, 1), (31, 0)):
        Trashed.objects.update(deleted_at=timezone.now() - timedelta(days=days))
        call_command("archive_sweep", verbosity=0)
        assert Trashed.objects.count() == are_left


def test_who_is_removed_everywhere_is_not_in_the_trash_either():
    person = make.make_person(name="Zdzisława Kowalczyk")
    event = make.make_event(title="An edition")
    event.appearances = [Appearance(person=person, role_then="Minister")]
    event.save()
    EventPage.objects.get(pk=event.pk).delete()
    quote = make.make_quote(text="Words", attribution_stated="Zdzisława KOWALCZYK")
    quote.delete()
    make.make_theme(label="Peace").delete()
    remove_person(person, reason="A request")
    assert [one.name for one in Trashed.objects.all()] == ["Peace"]


def test_no_export_holds_it(tmp_path):
    partner = make.make_partner(name="Canary Ministry")
    partner.names.add(PartnerName(name="Canary"))
    partner.save()
    partner.delete()
    settle()
    bag = export(tmp_path / "bag") / "data"
    assert not [path for path in bag.rglob("*.ndjson") if b"Canary" in path.read_bytes()]
