"""Plenary tries a failed delivery again, for three days at most."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from archive.models import Head
from tests.receiving import receiver, saying
from tests.webhooks.helpers import (
    answering,
    answering_each,
    committed,
    here,
    make_and_publish,
    make_endpoint,
)
from webhooks import delivery, retry
from webhooks.delivery import deliver, due
from webhooks.models import Delivery, Endpoint
from webhooks.transport import SendResult


@pytest.mark.django_db
@here
@pytest.mark.parametrize("status", [429, 503])
def test_g5_the_receiver_says_when_to_come_back(status):
    with receiver(saying(status, Retry_After="1800")) as hook:
        endpoint = make_endpoint(hook.url)
        make_and_publish("Peace")
        deliver(endpoint.pk)
    endpoint.refresh_from_db()
    assert timedelta(minutes=29) < endpoint.next_try_at - timezone.now() <= timedelta(minutes=30)
    assert due(timezone.now()) == []
    assert [endpoint.pk for endpoint in due(timezone.now() + timedelta(minutes=31))] == [
        endpoint.pk
    ]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120), ("0", 0), ("-5", 0), ("soon", 0), ("", 0), ("9" * 30, 86_400), ("１２", 0),
        ("9" * 5000, 86_400),
        ("Mon, 23 Nov 99999999999999999999 17:00:00 GMT", 0),
        ("Mon, 23 Nov 2026 17:00:00 +99999999999999999999", 0),
        ("Mon, 23 Nov 2026 17:00:00 -0000", 0),
    ],
)  # fmt: skip
def test_retry_after_in_every_form(header, seconds):
    assert retry.parse_retry_after(header, timezone.now()).total_seconds() == seconds


def test_retry_after_as_a_date():
    now = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
    assert retry.parse_retry_after("Mon, 23 Nov 2026 17:02:00 GMT", now) == timedelta(minutes=2)
    assert retry.parse_retry_after("Mon, 23 Nov 2026 16:00:00 GMT", now) == timedelta(0)


@committed
@here
def test_g5_five_hundreds_for_days_are_backed_off_and_then_switched_off(admin_user):
    tries: list[datetime] = []
    with receiver(saying(500)) as hook:
        endpoint = make_endpoint(hook.url)
        make_and_publish("Peace")
        moment = timezone.now()
        while endpoint.is_active:
            with time_machine.travel(moment, tick=False):
                assert [endpoint.pk for endpoint in due(timezone.now())] == [endpoint.pk]
                deliver(endpoint.pk)
            tries.append(moment)
            endpoint.refresh_from_db()
            moment = endpoint.next_try_at
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert len(tries) in (10, 11), "all pauses together are 75 hours, less up to a tenth"
    assert tries[-1] - tries[0] >= timedelta(days=3)
    expected = [*retry.DELAYS, retry.DELAYS[-1]][: len(pauses)]
    for pause, planned in zip(pauses, expected, strict=True):
        assert planned * 0.9 <= pause <= planned * 1.1
    assert len(set(pauses)) == len(pauses)
    ids = {request.headers["webhook-id"] for request in hook.requests}
    stamps = {request.headers["webhook-timestamp"] for request in hook.requests}
    assert len(ids) == 1
    assert len(stamps) == len(tries)
    assert "failed since" in endpoint.switched_off_because
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_the_longest_pause_that_is_asked_for_counts():
    endpoint = make_endpoint()
    make_and_publish("Theme 0", "Theme 1", "Theme 2")
    answers = SendResult(1, 500), SendResult(1, 429, "1800"), SendResult(1, 503, "60")
    deliver(endpoint.pk, answering_each(*answers))
    endpoint.refresh_from_db()
    assert timedelta(minutes=29) < endpoint.next_try_at - timezone.now() <= timedelta(minutes=30)


def say_raw(first_bytes: bytes):
    def behave(handler) -> None:
        handler.wfile.write(first_bytes)
        handler.close_connection = True

    return behave


@pytest.mark.django_db
@here
@pytest.mark.parametrize(
    "behaviour",
    [
        saying(503, Retry_After="9" * 5000),
        saying(503, Retry_After="Mon, 23 Nov 99999999999999999999 17:00:00 GMT"),
        say_raw(b"\0\0\0 nothing of HTTP\r\n\r\n"),
        say_raw(b"x" * 5000 + b"\r\n\r\n"),
    ],
)
def test_whatever_is_answered_stands_in_the_log_and_is_backed_off(behaviour):
    with receiver(behaviour) as hook:
        endpoint = make_endpoint(hook.url)
        make_and_publish("Peace")
        deliver(endpoint.pk)
    endpoint.refresh_from_db()
    assert not Delivery.objects.get().is_done
    assert endpoint.failures == 1
    assert endpoint.next_try_at > timezone.now()


@pytest.mark.django_db
@pytest.mark.parametrize("length", [300, 480])
def test_a_host_with_a_long_name_stands_in_the_log(length):
    endpoint = make_endpoint(f"https://{'a.' * (length // 2)}example/")
    make_and_publish("Peace")
    deliver(endpoint.pk)
    assert Delivery.objects.get().problem.startswith("The name a.a.a.")
    assert Endpoint.objects.get().failures == 1


@pytest.mark.django_db
def test_an_answer_that_cannot_be_written_down_is_a_failure():
    endpoint = make_endpoint()
    make_and_publish("Peace", "Health")
    deliver(endpoint.pk, answering(10**20))
    endpoint.refresh_from_db()
    assert {attempt.problem for attempt in endpoint.deliveries.all()} == {delivery.NOT_SAVED}
    assert endpoint.failures == 1
    assert endpoint.next_try_at > timezone.now()
    assert endpoint.cursor < Head.objects.get().sequence


@pytest.mark.django_db
def test_where_nothing_waits_nothing_fails():
    endpoint = make_endpoint()
    make_and_publish("Peace")
    deliver(endpoint.pk, answering(500))
    Endpoint.objects.update(kinds=["event"])
    deliver(endpoint.pk, answering(500))
    endpoint.refresh_from_db()
    assert endpoint.cursor == Head.objects.get().sequence
    assert (endpoint.failures, endpoint.failing_since) == (0, None)
