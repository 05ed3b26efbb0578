"""oEmbed: the card of an edition or a quote, for another page."""

import hashlib
import re
from datetime import datetime
from urllib.parse import unquote, urlsplit

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from api.embedding.oembed import as_xml, oembed
from api.formats.site import site_title
from api.http.caching import json_response
from api.http.errors import Problem
from api.query.params import Choice, Number, Parameter, read_query
from api.resolving import resolve
from api.resources.base import resource_of, resources
from api.snapshot_read import now_current
from api.views.base import ReadView
from api.views.detail import find, gone
from archive.registry import Document, registry

LARGEST = 10_000
OEMBED: dict[str, Parameter] = {
    "url": Parameter("url", "The address of an edition or a quote.", longest=2000, required=True),
    "maxwidth": Number("maxwidth", "How wide it may be, in pixels.", most=LARGEST),
    "maxheight": Number("maxheight", "How high it may be, in pixels.", most=LARGEST),
    "format": Choice("format", "The form of the answer.", choices=("json", "xml")),
}
DOCUMENT = re.compile(r"/api/v1/([a-z]+)/([^/]+)/")


class OembedView(ReadView):
    """oEmbed for an edition or a quote: a card in a frame."""

    def get(self, request: HttpRequest) -> HttpResponse:
        values = read_query(request, OEMBED)
        now = now_current()
        document = document_at(values["url"][0], now)
        most_wide, most_high = (
            values.get(name, [LARGEST])[0] for name in ("maxwidth", "maxheight")
        )
        answer = oembed(document, site_title(document["locale"]), most_wide, most_high)
        is_xml = values.get("format") == ["xml"]
        body = as_xml(answer) if is_xml else orjson.dumps(answer)
        return json_response(
            request,
            body,
            digest=hashlib.sha256(body).hexdigest(),
            content_type="text/xml; charset=utf-8" if is_xml else "application/json",
            tags=["oembed", document["id"]],
        )


def document_at(url: str, now: datetime) -> Document:
    """The edition or quote at `url`, on the front end or here. Raises a 404 or a 410."""
    try:
        parts = urlsplit(url if "\x00" not in unquote(url) else "")
    except ValueError:  # not a URL
        parts = urlsplit("")
    origin = f"{parts.scheme}://{parts.netloc}"
    document = None
    if origin == settings.FRONTEND_ORIGIN and parts.path:
        document = _on_front_end(parts.path, now)
    elif origin == settings.API_ORIGIN and (match := DOCUMENT.fullmatch(parts.path)):
        document = _here(match[1], unquote(match[2]), now)
    if document is None or not resource_of(document["type"]).is_embedded:
        raise Problem(404, "not_found", "This is no address of an edition or a quote.")
    return document


def _on_front_end(path: str, now: datetime) -> Document | None:
    outcome = resolve(path, None, now)
    if outcome.record is not None and outcome.document is None:
        raise gone(registry[outcome.record.kind], outcome.record)
    if outcome.location is not None and outcome.location.startswith(f"{settings.FRONTEND_ORIGIN}/"):
        outcome = resolve(urlsplit(outcome.location).path, None, now)
    return outcome.document


def _here(plural: str, key: str, now: datetime) -> Document | None:
    for resource in resources():
        if resource.plural == plural and resource.is_embedded:
            record = find(resource, key, now)
            return orjson.loads(record.entry.content) if record else None
    return None
