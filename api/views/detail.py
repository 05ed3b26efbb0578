"""One document, as its bytes were stored."""

import hashlib
from datetime import datetime
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from api.formats.links import link_to_formats
from api.history.memento import asked_for
from api.history.responses import redirect_to_version, response_as_of
from api.http.caching import json_response, last_change_of
from api.http.errors import Problem
from api.http.middleware import moved_permanently
from api.query.as_of import AS_OF
from api.query.made_of import made_of_document
from api.query.params import Parameter, read_query
from api.query.sparse_fields import Values, is_shaped, plurals, shape, shaping_parameters
from api.rendering.render import Json
from api.snapshot_read import now_current
from api.views.base import ReadView
from archive.addresses import api_url
from archive.encoding import timestamp
from archive.models import PublicRecord
from archive.registry import Resource
from cms.models import Identifier


def parameters_of(kind: str) -> dict[str, Parameter]:
    """Every parameter of a document of `kind`."""
    return {**shaping_parameters(kind), "as_of": AS_OF}


class DetailView(ReadView):
    """The newest document of a key, or the one at `as_of`. The newest takes at most two queries."""

    resource: Resource

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        values = read_query(request, parameters_of(self.resource.kind))
        now = now_current()
        record = find(self.resource, key, now)
        if record is None:
            return redirect_or_404(request, self.resource, key)
        if "as_of" in values:
            return response_as_of(request, self.resource, record, values, now)
        if (moment := asked_for(request)) is not None:
            response = redirect_to_version(self.resource, record, moment, now)
        else:
            response = document_response(request, self.resource, record, values, now)
        return with_links(response, self.resource, record)


def with_links(response: HttpResponse, resource: Resource, record: PublicRecord) -> HttpResponse:
    """`response` with the addresses of the record in time, and of its other formats."""
    patch_vary_headers(response, ["Accept-Datetime"])
    response.headers["Link"] = links_of(resource, record.key)
    return response


def links_of(resource: Resource, key: str) -> str:
    """The Link header of a document: it is its own TimeGate. The set of links has its TimeMap."""
    url = api_url(resource.plural, key)
    return f'<{url}>; rel="original timegate", {link_to_formats(url)}'


def find(resource: Resource, key: str, now: datetime, **more: Any) -> PublicRecord | None:
    """The public record with the current `key`. `more`: columns to read. Raises a 410."""
    record = (
        PublicRecord.objects.filter(kind=resource.kind, key=key)
        .select_related("entry")
        .only("live", "expires_at", "key", "kind", "changed_at", "uid", "entry__body",
              "entry__digest", "entry__recorded_at", "entry__reason", "entry__damaged_at")
        .annotate(**more)
        .first()
    )  # fmt: skip
    if record is None:
        return None
    if not record.is_public(now):
        if Identifier.owner(resource.kind, key) not in (None, record.uid):
            return None  # Another record has taken it in, and has its key as a former one.
        raise gone(resource, record)
    return record


def document_response(
    request: HttpRequest, resource: Resource, record: PublicRecord, values: Values, now: datetime
) -> HttpResponse:
    """The newest document of `record`, shaped by the request."""
    body, digest, changed_at = record.entry.content, record.entry.digest, record.entry.recorded_at
    uid = str(record.uid)
    made_of = made_of_document(resource.kind, uid, values)
    if is_shaped(values):
        [shaped] = shape([body], resource.kind, values, now)
        body = orjson.dumps(shaped)
        digest = hashlib.sha256(body).hexdigest()
        changed_at = max(changed_at, last_change_of(made_of) or changed_at)
    return json_response(
        request,
        body,
        digest=digest,
        changed_at=changed_at,
        tags=[*plurals(resource, values), uid],
        made_of=made_of,
    )


def redirect_or_404(
    request: HttpRequest, resource: Resource, key: str, suffix: str = ""
) -> HttpResponse:
    """Redirect a former key, or a key in other case, to the current key."""
    today = owner_of(resource, key)
    path = reverse(f"api-{resource.plural}-detail", args=[today.key]) + suffix
    return moved_permanently(path, request)


def owner_of(resource: Resource, key: str) -> PublicRecord:
    """The record that once had `key`, or has it in other case. Raises a 404 or a 410."""
    uid = Identifier.owner(resource.kind, key)
    record = PublicRecord.objects.filter(uid=uid).select_related("entry").first() if uid else None
    if record is None:
        raise Problem(404, "not_found", "Nothing public has this address.")
    if not record.live:
        raise gone(resource, record)
    return record


def gone(resource: Resource, record: PublicRecord) -> Problem:
    """The 410 of a record that was public."""
    detail = "This record was public and is no longer."
    return Problem(410, "gone", detail, tombstone=tombstone_of(resource, record))


def tombstone_of(resource: Resource, record: PublicRecord) -> Json:
    """What the record was, and since when it is gone. Nothing of its content."""
    return {
        "kind": resource.kind,
        "id": str(record.uid),
        "key": record.key,
        "url": api_url(resource.plural, record.key),
        "withdrawn_at": timestamp(record.entry.recorded_at),
        "reason": record.entry.reason or "expired",
    }
