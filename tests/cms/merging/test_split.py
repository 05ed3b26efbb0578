"""A record that holds two things becomes two: each use goes to one of them, and back."""

import orjson
import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.urls import reverse

from archive.models import PublicRecord
from cms.admin.splitting import split_url
from cms.merging.split import split, uses_of
from cms.merging.undo import undo_split
from cms.models import (
    Affiliation,
    Appearance,
    EventPage,
    Partner,
    Partnership,
    Person,
    ProgrammeItem,
    Split,
    Trashed,
)
from cms.trash.keep import forget
from tests import factories as make
from tests.archive.helpers import document, settle
from tests.cms.admin.conftest import editor, moderator, signed_in  # noqa: F401  fixtures
from tests.cms.belonging.helpers import series_editor, show
from tests.shared import shared

pytestmark = pytest.mark.django_db


@shared
def ministry() -> Partner:
    """A ministry of two states: two editions and an office have it, one of them in a draft too."""
    partner = make.publish(make.make_partner(name="The ministry", slug="ministry", country="FI"))
    for number in range(2):
        event = make.make_event(slug=f"e{number}", title=f"Edition {number}")
        event.partnerships = [Partnership(partner=partner, role="sponsor")]
        make.publish(event)
    make.publish(make.make_partner(name="The office", parent=partner))
    draft = EventPage.objects.get(slug="e1")
    draft.title = "Edition of tomorrow"
    draft.save_revision()
    return partner


def key_of(slug: str):
    return "cms.eventpage", EventPage.objects.get(slug=slug).pk


def partners_of(slug: str) -> list[str]:
    return [line["partner"]["title"] for line in document("event", slug)["partners"]]


def test_what_is_ticked_goes_to_the_new_record_and_all_comes_back(ministry):
    settle()
    everything = {r.key: bytes(r.summary) for r in PublicRecord.objects.all() if r.summary}
    assert len(uses_of(ministry)) == 3

    done = split(ministry, "Ministry of Sweden", {key_of("e1")}, {"country": "kept"})
    settle()

    made = Partner.objects.get(pk=done.made_id)
    assert (made.live, bool(made.country), str(made)) == (True, False, "Ministry of Sweden")
    assert (partners_of("e0"), partners_of("e1")) == (["The ministry"], ["Ministry of Sweden"])
    draft = EventPage.objects.get(slug="e1").get_latest_revision_as_object()
    assert draft.title == "Edition of tomorrow"
    assert [line.partner_id for line in draft.partnerships.all()] == [made.pk]
    assert Partner.objects.get(name="The office").parent_id == ministry.pk
    assert document("partner", "ministry-of-sweden")["title"] == "Ministry of Sweden"

    undo_split(done)
    settle()

    strip = lambda text: {k: v for k, v in orjson.loads(text).items() if k != "meta"}  # noqa: E731
    after = {r.key: bytes(r.summary) for r in PublicRecord.objects.all() if r.summary}
    assert {k: strip(v) for k, v in after.items()} == {k: strip(v) for k, v in everything.items()}
    assert Partnership.objects.filter(partner=ministry).count() == 2
    assert not Partner.objects.filter(pk=made.pk).exists()
    assert not Split.objects.exists()
    assert not Trashed.objects.exists()


def test_every_kind_of_use_of_a_person_can_be_ticked():
    person = make.make_person(name="Jane Doe")
    assert split_url(person)  # loads the admin, whose choosers the versions are read with
    quote, portrait = make.make_quote(speaker=person), make.make_quote(speaker=person)
    event = make.make_event(slug="both")
    event.appearances = [Appearance(person=person, capacity="chair")]
    people = orjson.dumps([{"type": "person", "value": person.pk}]).decode()
    event.programme.add(ProgrammeItem(event=event, title="A session", people=people))
    event.save()
    event.save_revision()
    uses = {key_of("both"), ("cms.quote", quote.pk)}
    assert set(uses_of(person)) == uses | {("cms.quote", portrait.pk)}

    made = Person.objects.get(pk=split(person, "Jane Doe of Oslo", uses, {}).made_id)

    quote.refresh_from_db()
    portrait.refresh_from_db()
    assert (quote.speaker_id, portrait.speaker_id) == (made.pk, person.pk)
    for version in (
        EventPage.objects.get(),
        EventPage.objects.get().get_latest_revision_as_object(),
    ):
        assert [one.person_id for one in version.appearances.all()] == [made.pk]
        [session] = version.programme.all()
        assert [block.value.pk for block in session.people] == [made.pk]


def test_fields_and_parts_go_to_one_of_the_two_or_to_both():
    office = make.make_partner()
    person = make.make_person(name="Jane Doe", honorific="Dr", orcid="0000-0002-1825-0097")
    person.affiliations = [Affiliation(partner=office)]
    person.save()
    choices = {"orcid": "other", "honorific": "both", "affiliations": "other", "names": "kept"}

    made = Person.objects.get(pk=split(person, "Jane D.", set(), choices).made_id)

    person.refresh_from_db()
    assert (person.name, person.orcid, person.honorific) == ("Jane Doe", "", "Dr")
    assert (made.name, made.orcid, made.honorific) == ("Jane D.", "0000-0002-1825-0097", "Dr")
    assert (person.affiliations.count(), made.affiliations.get().partner_id) == (0, office.pk)


def test_a_split_is_not_undone_over_what_somebody_has_done_since(ministry):
    done = split(ministry, "Another", {key_of("e1")}, {})
    line = Partnership.objects.get(partner_id=done.made_id)
    line.role = "host"
    line.save()
    with pytest.raises(ValidationError, match="because “Edition 1” has changed since"):
        undo_split(done)
    assert Partner.objects.filter(pk=done.made_id).exists()


@pytest.mark.parametrize("kind", ["theme", "partner", "quote"])
def test_a_split_is_not_undone_while_something_later_uses_the_new_record(kind):
    record = make.publish(make.make(kind))
    done = split(record, "Another", set(), {})
    event = make.make_event(title="A later edition")
    show(event, type(record).objects.get(pk=done.made_id))
    uses = set(uses_of(type(record).objects.get(pk=done.made_id)))

    with pytest.raises(ValidationError, match=r"something uses “.*” since"):
        undo_split(done)

    assert set(uses_of(type(record).objects.get(pk=done.made_id))) == uses != set()


@pytest.mark.parametrize("state", ["draft", "locked", "nameless"])
def test_what_would_lose_something_is_refused_and_nothing_has_changed(state):
    partner = make.publish(make.make_partner(name="The ministry"))
    if state == "draft":
        partner.website = "https://p.example/"
        partner.save_revision()
    partner.refresh_from_db()
    partner.locked = state == "locked"
    with pytest.raises(ValidationError):
        split(partner, "" if state == "nameless" else "Another", set(), {})
    assert Partner.objects.count() == 1


def test_what_a_removed_person_was_called_does_not_stay_in_a_split():
    person = make.make_person(name="Jane Doe")
    split(person, "Somebody else", set(), {"name": "both"})
    make.make_quote(speaker=person)
    split(make.make_person(name="Joe"), "John", set(), {})
    forget([("cms.person", person.pk)], ["Somebody else"])
    assert [one.name for one in Split.objects.all()] == ["John"]


def test_the_page_shows_the_uses_splits_and_undoes(moderator, editor, ministry):  # noqa: F811
    url = split_url(ministry)
    assert editor.get(url).status_code == 302
    page = moderator.get(url).content.decode()
    for text in ("Edition 0", "Edition 1", "The office", "Finland"):
        assert text in page, text
    refused = moderator.post(url, {"name": " ", "use": ["{}-{}".format(*key_of("e1"))]})
    assert "Enter the name of the new record." in messages_of(refused)
    assert "checked" in refused.content.decode()

    response = moderator.post(url, {"name": "Sweden", "use": ["{}-{}".format(*key_of("e1"))]})

    assert "“Sweden” is a record of its own now." in messages_of(response)
    made = Partner.objects.get(name="Sweden")
    assert Partnership.objects.get(partner=made).event_id == key_of("e1")[1]
    history = reverse("wagtailsnippets_cms_partner:history", args=[ministry.pk])
    assert "“Sweden” was made from it" in moderator.get(history).content.decode()
    undo = {"undo": Split.objects.get().pk}
    assert "is part of “The ministry” again" in messages_of(moderator.post(url, undo))
    assert "is undone already" in messages_of(moderator.post(url, undo))
    assert not Partner.objects.filter(pk=made.pk).exists()


def test_undoing_asks_for_the_right_to_both_records():
    record = make.publish(make.make_partner(name="The ministry"))
    own, other = (make.make_event(series=make.make_series(title=t)) for t in ("Own", "Other"))
    show(own, record)
    show(other, record)
    done = split(record, "Another", {("cms.eventpage", other.pk)}, {})
    ada = signed_in(series_editor(own.series))
    assert ada.get(split_url(record)).status_code == 200

    refused = ada.post(split_url(record), {"undo": done.pk})

    assert "“Another” is not yours to change" in messages_of(refused)
    assert Split.objects.filter(pk=done.pk).exists()


def messages_of(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))
