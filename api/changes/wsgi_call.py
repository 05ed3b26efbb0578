"""A request of ASGI, answered by a WSGI application."""

import io
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.handlers.asgi import ASGIRequest

Scope = dict[str, Any]
Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class WsgiAnswer:
    status: int
    headers: Headers
    body: bytes


def answer_of(wsgi: Callable[..., Iterable[bytes]], environ: dict[str, Any]) -> WsgiAnswer:
    begun: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> None:
        begun[:] = [int(status.split(" ", 1)[0]), headers]

    parts = wsgi(environ, start_response)
    try:
        body = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    return WsgiAnswer(begun[0], [header_of(name, value) for name, value in begun[1]], body)


@lru_cache(maxsize=500)
def header_of(name: str, value: str) -> tuple[bytes, bytes]:
    """One object for all answers that have the header."""
    return name.encode("latin-1"), value.encode("latin-1")


def environ_of(scope: Scope) -> dict[str, Any]:
    """The WSGI environment of an ASGI request, without its body: nothing here reads one."""
    query = scope["query_string"].decode("latin-1")
    server = scope.get("server") or ("localhost", 80)
    request = ASGIRequest({**scope, "query_string": query, "server": server}, io.BytesIO())
    return {
        "REMOTE_ADDR": "",
        **{sys.intern(name): value for name, value in request.META.items()},
        "PATH_INFO": request.path_info.encode().decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
