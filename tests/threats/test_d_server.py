"""Attacks C4 and D6: what only the server sees, sent byte by byte to the one of production."""

import socket
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from tests.serving import production_server

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.same_on_all_databases,
    pytest.mark.slow,
]

GET = b"GET /api/v1/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
LENGTH, CHUNKED = b"Content-Length: 4\r\n", b"Transfer-Encoding: chunked\r\n"
NO_CHUNK = b"\r\n0\r\n\r\n"
POST = b"POST /api/v1/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"


def send(url: str, request: bytes) -> tuple[int, bytes]:
    """The status of the first answer to `request`, and all that came; 0 for a closed connection."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=3) as connection:
        received = b""
        with suppress(ConnectionError, TimeoutError):  # refused half-way: an answer as well
            connection.sendall(request)
            while part := connection.recv(65536):
                received += part
    return int(received.split(b" ", 2)[1]) if received.startswith(b"HTTP/") else 0, received


def test_c4_d6_the_server_takes_no_request_in_two_ways_and_lives():
    with production_server() as url:
        assert send(url, GET + b"\r\n")[0] == 200
        for name, headers in {
            "d6 length and chunks": LENGTH + CHUNKED + NO_CHUNK,
            "d6 two lengths": b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
            "d6 unknown coding": b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
            "d6 folded header": b"X-A: b\r\n c\r\n\r\n",
        }.items():
            status, received = send(url, POST + headers)
            assert status in (0, 400, 405, 501), name
            assert received.count(b"HTTP/1.1 ") <= 1, name
        smuggled = (
            b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health/live"
        )
        assert b'"status": "ok"' not in send(url, POST + smuggled + b" HTTP/1.1\r\n\r\n")[1]
        for name, headers in {
            "c4 long header": b"X-A: " + b"a" * 65_536 + b"\r\n",
            "c4 many headers": b"".join(b"X-%d: a\r\n" % number for number in range(200)),
            "c4 large cookie": b"Cookie: a=" + b"b" * 100_000 + b"\r\n",
        }.items():
            assert send(url, GET + headers + b"\r\n")[0] in (0, 200, 400, 431), name
        long_path = (
            b"GET /api/v1/events/?q=" + b"a" * 8_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
        )
        assert send(url, long_path)[0] == 414
        assert send(url, GET + b"\r\n")[0] == 200
