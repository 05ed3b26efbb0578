"""What switches an endpoint off, and what happens to one that changes during a delivery."""

import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.receiving import receiver, saying
from tests.webhooks.helpers import (
    answering,
    answering_each,
    committed,
    here,
    make_and_publish,
    make_endpoint,
)
from webhooks import delivery
from webhooks.admin import actions
from webhooks.delivery import deliver
from webhooks.models import Delivery, Endpoint
from webhooks.transport import SendResult


@committed
@here
def test_g5_an_address_that_is_gone_is_switched_off_with_a_notice_and_a_mail(admin_user):
    with receiver(saying(410)) as hook:
        endpoint = make_endpoint(hook.url)
        make_and_publish("Peace")
        deliver(endpoint.pk)
        deliver(endpoint.pk)
    endpoint.refresh_from_db()
    assert not endpoint.is_active
    assert "410" in endpoint.switched_off_because
    assert len(hook.requests) == 1
    assert [letter.to for letter in mail.outbox] == [[admin_user.email]]
    assert endpoint.secret not in mail.outbox[0].body


@pytest.mark.django_db
def test_one_410_among_the_answers_of_a_window_is_enough():
    endpoint = make_endpoint()
    make_and_publish("Theme 0", "Theme 1", "Theme 2")
    deliver(endpoint.pk, answering_each(SendResult(1, 500), SendResult(1, 200), SendResult(1, 410)))
    endpoint.refresh_from_db()
    assert not endpoint.is_active
    assert "410" in endpoint.switched_off_because


def meanwhile(monkeypatch, act) -> None:
    """Call `act` after the messages are sent and before the results are saved."""
    save = delivery._save

    def act_first(*arguments):
        act()
        return save(*arguments)

    monkeypatch.setattr(delivery, "_save", act_first)


@pytest.mark.django_db
def test_what_is_switched_off_during_a_delivery_stays_off(monkeypatch):
    endpoint = make_endpoint()
    make_and_publish("Peace")
    meanwhile(monkeypatch, lambda: actions.switch_off(endpoint))
    deliver(endpoint.pk, answering(500))
    endpoint.refresh_from_db()
    assert not endpoint.is_active
    assert endpoint.failures == 1


@pytest.mark.django_db
def test_a_test_message_that_fails_is_no_failure_of_the_others():
    endpoint = make_endpoint()
    actions.ask_ping(endpoint)
    asked_at = endpoint.next_try_at
    deliver(endpoint.pk, answering(500, "3600"))
    endpoint.refresh_from_db()
    assert endpoint.ping_asked_at is None
    assert (endpoint.failures, endpoint.failing_since) == (0, None)
    assert endpoint.next_try_at == asked_at
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        make_and_publish("Peace")
        deliver(endpoint.pk, answering(500))
    endpoint.refresh_from_db()
    assert endpoint.is_active
    assert endpoint.failures == 1


@pytest.mark.django_db
def test_a_test_message_to_an_address_that_is_gone_switches_it_off():
    endpoint = make_endpoint()
    actions.ask_ping(endpoint)
    deliver(endpoint.pk, answering(410))
    endpoint.refresh_from_db()
    assert not endpoint.is_active
    assert endpoint.ping_asked_at is None


@committed
@pytest.mark.parametrize("status", [200, 410, 500])
def test_what_is_deleted_during_a_delivery_is_gone(monkeypatch, status):
    endpoint = make_endpoint()
    make_and_publish("Peace")
    meanwhile(monkeypatch, Endpoint.objects.get().delete)
    deliver(endpoint.pk, answering(status))
    assert not Endpoint.objects.exists()
    assert not Delivery.objects.exists()


@committed
@pytest.mark.postgres
def test_deleting_an_endpoint_waits_for_deliveries_that_are_being_saved():
    """SQLite has one writer at a time."""
    endpoint = make_endpoint()
    is_written, failures = threading.Event(), []

    def delete() -> None:
        is_written.wait(10)
        try:
            Endpoint.objects.get().delete()
        except IntegrityError as error:
            failures.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=delete)
    thread.start()
    make_and_publish("Peace")
    with transaction.atomic():
        deliver(endpoint.pk, answering(500))
        is_written.set()
        time.sleep(1)
    thread.join()
    assert failures == []
    assert not Endpoint.objects.exists()
    assert not Delivery.objects.exists()
