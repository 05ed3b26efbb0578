"""A request of ASGI, answered by a WSGI application."""

import io
import itertools
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

Scope = dict[str, Any]
Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Headers
    body: bytes


def answer_of(wsgi: Callable[..., Iterable[bytes]], environ: dict[str, Any]) -> Answer:
    begun: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> None:
        begun[:] = [int(status.split(" ", 1)[0]), headers]

    parts = wsgi(environ, start_response)
    try:
        body = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    return Answer(begun[0], [header_of(name, value) for name, value in begun[1]], body)


@lru_cache(maxsize=500)
def header_of(name: str, value: str) -> tuple[bytes, bytes]:
    """One object for all answers that have the header."""
    return name.encode("latin-1"), value.encode("latin-1")


def environ_of(scope: Scope) -> dict[str, Any]:
    """The WSGI environment of an ASGI request, without its body: nothing here reads one."""
    server = scope.get("server") or ("localhost", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    by_name = itertools.groupby(sorted(scope["headers"], key=lambda each: each[0]), lambda e: e[0])
    for name, values in by_name:
        text = name.decode("latin-1").upper().replace("-", "_")
        key = text if text in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{text}"
        environ[sys.intern(key)] = ",".join(value.decode("latin-1") for _name, value in values)
    return environ
