"""G: what webhooks have to survive, with a real receiver on this machine."""

import io
import logging
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from itertools import pairwise

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError
from wagtail.models import Locale, PageViewRestriction

from archive.models import Head
from archive.publisher.log import catch_up
from cms.models import Theme
from tests import factories
from tests.receiving import (
    Receiver,
    answer,
    one_hundred_megabytes,
    receiver,
    reset,
    saying,
)
from tests.serving import ROOT, database_url
from webhooks import delivery, retry, transport, url_guard
from webhooks.admin import actions
from webhooks.delivery import WINDOW, deliver, due
from webhooks.messages import headers_of, ping
from webhooks.models import Delivery, Endpoint, new_secret
from webhooks.transport import Answer
from webhooks.worker import Dispatcher

committed = pytest.mark.django_db(transaction=True)

THIS_MACHINE = [ip_network("127.0.0.0/8")]


@pytest.fixture
def _may_reach_this_machine(settings):
    settings.WEBHOOK_NETWORKS = THIS_MACHINE


here = pytest.mark.usefixtures("_may_reach_this_machine")


def make_endpoint(url: str = "https://hooks.example/", **fields) -> Endpoint:
    """One that has been told of everything so far."""
    catch_up()
    return Endpoint.objects.create(
        name="A front end", url=url, cursor=Head.objects.get().sequence, **fields
    )


def make_and_publish(*labels: str) -> None:
    for label in labels:
        factories.make_theme(label=label)
    catch_up()


# -- G1, G2: addresses ---------------------------------------------------------------------------

REFUSED = """
http://127.1/ http://0/ http://0x7f.1/ http://0177.1/ http://2130706433/ http://[::]/
http://[::1]/ http://[::ffff:7f00:1]/ http://[::ffff:10.0.0.1]/ http://[64:ff9b::7f00:1]/
http://[64:ff9b:1::a00:1]/ http://[2002:7f00:1::]/ http://[2002:a00:1::1]/ http://[::127.0.0.1]/
http://[2001:0:7f00:1::1]/ http://169.254.169.254/latest/meta-data/ http://[fe80::1]/
http://100.64.0.1/ http://100.127.255.254/ http://10.0.0.1/ http://172.16.0.1/ http://192.168.0.1/
http://192.0.0.1/ http://192.0.2.1/ http://198.18.0.1/ http://198.51.100.1/ http://203.0.113.1/
http://[fc00::1]/ http://[fd00::1]/ http://[fec0::1]/ http://[2001:db8::1]/ http://[ff02::1]/
http://224.0.0.1/ http://240.0.0.1/ http://255.255.255.255/ http://0.0.0.0:8000/
http://localhost/ http://localhost./ http://LOCALHOST/ http://a.localhost/ https://127.0.0.1/
http://u@93.184.215.14/ http://u:p@93.184.215.14/ http://93.184.215.14@127.0.0.1/
http://93.184.215.14:25/ http://93.184.215.14:22/ http://93.184.215.14:445/
http://93.184.215.14:99999/ http://93.184.215.14:x/ file:///etc/passwd gopher://93.184.215.14/
ftp://93.184.215.14/ ldap://93.184.215.14/ javascript:alert(1) //93.184.215.14/ http:/// https://
http://127.0.0.1\\@93.184.215.14/ http://①②⑦.⓪.⓪.①/ http://[::1 hooks.example
""".split()  # noqa: SIM905  sixty of them are read more easily so


def test_there_are_sixty_vectors():
    assert len(set(REFUSED)) >= 60


@pytest.mark.parametrize("url", REFUSED)
def test_g1_an_address_is_refused_at_save(url):
    with pytest.raises(ValidationError):
        Endpoint(name="x", url=url).clean_fields()


@pytest.mark.parametrize("url", REFUSED)
def test_g1_an_address_is_refused_at_send_without_a_connection(url, monkeypatch):
    connected = []
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: connected.append(a))
    sent = transport.post(url, {}, b"{}")
    assert connected == []
    assert not sent.is_done
    assert sent.problem


def test_a_public_address_is_taken():
    Endpoint(name="x", url="https://93.184.215.14:8443/hook?a=b", kinds=[]).clean_fields()
    Endpoint(name="x", url="https://hooks.example/plenary", kinds=[]).clean_fields()


def answers_of_names(monkeypatch, *rounds: list[str]) -> list[str]:
    """Let each question for a name get the next of `rounds`; return the addresses connected to."""
    waiting, connected = list(rounds), []

    def getaddrinfo(host, port, *args, **kwargs):
        found = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    def create_connection(address, *args, **kwargs):
        connected.append(address[0])
        raise ConnectionRefusedError("nobody is there")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", create_connection)
    return connected


def test_g2_a_name_that_changes_its_meaning_leads_nowhere_else(monkeypatch):
    connected = answers_of_names(monkeypatch, ["93.184.215.14"], ["127.0.0.1"])
    transport.post("http://rebinding.example/", {}, b"{}")
    assert connected == ["93.184.215.14"]
    transport.post("http://rebinding.example/", {}, b"{}")
    assert connected == ["93.184.215.14"]


def test_g2_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    connected = answers_of_names(monkeypatch, ["93.184.215.14", "10.0.0.7"])
    sent = transport.post("http://mixed.example/", {}, b"{}")
    assert connected == []
    assert "10.0.0.7" in sent.problem


@here
def test_the_host_of_the_address_is_what_the_receiver_is_told():
    with receiver() as hook:
        url = hook.url.replace("127.0.0.1", "localhost")
        assert transport.post(url, {"Content-Type": "application/json"}, b"{}").status == 204
    assert hook.requests[0].headers["host"] == url.split("/")[2]


@here
def test_a_private_network_is_reached_only_when_it_is_listed(settings):
    with receiver() as hook:
        settings.WEBHOOK_NETWORKS = []
        assert "not an address of the public internet" in transport.post(hook.url, {}, b"").problem
    assert hook.requests == []


# -- G3, fault 16: bad receivers -----------------------------------------------------------------


@pytest.mark.django_db
@here
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_g3_no_redirect_is_followed(status):
    with receiver() as target, receiver(saying(status, Location=target.url)) as hook:
        make_endpoint(hook.url)
        make_and_publish("Peace")
        deliver(Endpoint.objects.get().pk)
    assert len(hook.requests) == 1
    assert target.requests == []
    assert not Delivery.objects.get().is_done
    assert "not followed" in Delivery.objects.get().problem


def hang(state: Receiver):
    return lambda handler: state.closing.wait(30)


def drip(state: Receiver):
    """One byte of a header now and then, so that no timeout of a single read is ever reached."""

    def behave(handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
        while not state.closing.wait(0.1):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    return behave


EARLY = b"HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\nRetry-After: 60\r\n\r\n"


def hints(state: Receiver):
    """Nothing but hints, one after the other."""

    def behave(handler) -> None:
        while not state.closing.wait(0.05):
            handler.wfile.write(EARLY)

    return behave


@here
@pytest.mark.parametrize("behaviour", [hang, drip, hints])
def test_fault_16_a_receiver_that_hangs_or_drips_is_cut_off(behaviour, monkeypatch):
    monkeypatch.setattr(transport, "LONGEST", 1.0)
    with receiver() as hook:
        hook.behave = behaviour(hook)
        started = time.monotonic()
        sent = transport.post(hook.url, {}, b"{}")
        assert time.monotonic() - started < 5
    assert sent.status is None
    assert "No answer within" in sent.problem


def test_the_cap_is_fifteen_seconds():
    assert transport.LONGEST == 15


@here
def test_fault_16_a_reset_is_a_failure_like_any_other():
    with receiver(reset) as hook:
        sent = transport.post(hook.url, {}, b"{}")
    assert sent.status is None
    assert sent.problem


@here
def test_fault_16_one_hundred_megabytes_are_not_read():
    with receiver(one_hundred_megabytes) as hook:
        started = time.monotonic()
        sent = transport.post(hook.url, {}, b"{}")
        assert time.monotonic() - started < 5
    assert sent.is_done


CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
LATE = b"HTTP/1.1 503 Busy\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n"


@here
@pytest.mark.parametrize("before", [b"", EARLY, EARLY * 3, CONTINUE + EARLY])
@pytest.mark.parametrize("pause", [0.0, 0.2])
def test_fault_16_what_comes_before_the_answer_is_not_the_answer(before, pause):
    def behave(handler) -> None:
        handler.wfile.write(before)
        handler.wfile.flush()
        time.sleep(pause)
        handler.wfile.write(LATE)
        handler.close_connection = True

    with receiver(behave) as hook:
        sent = transport.post(hook.url, {}, b"{}")
    assert (sent.status, sent.retry_after) == (503, "120")


@here
def test_fault_16_a_certificate_that_nobody_vouches_for_is_refused(tmp_path):
    call = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    call += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    call += ["-keyout", f"{tmp_path}/key.pem", "-out", f"{tmp_path}/cert.pem"]
    subprocess.run(call, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{tmp_path}/cert.pem", f"{tmp_path}/key.pem")
    names = []
    context.sni_callback = lambda stream, name, _context: names.append(name)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        thread = threading.Thread(target=_shake_hands, args=[server, context], daemon=True)
        thread.start()
        sent = transport.post(f"https://localhost:{port}/", {}, b"{}")
        thread.join()
    assert "CERTIFICATE_VERIFY_FAILED" in sent.problem
    assert names == ["localhost"]


def _shake_hands(server: socket.socket, context: ssl.SSLContext) -> None:
    stream, _address = server.accept()
    try:
        context.wrap_socket(stream, server_side=True).close()
    except OSError:
        stream.close()


# -- G4: signatures ------------------------------------------------------------------------------

# From the specification's own libraries.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
VECTOR = {
    "id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "timestamp": 1614265330,
    "body": '{"test": 2432232314}',
    "signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}


def test_g4_signatures_are_those_of_the_specification():
    when = datetime.fromtimestamp(VECTOR["timestamp"], tz=UTC)
    signed = Webhook(SECRET).sign(VECTOR["id"], when, VECTOR["body"])
    assert signed == VECTOR["signature"]


@pytest.mark.django_db
@here
def test_g4_two_secrets_sign_in_a_rotation_and_one_a_day_later():
    with receiver() as hook:
        endpoint = make_endpoint(hook.url)
        first = endpoint.secret
        endpoint.rotate()
        make_and_publish("Peace")
        deliver(endpoint.pk)
        request = hook.requests[0]
        for secret in (first, Endpoint.objects.get().secret):
            assert Webhook(secret).verify(request.body, request.headers)["data"]["key"] == "peace"
        assert first != Endpoint.objects.get().secret
        later = timezone.now() + timedelta(hours=25)
        assert Endpoint.objects.get().secrets_at(later) == [Endpoint.objects.get().secret]


@pytest.mark.django_db
def test_g4_the_secret_that_receivers_have_outlives_one_that_nobody_has_seen():
    endpoint = make_endpoint(is_secret_shown=True)
    known, now = endpoint.secret, timezone.now()
    endpoint.rotate()
    unseen = endpoint.secret
    endpoint.rotate()
    assert endpoint.secrets_at(now) == [endpoint.secret, known]
    assert unseen not in endpoint.secrets_at(now)
    endpoint.is_secret_shown, shown = True, endpoint.secret
    endpoint.rotate()
    assert endpoint.secrets_at(now) == [endpoint.secret, shown]
    with time_machine.travel(now + timedelta(hours=25)):
        assert Endpoint.objects.get().secrets_at(timezone.now()) == [endpoint.secret]


def test_g4_a_message_that_is_played_again_is_refused_by_the_library():
    secret, sent_at = new_secret(), timezone.now() - timedelta(minutes=6)
    message = ping(sent_at)
    headers = headers_of(message, [secret], sent_at)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(message.body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(message.body + b" ", headers_of(message, [secret], timezone.now()))


# -- G5: days of failure -------------------------------------------------------------------------


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
    assert [each.pk for each in due(timezone.now() + timedelta(minutes=31))] == [endpoint.pk]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120), ("0", 0), ("-5", 0), ("soon", 0), ("", 0), ("9" * 30, 86_400), ("１２", 0),
        ("9" * 5000, 86_400),
        ("Mon, 23 Nov 99999999999999999999 17:00:00 GMT", 0),
        ("Mon, 23 Nov 2026 17:00:00 +99999999999999999999", 0),
        ("Mon, 23 Nov 2026 17:00:00 -0000", 0),
    ],
)  # fmt: skip
def test_g5_retry_after_in_every_form(said, seconds):
    assert retry.asked_pause(said, timezone.now()).total_seconds() == seconds


def test_g5_retry_after_as_a_date():
    now = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
    assert retry.asked_pause("Mon, 23 Nov 2026 17:02:00 GMT", now) == timedelta(minutes=2)
    assert retry.asked_pause("Mon, 23 Nov 2026 16:00:00 GMT", now) == timedelta(0)


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
                assert [each.pk for each in due(timezone.now())] == [endpoint.pk]
                deliver(endpoint.pk)
            tries.append(moment)
            endpoint.refresh_from_db()
            moment = endpoint.next_try_at
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert len(tries) in (10, 11), "all pauses together are 75 hours, less up to a tenth"
    assert tries[-1] - tries[0] >= timedelta(days=3)
    expected = [*retry.PAUSES, retry.PAUSES[-1]][: len(pauses)]
    for pause, planned in zip(pauses, expected, strict=True):
        assert planned * 0.9 <= pause <= planned * 1.1
    assert len(set(pauses)) == len(pauses)
    ids = {request.headers["webhook-id"] for request in hook.requests}
    stamps = {request.headers["webhook-timestamp"] for request in hook.requests}
    assert len(ids) == 1
    assert len(stamps) == len(tries)
    assert "failed since" in endpoint.switched_off_because
    assert len(mail.outbox) == 1


def meanwhile(monkeypatch, act) -> None:
    """Let `act` happen when messages have been sent, and before that is written down."""
    record = delivery._record

    def act_first(*arguments):
        act()
        return record(*arguments)

    monkeypatch.setattr(delivery, "_record", act_first)


def answering(status: int, retry_after: str = ""):
    return lambda *_message: Answer(1, status, retry_after)


def answering_each(*answers: Answer):
    """The first theme of the log gets the first of `answers`, and so on."""
    return lambda _url, _headers, body: answers[int(body.decode().split("theme-")[1].split('"')[0])]


@pytest.mark.django_db
def test_g5_an_address_that_is_gone_is_so_whichever_message_says_it():
    endpoint = make_endpoint()
    make_and_publish("Theme 0", "Theme 1", "Theme 2")
    deliver(endpoint.pk, answering_each(Answer(1, 500), Answer(1, 200), Answer(1, 410)))
    endpoint.refresh_from_db()
    assert not endpoint.is_active
    assert "410" in endpoint.switched_off_because


@pytest.mark.django_db
def test_g5_the_longest_pause_that_is_asked_for_counts():
    endpoint = make_endpoint()
    make_and_publish("Theme 0", "Theme 1", "Theme 2")
    answers = Answer(1, 500), Answer(1, 429, "1800"), Answer(1, 503, "60")
    deliver(endpoint.pk, answering_each(*answers))
    endpoint.refresh_from_db()
    assert timedelta(minutes=29) < endpoint.next_try_at - timezone.now() <= timedelta(minutes=30)


@pytest.mark.django_db
def test_g5_what_is_switched_off_during_a_delivery_stays_off(monkeypatch):
    endpoint = make_endpoint()
    make_and_publish("Peace")
    meanwhile(monkeypatch, lambda: actions.switch_off(endpoint))
    deliver(endpoint.pk, answering(500))
    endpoint.refresh_from_db()
    assert not endpoint.is_active
    assert endpoint.failures == 1


@pytest.mark.django_db
def test_g5_a_test_message_that_fails_is_no_failure_of_the_others():
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
def test_g5_a_test_message_to_an_address_that_is_gone_switches_it_off():
    endpoint = make_endpoint()
    actions.ask_ping(endpoint)
    deliver(endpoint.pk, answering(410))
    endpoint.refresh_from_db()
    assert not endpoint.is_active
    assert endpoint.ping_asked_at is None


@pytest.mark.django_db
def test_g5_where_nothing_waits_nothing_fails():
    endpoint = make_endpoint()
    make_and_publish("Peace")
    deliver(endpoint.pk, answering(500))
    Endpoint.objects.update(kinds=["event"])
    deliver(endpoint.pk, answering(500))
    endpoint.refresh_from_db()
    assert endpoint.cursor == Head.objects.get().sequence
    assert (endpoint.failures, endpoint.failing_since) == (0, None)


@committed
@pytest.mark.parametrize("status", [200, 410, 500])
def test_g5_what_is_deleted_during_a_delivery_is_gone(monkeypatch, status):
    endpoint = make_endpoint()
    make_and_publish("Peace")
    meanwhile(monkeypatch, Endpoint.objects.get().delete)
    deliver(endpoint.pk, answering(status))
    assert not Endpoint.objects.exists()
    assert not Delivery.objects.exists()


@committed
@pytest.mark.postgres
def test_g5_who_deletes_an_endpoint_waits_for_what_is_just_written_down():
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
def test_g5_whatever_is_answered_stands_in_the_log_and_is_backed_off(behaviour):
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
def test_g5_a_host_with_a_long_name_stands_in_the_log(length):
    endpoint = make_endpoint(f"https://{'a.' * (length // 2)}example/")
    make_and_publish("Peace")
    deliver(endpoint.pk)
    assert Delivery.objects.get().problem.startswith("The name a.a.a.")
    assert Endpoint.objects.get().failures == 1


@pytest.mark.django_db
def test_g5_an_answer_that_cannot_be_written_down_is_a_failure():
    endpoint = make_endpoint()
    make_and_publish("Peace", "Health")
    deliver(endpoint.pk, answering(10**20))
    endpoint.refresh_from_db()
    assert {each.problem for each in endpoint.deliveries.all()} == {delivery.NOT_WRITTEN}
    assert endpoint.failures == 1
    assert endpoint.next_try_at > timezone.now()
    assert endpoint.cursor < Head.objects.get().sequence


# -- G6: what is told ----------------------------------------------------------------------------


@pytest.mark.django_db
@here
def test_g6_a_draft_and_a_private_field_are_no_event_and_a_withdrawal_is_an_id():
    with receiver() as hook:
        theme = factories.make_theme(label="Peace")
        endpoint = make_endpoint(hook.url)
        theme.label = "A draft of it"
        theme.save_revision()
        theme.refresh_from_db()
        theme.internal_notes = "For us alone"
        theme.save()
        catch_up()
        deliver(endpoint.pk)
        assert hook.requests == []
        theme.unpublish()
        catch_up()
        deliver(endpoint.pk)
    (request,) = hook.requests
    assert request.data["type"] == "theme.withdrawn"
    assert set(request.data["data"]) == {"id", "kind", "sequence"}
    assert request.data["data"]["id"] == str(theme.uid)


@pytest.mark.django_db
@here
def test_g6_what_was_hidden_before_it_was_sent_is_never_told():
    with receiver(saying(500)) as hook:
        endpoint = make_endpoint(hook.url)
        event = factories.make_event(code="SECRET1")
        catch_up()
        deliver(endpoint.pk)
        PageViewRestriction.objects.create(page=event.page_ptr, restriction_type="login")
        catch_up()
        hook.requests.clear()
        hook.behave = saying(200)
        endpoint.refresh_from_db()
        endpoint.try_now()
        deliver(endpoint.pk)
    assert "event.published" not in hook.types()
    assert all(b"SECRET1" not in request.body for request in hook.requests)


@pytest.mark.django_db
@here
def test_a_message_has_the_address_that_the_changes_feed_has(reader):
    with receiver() as hook:
        endpoint = make_endpoint(hook.url)
        factories.make_theme(label="Мир", slug="мир")
        french = Locale.objects.get_or_create(language_code="fr")[0]
        factories.publish(factories.home().copy_for_translation(french))
        catch_up()
        deliver(endpoint.pk)
    told = {each.data["data"]["id"]: each.data["data"]["url"] for each in hook.requests}
    feed = reader.get("/api/v1/changes/?limit=100").json()["results"]
    assert told == {each["id"]: each["url"] for each in feed if each["id"] in told}
    assert "https://api.test/api/v1/site/?locale=fr" in told.values()
    assert all(url.isascii() for url in told.values())


@pytest.mark.django_db
@here
def test_messages_come_in_the_order_of_the_log_and_once_for_each_record():
    with receiver() as hook:
        endpoint = make_endpoint(hook.url)
        make_and_publish(*(f"Theme {number}" for number in range(30)))
        theme = Theme.objects.get(label="Theme 3")
        theme.summary = "Words"
        theme.save()
        catch_up()
        deliver(endpoint.pk)
    sequences = [request.data["data"]["sequence"] for request in hook.requests]
    windows = [sequences[at : at + delivery.WINDOW] for at in range(0, 30, delivery.WINDOW)]
    assert [each for window in windows for each in sorted(window)] == sorted(sequences)
    assert len({request.data["data"]["id"] for request in hook.requests}) == 30
    assert max(sequences) == Head.objects.get().sequence
    assert Endpoint.objects.get().cursor == Head.objects.get().sequence


@pytest.mark.django_db
@here
def test_only_the_kinds_that_are_asked_for_are_told():
    with receiver() as hook:
        endpoint = make_endpoint(hook.url, kinds=["partner"])
        make_and_publish("Peace")
        factories.make_partner(name="A ministry")
        catch_up()
        deliver(endpoint.pk)
    assert hook.types() == ["partner.published"]
    assert due(timezone.now()) == []


@pytest.mark.django_db
def test_g6_who_is_stopped_writes_down_what_is_sent_and_begins_nothing_more():
    endpoint, stop = make_endpoint(), threading.Event()
    make_and_publish(*(f"Theme {number}" for number in range(WINDOW + 3)))

    def send(*_message) -> Answer:
        stop.set()
        return Answer(1, 200)

    deliver(endpoint.pk, send, stop)
    endpoint.refresh_from_db()
    assert (endpoint.deliveries.count(), endpoint.claimed_until) == (WINDOW, None)
    deliver(endpoint.pk, answering(200))
    assert endpoint.deliveries.count() == WINDOW + 3


# -- G7: secrets, and one dead endpoint among many -------------------------------------------------


@pytest.mark.django_db
@here
def test_g7_no_log_line_holds_a_secret(caplog):
    caplog.set_level(logging.DEBUG)
    with receiver(saying(500)) as hook:
        endpoint = make_endpoint(hook.url)
        make_and_publish("Peace")
        deliver(endpoint.pk)
    assert endpoint.secret not in caplog.text
    assert endpoint.secret[6:] not in str(list(Delivery.objects.values()))


def run_dispatcher() -> tuple[threading.Event, threading.Thread]:
    stop = threading.Event()
    thread = threading.Thread(target=_dispatch, args=[stop])
    thread.start()
    return stop, thread


def _dispatch(stop: threading.Event) -> None:
    try:
        Dispatcher().run(stop)
    finally:
        connection.close()


@committed
@here
def test_g7_a_dead_endpoint_holds_no_other_up(monkeypatch):
    monkeypatch.setattr(transport, "LONGEST", 3.0)
    with receiver() as dead, receiver() as hook:
        dead.behave = hang(dead)
        make_endpoint(dead.url)
        for number in range(20):
            make_endpoint(f"{hook.url}/{number}")
        stop, thread = run_dispatcher()
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


# -- Fault 17: a worker that dies ------------------------------------------------------------------

WORKER = """
import threading
import django
django.setup()
from archive.hooks.dispatch import Dispatcher
Dispatcher().run(threading.Event())
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
def test_fault_17_none_is_lost_when_one_of_a_window_fails():
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
def test_deliveries_are_forgotten_after_a_month():
    endpoint = make_endpoint()
    for days in (1, 31):
        Delivery.objects.create(
            endpoint=endpoint,
            message_id="msg",
            type="ping",
            sent_at=timezone.now() - timedelta(days=days),
            milliseconds=1,
            is_done=True,
        )
    call_command("archive_sweep", stdout=io.StringIO())
    assert Delivery.objects.count() == 1


def test_carriers_of_other_addresses_are_told_apart():
    for each in ("64:ff9b::808:808", "2002:808:808::1", "::ffff:8.8.8.8"):
        assert not url_guard.is_allowed(url_guard.ip_address(each))
    assert url_guard.is_allowed(url_guard.ip_address("2606:2800:21f:cb07:6820:80da:af6b:8b2c"))
