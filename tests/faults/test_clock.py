"""Fault 19: the clock of a machine is wrong. What is under an embargo stays there."""

import subprocess
import sys
import time
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from archive.clock_check import disagreement
from archive.models import PublicRecord
from cms.models import Theme
from tests.api.helpers import assert_problem
from tests.factories import make_event, make_theme
from tests.faults.archive import environment_of
from tests.faults.load import until
from tests.previewing import draft_url, read, token_for
from tests.serving import ROOT, database_url

DAYS, HOUR = timedelta(days=2), timedelta(hours=1)
BESIDE = """
import time_machine
from datetime import timedelta
import django; django.setup()
from django.core.management import call_command
from django.utils import timezone
with time_machine.travel(timezone.now() + timedelta(days=2)):
    call_command("archive_sweep", every=30)
"""


@pytest.fixture
def embargoed():
    """A theme to be published tomorrow."""
    theme = make_theme(label="Peace", slug="peace", live=False)
    theme.go_live_at = timezone.now() + timedelta(days=1)
    theme.save_revision().publish()
    return theme


@pytest.fixture(params=[DAYS, -HOUR], ids=["two days ahead", "an hour behind"])
def wrong_clock(request):
    with time_machine.travel(timezone.now() + request.param):
        yield


@pytest.mark.postgres
@pytest.mark.django_db
def test_fault_19_nothing_is_published_by_a_wrong_clock(embargoed, wrong_clock):
    with pytest.raises(CommandError, match="The clock of this machine is") as error:
        call_command("archive_sweep")
    assert error.value.returncode == 2
    assert not Theme.objects.get(pk=embargoed.pk).live
    assert not PublicRecord.objects.filter(kind="theme").exists()


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_machine_with_a_wrong_clock_is_not_ready(reader, wrong_clock):
    detail = assert_problem(reader.get("/health/ready"), 503, "unavailable")["detail"]
    assert "The clock of this machine is" in detail


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_sweep_beside_a_server_waits_until_the_clocks_agree(embargoed, tmp_path):
    log = tmp_path / "log"
    with log.open("wb") as output:
        sweep = subprocess.Popen(
            [sys.executable, "-c", BESIDE],
            cwd=ROOT,
            env=environment_of(database_url()),
            stderr=output,
        )
    try:
        until(lambda: "Nothing is published" in log.read_text())
        time.sleep(1)
        assert sweep.poll() is None
    finally:
        sweep.kill()
        sweep.wait()
    assert not Theme.objects.get(pk=embargoed.pk).live


@pytest.mark.django_db
def test_a_clock_that_is_right_to_a_minute_is_right(monkeypatch):
    assert disagreement() == ""
    monkeypatch.setattr("archive.clock_check.seconds_ahead", lambda: -59.0)
    assert disagreement() == ""


@pytest.mark.django_db
def test_no_token_of_tomorrow_opens_a_draft(admin_client, reader):
    page = make_event()
    with time_machine.travel(timezone.now() + DAYS):
        token = token_for(admin_client, reader, draft_url(page))
        assert read(reader, token).status_code == 200
    assert read(reader, token).status_code == 404
