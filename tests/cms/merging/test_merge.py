"""Two records become one: nothing that led to either is lost, and it can be taken back."""

import orjson
import pytest
from django.core.exceptions import ValidationError

from archive.models import Entry, PublicRecord
from cms.merging.merge import merge
from cms.merging.undo import undo
from cms.models import (
    Affiliation,
    EventPage,
    Partner,
    PartnerName,
    Partnership,
    Person,
    ProgrammeItem,
    Trashed,
)
from tests import factories as make
from tests.archive.helpers import document, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def partners() -> tuple[Partner, Partner]:
    kept = make.publish(make.make_partner(name="Ministry of Peace", slug="peace", country="FI"))
    other = make.make_partner(name="Peace Ministry", slug="ministry", website="https://p.example/")
    other.names.add(PartnerName(name="Ministère de la Paix"))
    return kept, make.publish(other)


def test_two_partners_used_by_twenty_events_become_one_at_one_moment(partners, reader):
    kept, other = partners
    for number in range(20):
        event = make.make_event(slug=f"e{number}", title=f"Edition {number}")
        event.partnerships = [Partnership(partner=[kept, other][number % 2], role="sponsor")]
        if number == 4:  # has both in one role, and says it once afterwards
            event.partnerships.add(Partnership(partner=other, role="sponsor"))
        if number == 6:  # and in two roles
            event.partnerships.add(Partnership(partner=other, role="host"))
        make.publish(event)
    draft = EventPage.objects.get(slug="e1")
    draft.title = "Edition of tomorrow"
    draft.save_revision()
    settle()
    last = Entry.objects.count()
    everything = {record.key: bytes(record.summary) for record in PublicRecord.objects.all()
                  if record.summary}  # fmt: skip

    done = merge(kept, other, {"website": "other"})
    settle()

    kept.refresh_from_db()
    assert kept.website == "https://p.example/"
    assert {one.name for one in kept.names.all()} == {"Ministère de la Paix", "Peace Ministry"}
    counts = [len(document("event", f"e{number}")["partners"]) for number in range(20)]
    assert counts == [1] * 6 + [2] + [1] * 13
    assert not Partnership.objects.filter(partner_id=other.pk).exists()
    entries = Entry.objects.filter(sequence__gt=last)
    assert len(set(entries.values_list("recorded_at", flat=True))) == 1
    gone = entries.get(uid=other.uid)
    assert (gone.action, gone.reason) == ("withdraw", "merged")
    assert reader.get("/api/v1/partners/ministry/").headers["Location"].endswith("/partners/peace/")
    resolved = reader.get("/api/v1/resolve/?path=/partners/ministry/").json()
    assert (resolved["status"], resolved["location"].endswith("/partners/peace/")) == (301, True)
    [partnership] = (
        EventPage.objects.get(slug="e1").get_latest_revision_as_object().partnerships.all()
    )
    assert partnership.partner_id == kept.pk

    undo(done)
    settle()

    after = {record.key: bytes(record.summary) for record in PublicRecord.objects.all()
             if record.summary}  # fmt: skip
    assert after.keys() == everything.keys()
    strip = lambda text: {k: v for k, v in orjson.loads(text).items() if k != "meta"}  # noqa: E731
    assert {k: strip(v) for k, v in after.items()} == {k: strip(v) for k, v in everything.items()}
    assert reader.get("/api/v1/partners/ministry/").status_code == 200
    kept.refresh_from_db()
    assert (kept.website, kept.names.count()) == ("", 0)
    assert not Trashed.objects.exists()


def test_every_way_in_which_a_person_is_used_moves():
    kept, other = make.make_person(name="Jane Doe"), make.make_person(name="Jane Do")
    quote = make.make_quote(speaker=other)
    event = make.make_event()
    item = ProgrammeItem(
        event=event,
        title="A session",
        people=orjson.dumps(
            [{"type": "person", "value": one.pk} for one in (other, kept)]
        ).decode(),
    )
    event.programme.add(item)
    event.save()
    event.save_revision()
    merge(kept, other, {})
    quote.refresh_from_db()
    assert quote.speaker_id == kept.pk
    for version in (
        EventPage.objects.get(),
        EventPage.objects.get().get_latest_revision_as_object(),
    ):
        [session] = version.programme.all()
        assert [block.value.pk for block in session.people] == [kept.pk]
    assert not Person.objects.filter(pk=other.pk).exists()


def test_what_belongs_to_the_other_record_does_not_belong_to_itself():
    kept = make.make_partner(name="The office")
    other = make.make_partner(name="The ministry")
    kept.parent = other
    kept.save()
    person = make.make_person()
    person.affiliations = [Affiliation(partner=other)]
    person.save()
    merge(kept, other, {"parent": "other"})
    kept.refresh_from_db()
    assert kept.parent is None
    assert Affiliation.objects.get().partner_id == kept.pk


def test_a_merge_is_not_undone_over_what_somebody_has_done_since(partners):
    kept, other = partners
    event = make.make_event(title="An edition")
    event.partnerships = [Partnership(partner=other)]
    event.save()
    done = merge(kept, other, {})
    partnership = Partnership.objects.get()
    partnership.role = "host"
    partnership.save()
    with pytest.raises(ValidationError, match="because “An edition” has changed since"):
        undo(done)
    assert Partnership.objects.get().partner_id == kept.pk


def test_what_would_hide_or_lose_something_is_refused_and_nothing_has_changed(partners):
    kept, other = partners
    hidden = make.make_partner(name="Hidden", live=False)
    draft = make.publish(make.make_partner(name="With a draft"))
    draft.name = "Another name"
    draft.save_revision()
    for keep, drop, reason in [
        (hidden, other, "is not public"),
        (kept, draft, "has a draft"),
        (kept, kept, "another record"),
        (kept, make.make_person(), "of the same kind"),
    ]:
        with pytest.raises(ValidationError, match=reason):
            merge(keep, drop, {})
    assert Partner.objects.count() == 4


def test_a_record_that_takes_the_key_of_a_merged_one_gets_another(partners):
    kept, other = partners
    settle()
    merge(kept, other, {})
    settle()
    kept.refresh_from_db()
    kept.slug = "ministry"
    make.publish(kept)
    settle()
    assert PublicRecord.objects.get(uid=kept.uid).key == "ministry-2"
