"""Compressed answers. Each encoding has an ETag of its own."""

import gzip
import re
from collections.abc import Callable

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

# The first one wins when a client prefers several equally.
ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=4),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}
COMPRESSED = (
    "application/json",
    "application/problem+json",
    "application/link-format",
    "application/atom+xml",
    "application/feed+json",
    "application/ld+json",
    "application/vnd.citationstyles.csl+json",
    "application/vnd.datacite.datacite+json",
    "application/x-bibtex",
    "application/xml",
    "application/x-ndjson",
    "application/x-research-info-systems",
    "text/calendar",
    "text/csv",
    "text/markdown",
    "text/html",
    "text/xml",
)
LONGEST_HEADER = 1000
WEIGHT = re.compile(r"q\s*=\s*([01](?:\.[0-9]{0,3})?)")


def encoding_for(request: HttpRequest) -> str | None:
    """The encoding that Accept-Encoding prefers, or None."""
    header = request.META.get("HTTP_ACCEPT_ENCODING", "")
    if not header or len(header) > LONGEST_HEADER:
        return None
    liked = {}
    for part in header.lower().split(","):
        name, _semicolon, weight = part.partition(";")
        liked[name.strip()] = _weight(weight)
    weights = {name: liked.get(name, liked.get("*", 0.0)) for name in ENCODINGS}
    best = max(weights, key=weights.__getitem__)
    return best if weights[best] > 0 and weights[best] >= liked.get("identity", 0.0) else None


def _weight(text: str) -> float:
    """The weight, 1 if it is missing, 0 if it is invalid."""
    if not text.strip():
        return 1.0
    weight = WEIGHT.fullmatch(text.strip())
    return float(weight[1]) if weight else 0.0


def forget_variants(request: HttpRequest) -> None:
    """Turn ETags of a compressed variant in the request into the ETag of the plain answer."""
    for name in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH"):
        if (value := request.META.get(name)) and (encoding := encoding_for(request)):
            request.META[name] = value.replace(f'-{encoding}"', '"')


def etag_of_variant(etag: str, encoding: str) -> str:
    """The ETag of what `encoding` makes of the answer with `etag`."""
    return f'{etag[:-1]}-{encoding}"'


def compress(request: HttpRequest, response: HttpResponse) -> None:
    """Compress `response` with the preferred encoding. A 304 gets the ETag of that variant."""
    is_fresh = response.status_code == 304
    media_type = response.headers.get("Content-Type", "").partition(";")[0]
    if response.streaming or not (is_fresh or media_type in COMPRESSED):
        return
    patch_vary_headers(response, ["Accept-Encoding"])
    encoding = encoding_for(request)
    if encoding is None:
        return
    if etag := response.headers.get("ETag"):
        response.headers["ETag"] = etag_of_variant(etag, encoding)
    if not is_fresh:
        response.content = ENCODINGS[encoding](response.content)
        response.headers["Content-Encoding"] = encoding
        response.headers["Content-Length"] = str(len(response.content))
