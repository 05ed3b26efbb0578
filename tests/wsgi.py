"""Asking a WSGI application as a server does, without one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote_to_bytes
from wsgiref.util import setup_testing_defaults


@dataclass(frozen=True)
class Answered:
    status: int
    headers: dict[str, str]
    content: bytes


def meta_name(header: str) -> str:
    """The name of a header in an environment of WSGI."""
    name = header.upper().replace("-", "_")
    return name if name in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{name}"


def ask(
    application: Callable,
    url: str,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
) -> Answered:
    """What `application` answers to `url`, a path with its query."""
    path, _mark, query = url.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "HTTP_HOST": "api.test",
        "REMOTE_ADDR": "192.0.2.1",
        "wsgi.input": BytesIO(body),
    }
    for name, value in (headers or {}).items():
        environ[meta_name(name)] = value
    setup_testing_defaults(environ)
    sent: list = []
    answer = application(
        environ, lambda status, headers_sent, exc_info=None: sent.extend((status, headers_sent))
    )
    content = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    names = [name.lower() for name, _value in sent[1] if name.lower() != "set-cookie"]
    assert len(set(names)) == len(names), "a header stands twice"
    return Answered(int(sent[0].split()[0]), dict(sent[1]), content)
