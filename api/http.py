"""Answers that caches can rely on."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

# Any cache may keep it and must ask before using it: asking is one small 304.
CACHE_CONTROL = "public, no-cache"


def json_response(
    request: HttpRequest,
    body: bytes,
    *,
    digest: str,
    changed_at: datetime | None = None,
    content_type: str = "application/json",
) -> HttpResponse:
    """`body` with its validators, or a 304 when the client has it already."""
    response = HttpResponse(body, content_type=content_type)
    etag = f'"{digest}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = CACHE_CONTROL
    last_modified = None
    if changed_at is not None:
        last_modified = int(changed_at.timestamp())
        response.headers["Last-Modified"] = http_date(last_modified)
    conditional = get_conditional_response(request, etag, last_modified, response)
    return response if conditional is None else conditional
