"""The log in the admin."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from archive.models import Entry
from archive.publisher.after_commit import catch_up
from cms.models import Appearance, Person
from tests.factories import make_event, make_person, make_quote, make_theme, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> Entry:
    """An earlier version of a theme."""
    theme = make_theme(label="First words")
    catch_up()
    theme.label = "Second words"
    publish(theme)
    catch_up()
    return Entry.objects.filter(kind="theme").first()


def signed_in(group: str) -> Client:
    user = User.objects.create_user(group, password="password")
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def test_editors_read_the_log_and_find_what_they_filter_for(entry):
    editor = signed_in("Editors")
    page = editor.get(reverse("archive_log"), {"kind": "theme"}).content.decode()
    assert "first-words" in page
    assert "Published" in page
    others = editor.get(reverse("archive_log"), {"kind": "quote"}).content.decode()
    assert "first-words" not in others


def test_only_who_may_redact_a_version_is_led_there(entry):
    url = reverse("archive_redact", args=[entry.pk])

    assert url not in signed_in("Editors").get(reverse("archive_log")).content.decode()
    assert url in signed_in("Moderators").get(reverse("archive_log")).content.decode()


def test_editors_cannot_redact(entry):
    editor = signed_in("Editors")
    editor.post(reverse("archive_redact", args=[entry.pk]), {"reason": "No"})
    entry.refresh_from_db()
    assert entry.body is not None


def test_moderators_redact_an_earlier_version_with_a_reason(entry):
    moderator = signed_in("Moderators")
    url = reverse("archive_redact", args=[entry.pk])
    page = moderator.get(url).content.decode()
    assert "This cannot be undone" in page
    when = timezone.localtime(entry.recorded_at).strftime("%-d %B %Y at %H:%M")
    assert f"Number {entry.pk}: the theme “First words”, published on {when}" in page
    assert "This field is required" in moderator.post(url, {"reason": ""}).content.decode()
    moderator.post(url, {"reason": "A request"})
    entry.refresh_from_db()
    assert (entry.body, entry.redaction_reason) == (None, "A request")
    assert "Redacted: A request" in moderator.get(reverse("archive_log")).content.decode()


def test_the_public_version_is_refused_in_words(entry):
    moderator = signed_in("Moderators")
    newest = Entry.objects.filter(kind="theme").last()
    response = moderator.post(reverse("archive_redact", args=[newest.pk]), {"reason": "A request"})
    assert "This version is public now" in response.content.decode()


def test_a_person_is_removed_from_the_list_of_people():
    person = make_person(name="A Person")
    catch_up()
    moderator = signed_in("Moderators")
    listing = moderator.get(reverse("wagtailsnippets_cms_person:list")).content.decode()
    url = reverse("archive_remove_person", args=[person.pk])
    assert url in listing
    response = moderator.post(url, {"reason": "A request"}, follow=True)
    assert "The person is removed. 1 earlier version is redacted." in response.content.decode()
    assert not Person.objects.exists()


def test_what_a_removal_changes_is_named_before_it_is_done():
    person = make_person(name="A Person")
    make_quote(text="Wise words", speaker=person)
    named = make_event(title="A meeting", start="2016-01-13", end="2016-01-15", precision="day")
    make_event(title="Another meeting")
    Appearance.objects.create(event=named, person=person, may_be_named=True)
    publish(named)
    drafted = make_event(title="A draft of a meeting")
    Appearance.objects.create(event=drafted, person=person)
    drafted.save_revision()
    catch_up()

    page = (
        signed_in("Moderators")
        .get(reverse("archive_remove_person", args=[person.pk]))
        .content.decode()
    )

    for line in ("A meeting, 13–15 January 2016", "A draft of a meeting", "“Wise words”"):
        assert f"<li>{line}</li>" in page
    assert re.search(r"<li>Number \d+: the event “A meeting”, published on ", page)
    assert "Another meeting" not in page
    assert Person.objects.filter(pk=person.pk).exists()


def test_a_failing_post_in_the_admin_leaves_nothing_half_done(entry, monkeypatch):
    def fail(*args, **kwargs):
        make_theme(label="Half done")
        raise RuntimeError

    monkeypatch.setattr("archive.admin.views.redact", fail)
    moderator = signed_in("Moderators")
    moderator.raise_request_exception = False
    url = reverse("archive_redact", args=[entry.pk])
    assert moderator.post(url, {"reason": "A request"}).status_code == 500
    assert not type(make_theme(label="x")).objects.filter(label="Half done").exists()
