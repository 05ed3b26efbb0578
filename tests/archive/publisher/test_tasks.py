"""What very many records show is published anew in batches, by whoever comes first."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from archive.fixity.verify import differences
from archive.models import Entry, Pending, PublicRecord
from archive.publisher import pace, run, tasks
from archive.publisher.after_commit import catch_up
from archive.publisher.pending import add_later
from archive.registry import registry
from cms.models import EventPage, Partner, Partnership
from tests import factories
from tests.archive.helpers import actions, document, settle, verify
from tests.serving import ROOT, database_url
from tests.shared import shared

pytestmark = pytest.mark.django_db

EVENTS = 12


@pytest.fixture(autouse=True)
def _small_numbers(monkeypatch):
    monkeypatch.setattr(run, "AT_ONCE", 3)
    monkeypatch.setattr(tasks, "BATCH", 5)
    monkeypatch.setitem(pace.PAUSE, connection.vendor, 0)


@shared
def partner() -> Partner:
    """A partner that many published events show."""
    partner = factories.make_partner(name="A ministry")
    for number in range(EVENTS):
        event = factories.make_event(title=f"Event {number}", code=f"AB{number}")
        Partnership.objects.create(event=event, partner=partner)
    catch_up()
    tasks.finish()
    assert list(differences()) == []
    return partner


def rename(partner: Partner, name: str) -> None:
    partner.name = name
    partner.save()
    catch_up()


def shown_names() -> list[str]:
    return [
        document("event", f"AB{number}")["partners"][0]["partner"]["title"]
        for number in range(EVENTS)
    ]


def test_the_record_itself_changes_at_once_and_what_shows_it_in_batches(partner):
    before = Entry.objects.count()

    rename(partner, "The same ministry")

    assert document("partner", "a-ministry")["title"] == "The same ministry"
    assert Entry.objects.count() == before + 1
    assert tasks.waiting() == EVENTS
    assert tasks.go_on()
    assert tasks.waiting() == EVENTS - 5
    assert Counter(shown_names()) == {"The same ministry": 5, "A ministry": EVENTS - 5}
    tasks.finish()
    assert set(shown_names()) == {"The same ministry"}
    assert settle() == 0


def test_each_document_changes_exactly_once_and_numbers_have_no_gap(partner):
    before = Entry.objects.latest("pk").pk

    rename(partner, "The same ministry")
    tasks.finish()

    changed = Entry.objects.filter(pk__gt=before).order_by("pk")
    assert [entry.pk for entry in changed] == list(range(before + 1, before + EVENTS + 2))
    assert Counter(changed.values_list("kind", flat=True)) == {"partner": 1, "event": EVENTS}
    assert set(Counter(changed.values_list("uid", flat=True)).values()) == {1}


def test_two_names_in_a_row_are_one_change_of_what_shows_them(partner):
    rename(partner, "A first name")
    rename(partner, "A second name")
    assert tasks.waiting() == EVENTS
    tasks.finish()
    assert actions("event", "AB3") == ["publish", "publish"]
    assert set(shown_names()) == {"A second name"}


def test_an_event_that_is_edited_meanwhile_is_published_at_once(partner):
    rename(partner, "The same ministry")
    event = PublicRecord.objects.get(kind="event", key="AB7")
    page = factories.home().get_children().get(pk=event.object_id).specific
    page.summary = "New words"
    page.save()
    catch_up()
    assert document("event", "AB7")["summary"] == "New words"
    assert tasks.waiting() == EVENTS
    tasks.finish()
    assert actions("event", "AB7") == ["publish", "publish"]
    assert settle() == 0


def test_a_series_follows_once_after_all_batches_of_its_editions():
    series = factories.make_series(title="A series")
    events = [
        factories.make_event(series=series, code=f"CD{number}", ordinal=number, live=False)
        for number in range(1, EVENTS + 1)
    ]
    catch_up()
    assert tasks.waiting() == 0
    before = Entry.objects.latest("pk").pk
    EventPage.objects.filter(series=series).update(live=True)
    add_later(("event", event.pk) for event in events)

    assert tasks.go_on()

    assert document("series", "a-series")["editions"]["count"] == 0
    tasks.finish()
    assert document("series", "a-series")["editions"]["count"] == EVENTS
    appended = Entry.objects.filter(pk__gt=before).values_list("kind", "key")
    assert Counter(appended)["series", "a-series"] == 1
    assert list(differences()) == []


def test_a_new_edition_has_only_its_series_and_the_edition_before_follow(monkeypatch):
    series = factories.make_series(title="A series")
    for number in range(1, EVENTS + 1):
        factories.make_event(series=series, code=f"CD{number}", ordinal=number)
    catch_up()
    tasks.finish()
    rendered: list[int] = []
    render = registry["event"].render

    def noted(object_ids, visibility, keys):
        rendered.extend(object_ids)
        return render(object_ids, visibility, keys)

    monkeypatch.setattr(registry["event"], "render", noted)

    event = factories.make_event(series=series, code="CD99", ordinal=EVENTS + 1)

    assert catch_up() == 3
    before = PublicRecord.objects.get(kind="event", key=f"CD{EVENTS}")
    assert rendered == [event.pk, before.object_id]
    assert document("series", "a-series")["editions"]["latest"]["key"] == "CD99"
    assert tasks.waiting() == 0
    assert settle() == 0


def test_a_series_loses_an_edition_at_once_while_others_wait():
    series = factories.make_series(title="A series")
    events = [
        factories.make_event(series=series, code=f"CD{number}", ordinal=number)
        for number in range(1, EVENTS + 1)
    ]
    catch_up()
    tasks.finish()
    assert document("series", "a-series")["editions"]["count"] == EVENTS
    EventPage.objects.filter(pk=events[0].pk).update(live=False)
    add_later(("event", event.pk) for event in events)

    assert tasks.go_on()

    assert document("series", "a-series")["editions"]["first"]["key"] == "CD2"
    assert document("event", "CD2")["previous"] is None
    tasks.finish()
    assert list(differences()) == []


def test_what_is_hidden_is_gone_everywhere_at_once(partner):
    partner.unpublish()
    catch_up()
    assert tasks.waiting() == 0
    assert all(document("event", f"AB{number}")["partners"] == [] for number in range(EVENTS))


def test_a_document_that_loses_something_is_followed_at_once():
    """A quote that is shown by many events stops to say who spoke."""
    quote = factories.make_quote(speaker=factories.make_person(name="A speaker"))
    for number in range(EVENTS):
        event = factories.make_event(title=f"Event {number}", code=f"AB{number}")
        event.event_quotes.create(quote=quote)
        event.save()
    catch_up()
    tasks.finish()
    assert document("event", "AB1")["quotes"][0]["speaker"]["title"] == "A speaker"
    quote.speaker = None
    quote.save()
    catch_up()
    assert tasks.waiting() == 0
    assert document("event", "AB1")["quotes"][0]["speaker"] is None


def test_the_verify_command_says_what_is_pending_and_nothing_worse(partner):
    rename(partner, "The same ministry")
    code, out = verify()
    assert code == 1
    assert {line.split()[0] for line in out.splitlines()} == {"pending"}
    assert verify("--repair") == (0, "")


def test_a_sweep_does_what_no_worker_did(partner):
    rename(partner, "The same ministry")
    call_command("archive_sweep")
    assert set(shown_names()) == {"The same ministry"}


def test_a_record_that_cannot_be_rendered_holds_no_other_up(partner, monkeypatch):
    rename(partner, "The same ministry")
    broken = PublicRecord.objects.get(kind="event", key="AB2").object_id
    render = type(registry["event"]).render

    def fail(self, object_ids, visibility, keys):
        if broken in object_ids and self.kind == "event":
            raise ValueError("broken")
        return render(self, object_ids, visibility, keys)

    monkeypatch.setattr(type(registry["event"]), "render", fail)
    tasks.finish()
    assert Counter(shown_names()) == {"The same ministry": EVENTS - 1, "A ministry": 1}
    assert Pending.objects.get().problem == "ValueError: broken"
    monkeypatch.undo()
    catch_up()
    assert set(shown_names()) == {"The same ministry"}


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_told_with_the_change_itself(partner, settings):
    settings.WORKER = True
    DBTaskResult.objects.all().delete()
    rename(partner, "The same ministry")
    assert DBTaskResult.objects.ready().filter(backend_name="worker").count() == 1
    call_command("db_worker", "--backend=worker", "--batch", "--no-reload", "--no-startup-delay")
    assert set(shown_names()) == {"The same ministry"}
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_editors_see_how_much_is_left(partner, admin_user):
    client = Client()
    client.force_login(admin_user)
    dashboard = reverse("wagtailadmin_home")
    assert b"former version" not in client.get(dashboard).content
    rename(partner, "The same ministry")
    assert b"former version of 12 records" in client.get(dashboard).content


def test_editors_are_told_when_nobody_does_it(partner, admin_user):
    client = Client()
    client.force_login(admin_user)
    rename(partner, "The same ministry")
    assert b"Plenary goes on by itself" in client.get(reverse("wagtailadmin_home")).content
    Pending.objects.filter(later=True).update(created_at=timezone.now() - timedelta(minutes=12))
    page = client.get(reverse("wagtailadmin_home")).content
    assert b"waited for 12 minutes. Ask those who run the server" in page
    assert b"Plenary goes on by itself" not in page


@pytest.mark.django_db(transaction=True)
def test_who_publishes_is_told_what_follows_later(partner, admin_user):
    client = Client()
    client.force_login(admin_user)
    address = reverse("wagtailsnippets_cms_partner:edit", args=[partner.pk])
    form = client.get(address).context["form"]
    values = {
        name: value for name, value in _values(form) if value is not None and value is not False
    }
    answer = client.post(
        address, values | {"name": "The same ministry", "action-publish": "1"}, follow=True
    )
    assert document("partner", "a-ministry")["title"] == "The same ministry"
    assert b"former version of 12 records" in answer.content


def _values(form):
    """What a browser would send back of `form`, with its formsets left empty."""
    for bound in form:
        yield bound.html_name, bound.value()
    for formset in form.formsets.values():
        for bound in formset.management_form:
            yield bound.html_name, bound.value()


KILLED = """
import django
django.setup()
from django.db import connection
from archive.publisher import pace, tasks
tasks.BATCH, pace.PAUSE[connection.vendor] = 2, 0.3
tasks.finish()
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_leaves_the_rest_to_the_next_one(partner):
    before = actions("event", "AB3")
    rename(partner, "The same ministry")
    environment = os.environ | {"DATABASE_URL": database_url()}
    worker = subprocess.Popen([sys.executable, "-c", KILLED], cwd=ROOT, env=environment)
    until = time.monotonic() + 60
    while tasks.waiting() == EVENTS and time.monotonic() < until:
        connection.close()
        time.sleep(0.05)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    left = tasks.waiting()
    assert 0 < left < EVENTS
    assert Counter(shown_names())["The same ministry"] == EVENTS - left
    call_command("archive_sweep")
    assert actions("event", "AB3") == [*before, "publish"]
    assert settle() == 0


def test_what_is_left_says_when_as_every_other_row_does():
    add_later([("theme", 1), ("theme", 2), ("event", 1)])
    rows = Pending.objects.filter(later=True)
    assert {(row.kind, row.object_id) for row in rows} == {("theme", 1), ("theme", 2), ("event", 1)}
    for row in rows:
        assert Pending.objects.filter(pk=row.pk, created_at=row.created_at).exists()
