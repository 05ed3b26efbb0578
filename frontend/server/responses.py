"""An answer of the site, and how it becomes bytes for one reader."""

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import brotli
from werkzeug.http import is_resource_modified, parse_accept_header

HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
LEAST = 500  # bytes that are worth compressing
OVERHEAD = 2000  # bytes of a remembered answer beside its body
PRINTABLE = "".join(map(chr, range(32, 127)))
Headers = list[tuple[str, str]]


@dataclass
class Response:
    """A whole answer. A remembered one is compressed once."""

    status: int
    body: bytes
    content_type: str = HTML
    headers: Headers = field(default_factory=list)
    last_modified: str = ""
    cache: str = "public, max-age=0, must-revalidate"
    # Where the API has the same in another form, by media type.
    forms: dict[str, str] = field(default_factory=dict)

    @cached_property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'

    @cached_property
    def brotli(self) -> bytes:
        return brotli.compress(self.body, quality=5)

    @cached_property
    def gzip(self) -> bytes:
        return gzip.compress(self.body, 6, mtime=0)

    @property
    def size(self) -> int:
        return 2 * len(self.body) + OVERHEAD

    def coded(self, accepted: str) -> tuple[bytes, str]:
        """The body, and its coding: the best that the reader takes."""
        is_text = self.content_type.startswith("text/") or "xml" in self.content_type
        if not accepted or not is_text or len(self.body) < LEAST:
            return self.body, ""
        codings = parse_accept_header(accepted)
        best = codings.best_match(["br", "gzip", "identity"])
        if best in ("br", "gzip"):
            return getattr(self, "brotli" if best == "br" else "gzip"), best
        return self.body, ""

    def answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Send it: whole, as 304, or without its body."""
        has_version = self.status == 200 and self.cache != "no-store"
        body, coding = self.coded(environ.get("HTTP_ACCEPT_ENCODING", ""))
        headers = [
            ("Cache-Control", self.cache),
            ("Vary", "Accept, Accept-Encoding"),
            *self.headers,
        ]
        status = self.status
        if has_version:
            etag = f'{self.etag[:-1]}-{coding}"' if coding else self.etag
            headers.append(("ETag", etag))
            if self.last_modified:
                headers.append(("Last-Modified", self.last_modified))
            if not is_resource_modified(environ, etag, last_modified=self.last_modified or None):
                status, body, coding = 304, b"", ""
        if status != 304:
            headers += [("Content-Type", self.content_type), ("Content-Length", str(len(body)))]
        if coding:
            headers.append(("Content-Encoding", coding))
        headers = [(name, in_ascii(value)) for name, value in headers]
        start_response(f"{status} {HTTPStatus(status).phrase}", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def in_ascii(value: str) -> str:
    """The value of a header. What would end it, or is no ASCII, is percent-encoded."""
    return value if value.isascii() and value.isprintable() else quote(value, safe=PRINTABLE)


def redirect(status: int, location: str) -> Response:
    body = f"This page is at {location}\n".encode()
    return Response(status, body, TEXT, [("Location", location)], cache="public, max-age=60")
