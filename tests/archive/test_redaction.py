"""What is taken out of the past is gone, and its place in the log stays."""

import pytest
from django.core.exceptions import ValidationError

from archive.fixity.verify import differences
from archive.models import Entry, FormerPath
from archive.redaction import redact
from archive.removal import remove_person
from cms.models import Appearance, Person, Quote, Trashed
from importer.models import ImportedPage
from tests.archive.helpers import document, settle, verify
from tests.factories import make_event, make_person, make_quote, make_theme, publish

pytestmark = pytest.mark.django_db


def test_a_redacted_version_keeps_its_number_digest_time_and_reason():
    theme = make_theme(label="Words that must go")
    settle()
    theme.label = "Other words"
    publish(theme)
    settle()
    entry = Entry.objects.filter(kind="theme").first()
    digest = entry.digest
    redact(entry, reason="A request under privacy law")
    entry.refresh_from_db()
    assert entry.body is None
    assert (entry.digest, entry.redaction_reason) == (digest, "A request under privacy law")
    assert list(differences()) == []


def test_the_public_version_cannot_be_redacted():
    make_theme(label="Resilience")
    settle()
    with pytest.raises(ValidationError, match="public now"):
        redact(Entry.objects.get(kind="theme"), reason="No")


def test_a_redaction_needs_a_reason():
    theme = make_theme(label="Resilience")
    settle()
    theme.delete()
    settle()
    with pytest.raises(ValidationError, match="Say why"):
        redact(Entry.objects.filter(kind="theme").first(), reason="  ")


def test_a_person_is_removed_everywhere_in_one_action():
    person = make_person(name="Canary Name")
    quote = make_quote(
        text="Words", speaker=person, attribution_stated="Dr Canary Name", role_then="Minister"
    )
    publish(quote)
    event = make_event(code="AB1", summary="A meeting")
    Appearance.objects.create(event=event, person=person)
    publish(event)
    settle()
    removal = remove_person(person, reason="A request")
    settle()
    assert removal.still_named == []
    assert removal.redacted >= 3
    assert not Person.objects.exists()
    assert Quote.objects.get().attribution_stated == ""
    assert document("event", "AB1")["people"] == []
    bodies = b"".join(bytes(body or b"") for body in Entry.objects.values_list("body", flat=True))
    assert b"Canary" not in bodies
    assert b"Canary" not in repr(list(quote.revisions.values_list("content", flat=True))).encode()


@pytest.mark.parametrize("sort_name", ["Li", "Li-"])
def test_a_family_name_alone_takes_nothing_else_with_it(sort_name):
    person = make_person(name="Li Xiaoming", family_name="Li", sort_name=sort_name)
    theme = make_theme(label="Libraries")
    settle()
    theme.summary = "Of books"
    publish(theme)
    settle()
    remove_person(person, reason="A request of a living person")
    earlier = Entry.objects.filter(kind="theme").first()
    assert b"Libraries" in bytes(earlier.body)
    assert not Entry.objects.filter(kind="person", body__isnull=False).exists()


@pytest.mark.parametrize("body", [b'{"title":"CANARY\xff name"}', b'{"title":"CANARY name'])
def test_a_damaged_version_keeps_nobody_from_being_removed(body):
    person, theme = make_person(name="Canary Name"), make_theme(label="Damaged")
    settle()
    theme.delete()
    settle()
    versions = Entry.objects.filter(kind="theme", body__isnull=False)
    versions.update(body=body)
    remove_person(person, reason="A request")
    assert not versions.exists()


@pytest.mark.parametrize(
    ("name", "reason"),
    [("Ed", "Ed asked for it"), ("Łukasz Ørsted", "A letter of LUKASZ ORSTED"), ("Ba", "Ba.")],
)
def test_the_reason_of_a_removal_names_nobody(name, reason):
    person = make_person(name=name)
    with pytest.raises(ValidationError, match="without the name"):
        remove_person(person, reason=reason)
    remove_person(person, reason="Restored from a backup, and removed again")
    assert not Person.objects.exists()


def test_no_former_address_keeps_the_name_of_a_removed_person():
    person = make_person(name="Canary Name")
    for slug in ("canary-name", "talks-by-canary-name", "canary-names", "talks"):
        event = make_event(slug=slug)
        settle()
        event.slug = f"now-{event.pk}"
        publish(event)
        settle()
    remove_person(person, reason="A request")
    assert set(FormerPath.objects.values_list("path", flat=True)) == {"/canary-names/", "/talks/"}


def test_free_text_that_names_a_removed_person_is_reported_and_not_changed():
    person = make_person(name="Canary Name")
    make_event(code="AB1", summary="Canary Name opened the meeting.")
    settle()
    removal = remove_person(person, reason="A request")
    assert [record.key for record in removal.still_named] == ["AB1"]


def test_verify_names_a_flipped_byte():
    make_theme(label="Resilience")
    settle()
    entry = Entry.objects.get(kind="theme")
    Entry.objects.filter(pk=entry.pk).update(
        body=bytes(entry.body).replace(b"Resilience", b"Resilienze")
    )
    code, out = verify()
    assert code == 1
    assert "digest: theme resilience at 2" in out


@pytest.mark.parametrize(
    "written",
    ["ŁUKASZ ØRSTED", "Ørsted, Łukasz", "Lukasz Orsted", "lukasz_orsted.jpg", "łukasz-ørsted"],
)
def test_a_removed_name_is_found_however_it_is_written(written):
    person = make_person(name="Łukasz Ørsted", given_name="Łukasz", family_name="Ørsted")
    theme = make_theme(label="Peace", summary=f"Of {written}")
    make_theme(label="War", slug="war", summary=f"Of {written}")
    make_theme(label="Rest", summary="Of Lukasz Orstedt, and of Łukasz")
    settle()
    theme.summary = "Of somebody"
    publish(theme)
    settle()
    removal = remove_person(person, reason="A request")
    assert [record.key for record in removal.still_named] == ["war"]
    [redacted] = Entry.objects.filter(uid=theme.uid, redacted_at__isnull=False)
    assert redacted == Entry.objects.filter(uid=theme.uid).earliest("sequence")
    assert not Entry.objects.filter(key="rest", redacted_at__isnull=False).exists()


@pytest.mark.parametrize("name", ["May", "X", "Will", "रीता"])
def test_a_name_that_is_another_word_too_takes_no_other_text_along(name):
    person = make_person(name=name)
    theme = make_theme(label="Peace", summary="In May, X will Maybe see रात")
    quote = make_quote(text="Of May, X and Will", attribution_stated=name)
    make_theme(label=f"On {name}", slug="gone").delete()
    make_quote(text="Gone", attribution_stated=name).delete()
    page = ImportedPage.objects.create(name="a.txt", text=f"On {name}, Jane Doe", proposal={})
    for record in (theme, quote):
        publish(record)
    settle()
    theme.summary = quote.text = "Other words"
    quote.attribution_stated = ""
    for record in (theme, quote):
        publish(record)
    settle()
    remove_person(person, reason="They asked.")
    redacted = Entry.objects.filter(redacted_at__isnull=False).order_by("kind")
    assert set(redacted.values_list("uid", flat=True)) == {person.uid, quote.uid}
    assert [one.name for one in Trashed.objects.all()] == [f"On {name}"]
    assert ImportedPage.objects.filter(pk=page.pk).exists()


def test_a_public_text_with_a_name_of_one_word_is_reported():
    person = make_person(name="Ronaldinha")
    make_event(code="AB1", summary="Ronaldinha opened the meeting.")
    settle()
    assert [one.key for one in remove_person(person, reason="A request").still_named] == ["AB1"]
