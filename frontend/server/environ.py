"""What a WSGI server says of a request."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

Environ = dict[str, Any]

FORM = "application/x-www-form-urlencoded"
LARGEST_FORM = 4096  # bytes of a form
MOST_FIELDS = 50
SAFE = "/:@!$&'()*+,;=~-._"


class BadAddress(ValueError):
    """A path or a query that is no text."""


class BadForm(Exception):
    """A form that cannot be read, with the status that says why."""

    def __init__(self, status: int) -> None:
        super().__init__(f"The form cannot be read: {status}.")
        self.status = status


def address_in(environ: Environ) -> str:
    """The path and the query in ASCII. WSGI has the path decoded, as if it were Latin-1."""
    raw = environ.get("SCRIPT_NAME", "") + environ["PATH_INFO"]
    path = quote(raw, safe=SAFE, encoding="latin-1") or "/"
    query = environ.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path


def decoded_path(path: str) -> str:
    """Raises `BadAddress` for bytes that are no UTF-8, and for control characters."""
    try:
        decoded = unquote(path, errors="strict")
    except UnicodeDecodeError as error:
        raise BadAddress("The path is not UTF-8.") from error
    if not decoded.isprintable():
        raise BadAddress("The path holds a control character.")
    return decoded


def pairs_of(query: str) -> tuple[tuple[str, str], ...]:
    """Raises `BadAddress` for a query that is no list of names and values in UTF-8."""
    try:
        pairs = parse_qsl(
            query, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError as error:
        raise BadAddress("The query is no list of names and values.") from error
    if any("\x00" in text for pair in pairs for text in pair):
        raise BadAddress("The query holds a NUL character.")
    return tuple(pairs)


def headers_in(environ: Environ) -> dict[str, str]:
    """What a preview sends to the API."""
    names = ("Authorization", "Origin", "If-None-Match")
    sent = {name: environ.get(f"HTTP_{name.upper().replace('-', '_')}", "") for name in names}
    return {name: value for name, value in sent.items() if value}


def form_in(environ: Environ) -> dict[str, str]:
    """The fields of a form that was sent. Raises `BadForm`.

    Forms of browsers have a length. A server may hand on a body without one, chunk by chunk.
    """
    if environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != FORM:
        raise BadForm(415)
    length = environ.get("CONTENT_LENGTH") or ""
    if not length:
        raise BadForm(411)
    if not (length.isascii() and length.isdigit()):
        raise BadForm(400)
    if len(length) > 9 or int(length) > LARGEST_FORM:
        raise BadForm(413)
    try:
        return dict(pairs_of(environ["wsgi.input"].read(int(length)).decode("ascii")))
    except ValueError as error:
        raise BadForm(400) from error


def qualities(environ: Environ) -> Callable[[str], float]:
    """How much a reader likes a media type: from 0, which is not at all, to 1.

    Parameters, such as `charset`, choose nothing here. A header without any media type is none.
    """
    accepted = parse_accept_header(environ.get("HTTP_ACCEPT"), MIMEAccept)
    types = [(value.partition(";")[0].strip(), quality) for value, quality in accepted]
    return MIMEAccept(
        [accepted_type for accepted_type in types if accepted_type[0]] or [("*/*", 1)]
    ).quality


def client_of(environ: Environ, proxies: int) -> str:
    """The address of the reader: what the last of the trusted proxies says, or the connection's."""
    forwarded = environ.get("HTTP_X_FORWARDED_FOR", "")
    chain = [part.strip() for part in forwarded.split(",") if part.strip()]
    if proxies and len(chain) >= proxies:
        return chain[-proxies]
    return environ.get("REMOTE_ADDR", "")
