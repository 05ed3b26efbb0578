"""One document, as its bytes were stored."""

import hashlib

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from api.addresses import api_url
from api.errors import Problem
from api.http import json_response
from api.middleware import moved_permanently
from api.params import read_query
from api.reading import now_current
from api.shaping import Values, is_shaped, shape, shaping_parameters
from api.views.base import ReadView
from archive.models import Record
from archive.registry import Resource
from archive.run import timestamp
from cms.models import Identifier


class DetailView(ReadView):
    """The newest document of a key: at most two queries, and no rendering."""

    resource: Resource

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        values = read_query(request, shaping_parameters(self.resource.kind))
        return document_response(request, self.resource, key, values)


def document_response(
    request: HttpRequest, resource: Resource, key: str, values: Values
) -> HttpResponse:
    """The document of `key`, a redirect from a former key, a 410 or a 404."""
    now = now_current()
    record = (
        Record.objects.filter(kind=resource.kind, key=key)
        .select_related("entry")
        .only("live", "expires_at", "key", "changed_at", "uid", "entry__body", "entry__digest",
              "entry__recorded_at", "entry__reason")
        .first()
    )  # fmt: skip
    if record is None:
        return redirect_or_404(request, resource, key)
    if not record.live or (record.expires_at is not None and record.expires_at <= now):
        raise gone(resource, record)
    if is_shaped(values):
        [shaped] = shape([record.entry.content], resource.kind, values, now)
        body = orjson.dumps(shaped)
        return json_response(request, body, digest=hashlib.sha256(body).hexdigest())
    return json_response(
        request,
        record.entry.content,
        digest=record.entry.digest,
        changed_at=record.entry.recorded_at,
    )


def redirect_or_404(request: HttpRequest, resource: Resource, key: str) -> HttpResponse:
    """A former key, or one in other letters, leads to the key of today."""
    uid = Identifier.owner(resource.kind, key)
    record = Record.objects.filter(uid=uid).select_related("entry").first() if uid else None
    if record is None:
        raise Problem(404, "not_found", "Nothing public has this address.")
    if not record.live:
        raise gone(resource, record)
    path = reverse(f"api-{resource.plural}-detail", args=[record.key])
    return moved_permanently(path, request)


def gone(resource: Resource, record: Record) -> Problem:
    """The tombstone: what it was and since when it is gone, and nothing it said."""
    tombstone = {
        "kind": resource.kind,
        "id": str(record.uid),
        "key": record.key,
        "url": api_url(resource.plural, record.key),
        "withdrawn_at": timestamp(record.entry.recorded_at),
        "reason": record.entry.reason or "expired",
    }
    detail = "This record was public and is no longer."
    return Problem(410, "gone", detail, tombstone=tombstone)
