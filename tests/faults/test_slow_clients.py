"""Fault 15: two hundred clients that take their time, and one that does not, behind the proxy."""

import socket
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from urllib.parse import urlsplit

import pytest
from httpx2 import Client

from archive.publisher.after_commit import catch_up
from tests.factories import make_theme
from tests.faults.front import front
from tests.faults.load import client, get
from tests.serving import database_url

pytestmark = [
    pytest.mark.nginx,
    pytest.mark.django_db(transaction=True),
]

CLIENTS = 200
AT_ONCE = 1.0  # seconds
HEAD = b"GET /api/v1/themes/?fields=* HTTP/1.1\r\nHost: api.test\r\nX-Forwarded-Proto: https\r\n"
POST = b"POST /api/v1/newsletter/ HTTP/1.1\r\nHost: api.test\r\nX-Forwarded-Proto: https\r\n"
BEGINNINGS = {
    "headers that never end": HEAD + b"X-Slow: a",
    "a body that never ends": POST
    + b"Content-Type: application/json\r\nContent-Length: 900\r\n\r\n{",
    "a body in parts that never end": POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{",
    "answers that are not read": (HEAD + b"\r\n") * 50,
}


@contextmanager
def slow_clients(url: str, beginning: bytes):
    """Two hundred connections on which `beginning` is sent, and then a byte a second."""
    parts = urlsplit(url)
    stop = threading.Event()
    with ExitStack() as stack:
        slow = []
        for _ in range(CLIENTS):
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            connection.connect((parts.hostname, parts.port))
            connection.settimeout(0.2)
            slow.append(stack.enter_context(connection))
            with suppress(OSError):
                connection.sendall(beginning)

        def drip() -> None:
            while not stop.wait(1):
                for connection in slow:
                    with suppress(OSError):
                        connection.sendall(b"a")

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


def test_fault_15_slow_clients_hold_nobody_else_up(production, tmp_path):
    for number in range(20):
        make_theme(label=f"Theme {number}", slug=f"theme-{number}")
    catch_up()
    with front(database_url(), tmp_path, **production) as site, client(site.url) as reader:
        for number in range(20):  # each worker has a connection and has read what it needs
            assert get(reader, f"/api/v1/events/?q=word{number}").is_good
        for name, beginning in BEGINNINGS.items():
            with slow_clients(site.url, beginning):
                time.sleep(1)
                assert_nobody_waits(site.url, reader, name)
            assert get(reader, "/api/v1/themes/theme-1/").is_good, name


def assert_nobody_waits(url: str, reader: Client, name: str) -> None:
    for number in range(20):
        answers = [
            get(reader, f"/api/v1/themes/theme-{number}/"),
            get(reader, f"/api/v1/themes/?limit={number + 1}"),
        ]
        with client(url) as another:
            answers.append(get(another, f"/api/v1/themes/theme-{number}/"))
        for answer in answers:
            assert answer.is_good, (name, answer.status, answer.error)
            assert answer.seconds < AT_ONCE, name
        time.sleep(0.05)
