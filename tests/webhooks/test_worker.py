"""The worker: a slow receiver delays no other, and a worker that dies loses nothing."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from archive.models import Head
from tests.receiving import answer, receiver, saying
from tests.serving import ROOT, database_url
from tests.webhooks.helpers import answering, committed, hang, here, make_and_publish, make_endpoint
from webhooks import delivery, transport
from webhooks.delivery import WINDOW, deliver
from webhooks.models import Delivery, Endpoint
from webhooks.transport import SendResult
from webhooks.worker import WebhookWorker


def run_worker() -> tuple[threading.Event, threading.Thread]:
    stop = threading.Event()
    thread = threading.Thread(target=_work, args=[stop])
    thread.start()
    return stop, thread


def _work(stop: threading.Event) -> None:
    try:
        WebhookWorker().run(stop)
    finally:
        connection.close()


@committed
@here
def test_g7_a_dead_endpoint_holds_no_other_up(monkeypatch):
    monkeypatch.setattr(transport, "TIMEOUT", 3.0)
    with receiver() as dead, receiver() as hook:
        dead.behave = hang(dead)
        make_endpoint(dead.url)
        for number in range(20):
            make_endpoint(f"{hook.url}/{number}")
        stop, thread = run_worker()
        try:
            started = time.monotonic()
            make_and_publish("Peace")
            hook.wait_for(20)
            assert time.monotonic() - started < 10
            assert len({request.path for request in hook.requests}) == 20
        finally:
            stop.set()
            thread.join()
    assert len(dead.requests) == 1


WORKER = """
import threading
import django
django.setup()
from webhooks.worker import WebhookWorker
WebhookWorker().run(threading.Event())
"""


@committed
@here
def test_fault_17_a_worker_killed_before_it_recorded_sends_again_with_the_same_id():
    with receiver() as hook:
        took = threading.Event()

        def take_and_say_nothing(handler) -> None:
            took.set()
            hook.closing.wait(20)

        hook.behave = take_and_say_nothing
        endpoint = make_endpoint(hook.url)
        make_and_publish("Peace")
        environment = os.environ | {
            "DATABASE_URL": database_url(),
            "WEBHOOK_NETWORKS": "127.0.0.0/8",
        }
        worker = subprocess.Popen([sys.executable, "-c", WORKER], cwd=ROOT, env=environment)
        try:
            assert took.wait(60)
        finally:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        assert not Delivery.objects.exists()
        hook.behave = saying(200)
        deliver(endpoint.pk)
        assert len(hook.requests) == 1  # its lease is not over yet
        with time_machine.travel(timezone.now() + delivery.LEASE + timedelta(seconds=1)):
            deliver(endpoint.pk)
    first, second = hook.requests
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert Delivery.objects.get().is_done
    assert Endpoint.objects.get().cursor == Head.objects.get().sequence


@pytest.mark.django_db
@here
def test_none_is_lost_when_one_of_a_window_fails():
    with receiver() as hook:

        def fail_for_one(handler) -> None:
            is_bad = hook.requests and b"theme-2" in hook.requests[-1].body
            answer(handler, 500 if is_bad else 200)

        hook.behave = fail_for_one
        endpoint = make_endpoint(hook.url)
        make_and_publish(*(f"Theme {number}" for number in range(5)))
        deliver(endpoint.pk)
        hook.behave = saying(200)
        with time_machine.travel(timezone.now() + timedelta(minutes=1)):
            deliver(endpoint.pk)
    done = Delivery.objects.filter(is_done=True)
    assert done.values("sequence").distinct().count() == 5
    assert Endpoint.objects.get().cursor == Head.objects.get().sequence


@pytest.mark.django_db
def test_who_is_stopped_writes_down_what_is_sent_and_begins_nothing_more():
    endpoint, stop = make_endpoint(), threading.Event()
    make_and_publish(*(f"Theme {number}" for number in range(WINDOW + 3)))

    def send(*_message) -> SendResult:
        stop.set()
        return SendResult(1, 200)

    deliver(endpoint.pk, send, stop)
    endpoint.refresh_from_db()
    assert (endpoint.deliveries.count(), endpoint.claimed_until) == (WINDOW, None)
    deliver(endpoint.pk, answering(200))
    assert endpoint.deliveries.count() == WINDOW + 3
