"""The time of an answer: who harvests again from there misses nothing."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from archive.models import Entry, Pending
from archive.publisher.after_commit import catch_up
from tests.api.oai.helpers import ask, texts
from tests.factories import make_theme

pytestmark = pytest.mark.django_db
START = datetime(2030, 1, 1, 12, tzinfo=UTC)


def test_an_answer_is_of_now_when_nothing_waits(reader):
    catch_up()
    with time_machine.travel(START, tick=False):
        assert texts(ask(reader, "Identify"), "oai:responseDate") == ["2030-01-01T12:00:00Z"]


def test_an_answer_is_no_newer_than_what_the_log_is_still_taking_in(reader):
    catch_up()
    with time_machine.travel(START, tick=False):
        make_theme(label="Peace")
    assert Pending.objects.exists()
    with time_machine.travel(START + timedelta(minutes=5), tick=False):
        assert texts(ask(reader, "Identify"), "oai:responseDate") == ["2030-01-01T12:00:00Z"]
        catch_up()
        assert Entry.objects.latest("sequence").recorded_at == START + timedelta(minutes=5)
        assert texts(ask(reader, "Identify"), "oai:responseDate") == ["2030-01-01T12:05:00Z"]
