"""Send one message, without any trust in the receiver.

Plenary connects to a checked address and verifies the certificate for the name of the host. It
follows no redirect, reads only the status and the headers, and cuts the connection after TIMEOUT
or MOST_BYTES.
"""

import http.client
import io
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult

from webhooks.url_guard import IPAddress, UrlRefused, port_of, resolve, split

TIMEOUT = 15.0  # seconds for the whole exchange
CONNECT_TIMEOUT = 5.0  # seconds for one address of several
MOST_BYTES = 64 * 1024  # of the answer, with all that comes before it
PROBLEM_LENGTH = 300  # characters, as in the model Delivery


@dataclass(frozen=True)
class SendResult:
    """The `status` of the answer, or the `problem` without one. `retry_after` is the header."""

    milliseconds: int
    status: int | None = None
    retry_after: str = ""
    problem: str = ""

    @property
    def is_done(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def post(url: str, headers: Mapping[str, str], body: bytes) -> SendResult:
    """Send `body` to `url`. A failure is a result, too."""
    started = time.monotonic()
    status, retry_after, problem = None, "", ""
    try:
        status, retry_after = _send(split(url), headers, body, started + TIMEOUT)
        if 300 <= status < 400:
            problem = "The answer is a redirect, which Plenary does not follow."
    except UrlRefused as refused:
        problem = str(refused)
    except (OSError, http.client.HTTPException, ValueError) as error:
        is_late = time.monotonic() - started >= TIMEOUT - 0.1
        problem = (
            f"No answer within {TIMEOUT:.0f} seconds."
            if is_late
            else f"{type(error).__name__}: {error}"
        )
    milliseconds = round((time.monotonic() - started) * 1000)
    return SendResult(milliseconds, status, retry_after, _storable(problem))


def _storable(problem: str) -> str:
    """`problem` may quote the receiver. PostgreSQL refuses a NUL."""
    return problem.replace("\0", "\N{REPLACEMENT CHARACTER}")[:PROBLEM_LENGTH]


def _send(
    parts: SplitResult, headers: Mapping[str, str], body: bytes, until: float
) -> tuple[int, str]:
    path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    plain = _connect(resolve(parts), port_of(parts), until)
    with plain, cut(plain, until), _secured(plain, parts) as stream:
        connection = http.client.HTTPConnection(parts.netloc)
        connection.sock = ShortAnswer(stream)
        connection.request("POST", path, body, {**headers, "Connection": "close"})
        response = connection.getresponse()
        while 100 <= response.status < 200:  # such as 103 Early Hints, before the answer itself
            response.headers = None  # type: ignore[assignment]  # so that begin() reads on
            response.begin()
        if time.monotonic() >= until:
            raise TimeoutError("The answer was cut off.")
        return response.status, response.headers.get("Retry-After", "")


class ShortAnswer:
    """A connected socket, as `http.client` uses it, whose answer ends after MOST_BYTES."""

    def __init__(self, stream: socket.socket) -> None:
        self.sendall, self.close = stream.sendall, stream.close
        self._stream = stream

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(ShortInput(self._stream.makefile("rb", buffering=0)))


class ShortInput(io.RawIOBase):
    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw, self._left = raw, MOST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if not self._left:
            raise OSError(f"The answer is longer than {MOST_BYTES // 1024} kB.")
        count = self._raw.readinto(memoryview(buffer)[: self._left])
        self._left -= count or 0
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


def _connect(addresses: list[IPAddress], port: int, until: float) -> socket.socket:
    """A connection to the first of `addresses` that accepts it."""
    failure: OSError = OSError("The name has no address.")
    for address in addresses:
        timeout = min(CONNECT_TIMEOUT, until - time.monotonic())
        if timeout <= 0:
            break
        try:
            return socket.create_connection((str(address), port), timeout=timeout)
        except OSError as error:
            failure = error
    raise failure


@contextmanager
def cut(stream: socket.socket, until: float) -> Iterator[None]:
    """Cut `stream` at `until`. A socket's own timeout starts again with every byte."""
    stream.settimeout(max(until - time.monotonic(), 0.01))
    twin = stream.dup()  # it stays a plain socket when TLS wraps the other one

    def shut() -> None:
        try:
            twin.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # the receiver has closed it

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
