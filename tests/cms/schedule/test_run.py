"""One scheduled record that fails holds up nothing else, and its editor is told."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from archive.explanations.public_status import public_status_of
from archive.visibility import Visibility
from cms.admin.links import edit_url
from cms.models import EventPage, Partner, Quote, ScheduleFailure, SeriesPage, Theme
from cms.models.publication import Unpublishable
from tests import factories
from tests.archive.helpers import REFUSED, actions, document
from tests.cms.admin.conftest import signed_in, user
from tests.shared import shared

pytestmark = pytest.mark.django_db
HOME = reverse("wagtailadmin_home")
TAKEN = "“The first” already has this number in the series."


@pytest.fixture(autouse=True)
def same_clock(monkeypatch):
    """The clock of the database travels along."""
    monkeypatch.setattr("archive.clock_check.seconds_ahead", lambda: 0.0)


def schedule(record: Any, minutes: int, by: Any = None) -> None:
    record.go_live_at = timezone.now() + timedelta(minutes=minutes)
    record.save_revision(user=by).publish(user=by)


def sweep(after: int = 60) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=after), tick=False):
        call_command("archive_sweep")


def make_public(record: Any) -> Any:
    """Wagtail leaves the columns of a public record as they are until its next version is due."""
    return factories.publish(record)


@shared
def series() -> SeriesPage:
    return factories.make_series()


@shared
def late(series: SeriesPage) -> EventPage:
    """A scheduled edition whose number is taken before its time."""
    scheduler = user("scheduler", "Moderators")
    late = make_public(factories.make_event(title="The late one", slug="late", series=series))
    late.ordinal = 3
    schedule(late, 10, scheduler)
    factories.make_event(title="The first", series=series, ordinal=3)
    return late


def is_still_scheduled(record: Any) -> bool:
    return Revision.objects.for_instance(record).exclude(approved_go_live_at=None).exists()


def test_a_number_taken_meanwhile_stops_nothing_after_it(late):
    after = factories.make_event(title="After it", slug="after", live=False)
    schedule(after, 20)

    sweep()

    assert actions("event", "after") == ["publish"]
    assert is_still_scheduled(late)
    failure = ScheduleFailure.objects.get()
    assert (failure.record, failure.due_at) == (late, late.go_live_at)
    assert failure.reason == f"Number in the series: {TAKEN}"


def test_two_versions_for_one_number_at_one_moment(series):
    for slug in ("one", "two"):
        event = make_public(factories.make_event(title=slug, slug=slug, series=series))
        event.ordinal = 7
        schedule(event, 10)

    sweep()

    assert list(EventPage.objects.filter(ordinal=7).values_list("slug", flat=True)) == ["one"]
    assert "“one” already has this number" in ScheduleFailure.objects.get().reason


def test_a_record_with_an_address_taken_meanwhile_is_named():
    partner = make_public(factories.make_partner(name="Old", slug="old"))
    partner.slug = "wanted"
    schedule(partner, 10)
    factories.make_partner(name="New", slug="wanted")
    schedule(factories.make_partner(name="Other", slug="other", live=False), 20)

    sweep()

    assert actions("partner", "other") == ["publish"]
    assert is_still_scheduled(partner)
    assert "Another record has this address." in ScheduleFailure.objects.get().reason


def test_a_record_that_breaks_a_rule_of_its_form_does_not_go_live():
    event = factories.make_event(slug="secret")
    quote = factories.make_quote(live=False, occasion_event=event, attribution_stated="A minister")
    schedule(quote, 10)
    EventPage.objects.filter(pk=event.pk).update(attribution_rule="chatham-house")

    sweep()

    assert not Quote.objects.get(pk=quote.pk).live
    assert is_still_scheduled(quote)


@pytest.mark.parametrize("make", [factories.make_image, factories.make_document])
def test_a_file_that_is_gone_does_not_go_live(make):
    file, theme = make(live=False), factories.make_theme(label="Fine", live=False)
    schedule(file, 10)
    schedule(theme, 20)
    file.file.storage.delete(file.file.name)
    sweep()
    file.refresh_from_db()
    theme.refresh_from_db()
    assert (file.live, theme.live) == (False, True)
    assert "does not have this file any more" in ScheduleFailure.objects.get().reason
    with pytest.raises(Unpublishable, match="does not have this file"):
        file.latest_revision.publish()


def test_a_version_that_cannot_be_read_stops_nothing_after_it(series):
    broken = factories.make_event(title="Broken", slug="broken", live=False)
    schedule(broken, 10)
    revision = broken.get_latest_revision()
    Revision.objects.filter(pk=revision.pk).update(content={**revision.content, "body": 5})
    schedule(factories.make_event(title="After it", slug="after", live=False), 20)

    sweep()

    assert actions("event", "after") == ["publish"]
    assert "A version of “Broken” cannot be read" in ScheduleFailure.objects.get().reason


def test_a_statement_that_the_database_refuses_stops_nothing_after_it(monkeypatch):
    schedule(bad := factories.make_theme(label="Bad", live=False), 10)
    schedule(factories.make_theme(label="After it", live=False), 20)
    original = Theme.save

    def save(self: Theme, *args: Any, **kwargs: Any) -> None:
        if self.label == "Bad":
            connection.cursor().execute(REFUSED[connection.vendor])
        original(self, *args, **kwargs)

    monkeypatch.setattr(Theme, "save", save)
    sweep()

    assert actions("theme", "after-it") == ["publish"]
    assert is_still_scheduled(bad)
    assert "(OperationalError)" in ScheduleFailure.objects.get().reason


def test_an_expiry_that_fails_stops_no_other(monkeypatch):
    expiry = timezone.now() + timedelta(minutes=10)
    stuck = factories.make_partner(name="Stuck", slug="stuck", expire_at=expiry)
    factories.make_partner(name="Other", slug="other", expire_at=expiry)
    original = Partner.save

    def refuse(self: Partner, *args: Any, **kwargs: Any) -> None:
        if self.pk == stuck.pk:
            raise ValueError("no")
        original(self, *args, **kwargs)

    monkeypatch.setattr(Partner, "save", refuse)
    sweep()

    assert list(Partner.objects.filter(live=True)) == [stuck]
    assert ScheduleFailure.objects.get().action == ScheduleFailure.Action.UNPUBLISH
    assert actions("partner", "stuck")[1:] == actions("partner", "other")[1:] == []


def test_it_is_tried_again_and_goes_live_when_the_number_is_free(late):
    sweep()
    EventPage.objects.filter(title="The first").update(ordinal=4)

    sweep()

    assert document("event", "late")["ordinal"] == 3
    assert not is_still_scheduled(late)
    assert not ScheduleFailure.objects.exists()


def test_a_version_whose_schedule_was_cancelled_is_named_no_more(late):
    sweep()
    revision = late.get_latest_revision()
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])

    sweep()

    assert not ScheduleFailure.objects.exists()


def test_who_scheduled_it_gets_one_mail(late, settings):
    settings.API_ORIGIN = "https://cms.example"
    sweep()
    sweep()

    (message,) = mail.outbox
    assert message.to == ["scheduler@example.org"]
    assert message.subject == "Could not go live: The late one"
    assert TAKEN in message.body
    assert f"https://cms.example{edit_url(EventPage, late.pk)}" in message.body


def test_a_failure_without_a_person_goes_to_the_administrators(late):
    user("chief", is_superuser=True)
    get_user_model().objects.filter(username="scheduler").update(is_active=False)

    sweep()

    assert [message.to for message in mail.outbox] == [["chief@example.org"]]


def test_a_mail_server_that_is_away_stops_nothing(late, monkeypatch):
    def refuse(*args: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("cms.schedule.mail.send_mail", refuse)
    schedule(factories.make_event(title="After it", slug="after", live=False), 20)

    sweep()

    assert actions("event", "after") == ["publish"]


def test_the_form_and_the_dashboard_name_the_reason(late):
    sweep()
    client = signed_in(get_user_model().objects.get(username="scheduler"))

    assert TAKEN in client.get(HOME).content.decode()
    form = client.get(edit_url(EventPage, late.pk)).content.decode()
    assert f"Could not go live on {late.go_live_at:%-d %B %Y}" in form
    assert TAKEN in form
    assert 'value="action-publish"' in form  # it is open to be mended
    status = public_status_of(EventPage.objects.get(pk=late.pk), Visibility(timezone.now()))
    assert any(TAKEN in note.problem for note in status.notes)


def test_the_dashboard_hides_it_from_those_who_may_not_edit_it(late):
    sweep()
    assert TAKEN not in signed_in(user("guest")).get(HOME).content.decode()


def test_the_corrected_version_can_be_published_from_the_form(late):
    sweep()
    late.refresh_from_db()
    late.ordinal = 5
    factories.publish(late)

    sweep()

    assert document("event", "late")["ordinal"] == 5
    assert not ScheduleFailure.objects.exists()
