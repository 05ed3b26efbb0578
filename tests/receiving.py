"""A receiver of webhooks on this machine, as well or badly behaved as a test wants it."""

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import orjson

Behaviour = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Request:
    path: str
    headers: dict[str, str]
    body: bytes
    came_at: float

    @property
    def data(self) -> dict:
        return orjson.loads(self.body)


@dataclass
class Receiver:
    """What came in; `behave` is how the next request is answered."""

    url: str = ""
    requests: list[Request] = field(default_factory=list)
    behave: Behaviour = field(default=lambda handler: answer(handler, 204))
    closing: threading.Event = field(default_factory=threading.Event)

    def wait_for(self, count: int, seconds: float = 120) -> None:
        until = time.monotonic() + seconds
        while len(self.requests) < count:
            assert time.monotonic() < until, f"{len(self.requests)} of {count} requests came"
            time.sleep(0.02)

    def types(self) -> list[str]:
        return [request.data["type"] for request in self.requests]


def answer(handler: BaseHTTPRequestHandler, status: int, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def saying(status: int, **headers: str) -> Behaviour:
    return lambda handler: answer(handler, status, **headers)


def reset(handler: BaseHTTPRequestHandler) -> None:
    """Close the connection with a reset."""
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.connection.close()


def one_hundred_megabytes(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(100_000_000))
    handler.end_headers()
    part = b"x" * 1_000_000
    for _ in range(100):
        handler.wfile.write(part)


@contextmanager
def receiver(behave: Behaviour | None = None) -> Iterator[Receiver]:
    """A receiver that answers 204, or as `behave` has it."""
    state = Receiver()
    if behave is not None:
        state.behave = behave

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            state.requests.append(Request(self.path, headers, body, time.monotonic()))
            try:
                state.behave(self)
            except OSError:
                self.close_connection = True

        do_PURGE = do_POST

        def log_message(self, *args) -> None:
            """Nothing is printed into the tests' output."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, *args) -> None:
            """A client that hung up is no error here."""

    server = Server(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.closing.set()
        server.shutdown()
        server.server_close()
