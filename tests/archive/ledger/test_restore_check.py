"""A backup that comes back brings nothing back that had ended, and no number comes twice."""

import os

import orjson
import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError
from django.db import transaction
from django.test import TestCase

from archive.ledger import numbers
from archive.models import Entry, Head, PublicRecord
from archive.redaction import redact
from archive.removal import remove_person
from cms.ledger import store
from cms.models import EndedPreviews, Person, Trashed
from cms.signals import swept
from cms.trash.restore import restore
from exports.restore.log import entries_of
from exports.restore.refused import BagRefused
from tests.archive.helpers import settle, verify
from tests.archive.ledger.helpers import restore_check, taken_back
from tests.exports.helpers import export
from tests.factories import make_image, make_person, make_theme, publish

pytestmark = pytest.mark.django_db


def test_a_removed_person_and_a_redacted_version_do_not_come_back():
    person = make_person(name="Jane Doe", slug="jane-doe")
    theme = make_theme(label="Words that must go", slug="words")
    settle()
    theme.label = "Other words"
    publish(theme)
    settle()
    entry = Entry.objects.filter(kind="theme").first()
    with taken_back():
        remove_person(person, reason="A request")
        redact(entry, reason="A request")
    assert Person.objects.exists()

    lines = restore_check()

    assert f"erased again: person {person.uid}, with 1 earlier versions" in lines
    assert f"redacted again: number {entry.sequence}" in lines
    assert not Person.objects.exists()
    assert PublicRecord.objects.get(uid=person.uid).key.startswith("removed-")
    entry.refresh_from_db()
    assert entry.body is None
    assert verify()[0] == 0


def test_a_version_that_was_redacted_and_is_public_again_is_named():
    theme = make_theme(label="Words that must go", slug="words")
    settle()
    [entry] = Entry.objects.filter(kind="theme")
    with taken_back():
        theme.label = "Other words"
        publish(theme)
        settle()
        redact(entry, reason="A request")
    [line] = [line for line in restore_check() if line.startswith("look at this: ")]
    assert line.startswith(f"look at this: number {entry.sequence} was redacted. This version is")


def test_numbers_go_on_after_those_that_were_given_and_the_lost_ones_are_listed(tmp_path):
    make_theme(label="Before")
    settle()
    end = Head.end()
    with taken_back():
        lost_theme = make_theme(label="Lost")
        lost_image = make_image(title="Lost")
    lost = {"theme": lost_theme.uid, "image": lost_image.uid}

    lines = restore_check()

    assert f"lost: 2 entries of the log, from number {end + 1} to {end + 2}" in lines
    for number, kind in enumerate(("theme", "image"), end + 1):
        assert any(line == f"lost: number {number}, publish {kind} {lost[kind]}" for line in lines)
    assert verify()[0] == 0, "the gap is known"
    image = make_image(title="After")
    settle()
    assert image.pk > lost_image.pk
    assert PublicRecord.objects.get(uid=image.uid).entry_id > end + 2
    assert verify()[0] == 0


def test_no_number_that_the_database_has_given_comes_again():
    """Not even one whose record is in the trash, which comes back with it."""
    theme = make_theme(label="Deleted")
    number = theme.pk
    theme.delete()
    numbers.skip(numbers.table_of(type(theme)), 1)
    assert make_theme(label="New").pk > number


def test_a_person_who_was_in_the_trash_at_the_time_of_the_backup_is_gone():
    person = make_person(name="Jane Doe", slug="jane-doe")
    settle()
    uid = person.uid
    with TestCase.captureOnCommitCallbacks(execute=True):
        person.delete()
    settle()
    with taken_back():
        remove_person(restore(Trashed.objects.get(), public=True), reason="She asked for it.")

    assert any(line.startswith(f"erased again: person {uid}") for line in restore_check())

    assert not Trashed.objects.exists()
    assert not Person.objects.filter(uid=uid).exists()
    assert not [entry for entry in Entry.objects.all() if b"Jane" in (entry.content or b"")]


def test_nobody_is_signed_in_after_a_restore(client):
    user = User.objects.create_user("editor")
    client.force_login(user)
    with taken_back():
        client.logout()
    assert "ended: 1 sessions. Everybody signs in again" in restore_check()
    assert not Session.objects.exists()
    assert EndedPreviews.objects.get().user == user


def test_without_a_restore_there_is_nothing_to_do():
    make_theme()
    settle()
    swept.send(sender=None)
    first = restore_check()
    assert [line for line in first if not line.startswith("numbers: ")] == []
    assert restore_check() == ["The database has all that the ledger knows."]


def test_a_ledger_that_cannot_be_read_is_one_line(ledger):
    ledger.write_text("{nonsense\n")
    with pytest.raises(CommandError, match="The ledger cannot be read") as refused:
        restore_check()
    assert refused.value.returncode == 2


def test_a_ledger_without_room_keeps_no_publication_back_but_every_removal(settings, caplog):
    person = make_person(name="Jane Doe")
    settings.EXPORT_ROOT = "/dev/null"  # under which there is no room for a file
    make_theme(slug="words")
    settle()
    assert PublicRecord.objects.filter(kind="theme", key="words").exists()
    assert "the ledger cannot be written" in caplog.text
    with pytest.raises(OSError, match="File exists"), transaction.atomic():
        remove_person(person, reason="A request")
    assert Person.objects.exists()


def test_a_line_is_whole_and_for_the_owner_alone(ledger):
    store.append("erased", kind="person", id="1")
    store.append("erased", kind="person", id="2")
    assert [line["id"] for line in store.lines()] == ["1", "2"]
    assert os.stat(ledger).st_mode & 0o777 == 0o600


def test_the_feed_and_a_bag_have_the_gap_too(reader, tmp_path):
    make_theme(label="Before")
    settle()
    with taken_back():
        make_theme(label="Lost")
    restore_check()
    following = reader.get("/api/v1/changes/").json()["next"]
    assert reader.get(following).json()["results"] == [], "the cursor is good before a new entry"
    make_theme(label="After", slug="after")
    settle()
    assert [record["key"] for record in reader.get(following).json()["results"]] == ["after"]
    folder = export(tmp_path / "bag", "--whole") / "data" / "history"
    end = orjson.loads((folder / "log.json").read_bytes())
    assert end["skipped"] == Head.objects.get().skipped > 90
    numbers_in_bag = [entry["sequence"] for entry in entries_of(folder, end["skipped"])]
    assert numbers_in_bag == list(Entry.objects.values_list("sequence", flat=True))
    with pytest.raises(BagRefused, match="not the entry with this number"):
        list(entries_of(folder))
