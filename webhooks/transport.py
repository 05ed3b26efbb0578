"""Sending one message, and trusting nothing about the one who gets it.

The connection goes to an address that was checked, under the host's own name and certificate.
Nothing is followed, of the answer only status and headers are read, and after LONGEST seconds the
connection is cut, whatever it is doing.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import SplitResult

from webhooks.url_guard import Address, Refused, port_of, resolve, split

LONGEST = 15.0  # seconds for all of it
CONNECTING = 5.0  # seconds for one address of several
MOST_WORDS = 300  # letters of a problem, as the log of deliveries holds them


@dataclass(frozen=True)
class Answer:
    """What came back: `status`, or a `problem` where nothing did. `retry_after` is the header's."""

    milliseconds: int
    status: int | None = None
    retry_after: str = ""
    problem: str = ""

    @property
    def is_done(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def post(url: str, headers: Mapping[str, str], body: bytes) -> Answer:
    """Send `body` to `url`. Every failure is an answer, too."""
    started = time.monotonic()
    status, retry_after, problem = None, "", ""
    try:
        status, retry_after = _send(split(url), headers, body, started + LONGEST)
        if 300 <= status < 400:
            problem = "It leads to another address, which is not followed."
    except Refused as refused:
        problem = str(refused)
    except (OSError, http.client.HTTPException, ValueError) as error:
        is_late = time.monotonic() - started >= LONGEST - 0.1
        problem = f"No answer within {LONGEST:.0f} seconds." if is_late else _words(error)
    milliseconds = round((time.monotonic() - started) * 1000)
    return Answer(milliseconds, status, retry_after, _storable(problem))


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _storable(words: str) -> str:
    """`words`, which may be the receiver's own, as PostgreSQL takes them: it refuses a NUL."""
    return words.replace("\0", "\N{REPLACEMENT CHARACTER}")[:MOST_WORDS]


def _send(
    parts: SplitResult, headers: Mapping[str, str], body: bytes, until: float
) -> tuple[int, str]:
    path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    plain = _connect(resolve(parts), port_of(parts), until)
    with plain, cut(plain, until), _secured(plain, parts) as stream:
        connection = http.client.HTTPConnection(parts.netloc)
        connection.sock = stream
        connection.request("POST", path, body, {**headers, "Connection": "close"})
        answer = connection.getresponse()
        while 100 <= answer.status < 200:  # 103 Early Hints and the like come before the answer
            answer.headers = None  # type: ignore[assignment]  # so that it reads on
            answer.begin()
        if time.monotonic() >= until:
            raise TimeoutError("What was cut off looks like an end.")
        return answer.status, answer.headers.get("Retry-After", "")


def _connect(addresses: list[Address], port: int, until: float) -> socket.socket:
    """A connection to the first of `addresses` that takes it."""
    failure: OSError = OSError("The name has no address.")
    for address in addresses:
        left = min(CONNECTING, until - time.monotonic())
        if left <= 0:
            break
        try:
            return socket.create_connection((str(address), port), timeout=left)
        except OSError as error:
            failure = error
    raise failure


@contextmanager
def cut(stream: socket.socket, until: float) -> Iterator[None]:
    """Cut `stream` at `until`. A timeout of its own begins anew with every byte that drips in."""
    stream.settimeout(max(until - time.monotonic(), 0.01))
    twin = stream.dup()  # which stays a plain socket when the other one is wrapped

    def shut() -> None:
        try:
            twin.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # the other side was faster

    timer = threading.Timer(max(until - time.monotonic(), 0.01), shut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        twin.close()


def _secured(stream: socket.socket, parts: SplitResult) -> socket.socket:
    if parts.scheme == "http":
        return stream
    return ssl.create_default_context().wrap_socket(stream, server_hostname=parts.hostname)
