"""Plenary survives receivers that behave badly."""

import socket
import ssl
import subprocess
import threading
import time

import pytest

from tests.receiving import (
    Receiver,
    one_hundred_megabytes,
    receiver,
    reset,
    saying,
)
from tests.webhooks.helpers import hang, here, make_and_publish, make_endpoint
from webhooks import transport
from webhooks.delivery import deliver
from webhooks.models import Delivery, Endpoint


@here
def test_the_host_of_the_address_is_what_the_receiver_is_told():
    with receiver() as hook:
        url = hook.url.replace("127.0.0.1", "localhost")
        assert transport.post(url, {"Content-Type": "application/json"}, b"{}").status == 204
    assert hook.requests[0].headers["host"] == url.split("/")[2]


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
    assert "does not follow" in Delivery.objects.get().problem


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
    monkeypatch.setattr(transport, "TIMEOUT", 1.0)
    with receiver() as hook:
        hook.behave = behaviour(hook)
        started = time.monotonic()
        sent = transport.post(hook.url, {}, b"{}")
        assert time.monotonic() - started < 5
    assert sent.status is None
    assert "No answer within" in sent.problem


def test_the_cap_is_fifteen_seconds():
    assert transport.TIMEOUT == 15


@here
def test_a_reset_is_a_failure_like_any_other():
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


def endless(start: bytes, again: bytes):
    """As much of `again` as the sender takes: up to 4 MB in a flash."""

    def behave(handler) -> None:
        handler.wfile.write(start)
        for _ in range(4_000_000 // len(again)):
            handler.wfile.write(again)
        handler.close_connection = True

    return behave


OK = b"HTTP/1.1 200 OK\r\n"


@here
@pytest.mark.parametrize(
    "behaviour",
    [
        endless(b"", EARLY),
        endless(OK, b"".join(b"X-%d: %s\r\n" % (n, b"x" * 60_000) for n in range(60))),
        endless(b"", b"HTTP/1.1 103 Early Hints\r\n" + b"X-Long: " + b"x" * 60_000 + b"\r\n\r\n"),
    ],
    ids=["hints", "headers", "long hints"],
)
def test_headers_without_end_are_cut_off_too(behaviour):
    with receiver(behaviour) as hook:
        sent = transport.post(hook.url, {}, b"{}")
    assert sent.status is None
    assert "longer than 64 kB" in sent.problem


CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


LATE = b"HTTP/1.1 503 Busy\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n"


@here
@pytest.mark.parametrize("before", [b"", EARLY, EARLY * 3, CONTINUE + EARLY])
@pytest.mark.parametrize("pause", [0.0, 0.2])
def test_what_comes_before_the_answer_is_not_the_answer(before, pause):
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
def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path):
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
        assert "CERTIFICATE_VERIFY_FAILED" in sent.problem
        thread.join()
    assert names == ["localhost"]


def _shake_hands(server: socket.socket, context: ssl.SSLContext) -> None:
    stream, _address = server.accept()
    try:
        context.wrap_socket(stream, server_side=True).close()
    except OSError:
        stream.close()
