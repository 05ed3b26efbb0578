"""The parts of a request that an answer may depend on."""

from typing import Any

Environ = dict[str, Any]

ASKED = (
    "REQUEST_METHOD", "wsgi.url_scheme", "SERVER_NAME", "SERVER_PORT", "PATH_INFO", "QUERY_STRING",
    "HTTP_ACCEPT", "HTTP_ACCEPT_DATETIME", "HTTP_ACCEPT_ENCODING", "HTTP_HOST", "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_NONE_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_ORIGIN",
    "HTTP_RANGE", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO",
)  # fmt: skip
# Headers of the request from which no part of a kept answer follows: the id, and who is counted.
OF_NO_ANSWER = ("HTTP_X_REQUEST_ID", "HTTP_X_FORWARDED_FOR")
# Headers that ask for something else than what is newest, or for a part of it.
CONDITIONS = (
    "HTTP_ACCEPT_DATETIME", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_NONE_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE", "HTTP_RANGE",
)  # fmt: skip
BESIDE_THE_ADDRESS = tuple(name for name in ASKED if name not in ("PATH_INFO", "QUERY_STRING"))


def key_of(environ: Environ) -> tuple:
    """Two requests with the same key have the same answer while nothing changes."""
    return tuple(map(environ.get, ASKED))


def headers_of(environ: Environ) -> tuple:
    """The key without the address."""
    return tuple(map(environ.get, BESIDE_THE_ADDRESS))


def is_heeded(name: str) -> bool:
    """Whether an answer to everybody may read this part of the request."""
    is_header = name.startswith(("HTTP_", "CONTENT_"))
    return not is_header or name in ASKED or name in OF_NO_ANSWER
