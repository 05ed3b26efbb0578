"""What must happen at its time happens, whether or not anybody is there."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.utils import timezone

from api.management.commands import serve
from archive.models import Pending, PublicRecord
from archive.publisher.after_commit import catch_up
from cms.models import Trashed
from tests.archive.helpers import REFUSED, actions, document
from tests.factories import make_event, make_theme

pytestmark = pytest.mark.django_db


def test_scheduled_publishing_and_expiry_reach_the_log(monkeypatch):
    monkeypatch.setattr(
        "archive.clock_check.seconds_ahead", lambda: 0.0
    )  # the server travels along
    event = make_event(code="AB1", live=False)
    event.go_live_at = timezone.now() + timedelta(hours=1)
    event.expire_at = timezone.now() + timedelta(hours=3)
    event.save_revision().publish()
    call_command("archive_sweep")
    assert actions("event", "AB1") == []
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        call_command("archive_sweep")
        assert actions("event", "AB1") == ["publish"]
    with time_machine.travel(timezone.now() + timedelta(hours=4), tick=False):
        call_command("archive_sweep")
        assert actions("event", "AB1") == ["publish", "withdraw"]


def test_what_a_crash_left_is_made_good():
    make_theme(label="Peace")
    assert Pending.objects.filter(kind="theme").exists()
    call_command("archive_sweep")
    assert document("theme", "peace")["title"] == "Peace"
    assert not Pending.objects.exists()


def fail() -> None:
    raise OSError("no")


def be_refused() -> None:
    with transaction.atomic():
        connection.cursor().execute(REFUSED[connection.vendor])


@pytest.mark.parametrize("failing", [fail, be_refused])
def test_a_part_that_fails_keeps_back_no_other(failing, monkeypatch):
    """The addresses, and one record of the trash, of a kind that this version does not have."""

    def follow_origins() -> None:
        failing()

    monkeypatch.setattr("archive.management.commands.archive_sweep.follow_origins", follow_origins)
    for label in ("Peace", "War"):
        make_theme(label=label).delete()
    Trashed.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    Trashed.objects.filter(name="Peace").update(kind="poem")

    with pytest.raises(CommandError, match="Not done, see the log: follow_origins"):
        call_command("archive_sweep")

    assert [one.name for one in Trashed.objects.all()] == ["Peace"]


@pytest.mark.parametrize("pause", ["nan", "inf", "1_0", "-5", "0", "0.0", "５", "05", "1e3", " 5"])
def test_a_sweep_that_would_never_pause_or_never_come_again_does_not_begin(pause):
    with pytest.raises(CommandError, match="seconds in digits"):
        call_command("archive_sweep", f"--every={pause}")


def test_the_server_of_make_run_sweeps_with_a_pause_that_the_command_takes(monkeypatch):
    class Swept(BaseException):
        pass

    def sweeps():
        raise Swept

    monkeypatch.setattr("archive.management.commands.archive_sweep.take_turn", sweeps)
    monkeypatch.setattr(serve.logger, "exception", pytest.fail)
    with pytest.raises(Swept):
        serve.sweep_again_and_again()


def test_new_public_addresses_render_everything_anew(settings):
    make_theme(label="Peace")
    catch_up()
    settings.API_ORIGIN = "https://cms.example"
    settings.FRONTEND_ORIGIN = "https://www.example"
    call_command("archive_sweep")
    assert document("theme", "peace")["url"] == "https://cms.example/api/v1/themes/peace/"
    newest = PublicRecord.objects.latest("entry_id").entry_id
    call_command("archive_sweep")
    assert PublicRecord.objects.latest("entry_id").entry_id == newest
