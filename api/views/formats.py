"""One record in another format than JSON, by suffix or by Accept."""

import hashlib
from datetime import datetime
from typing import Any

import orjson
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from api.embedding.card import POLICY
from api.formats import BY_MEDIA_TYPE, BY_SUFFIX, FORMATS, SHOWN_FORMATS, Beside, Format, formats_of
from api.formats.links import format_url
from api.formats.site import of_site, title_of
from api.history.memento import as_memento
from api.history.responses import Version, version_at
from api.history.versions import versions
from api.http.caching import json_response
from api.http.errors import Problem
from api.http.middleware import moved_permanently
from api.http.negotiation import not_acceptable, preferred, varies_by_accept
from api.http.request_body import JSON
from api.query.as_of import AS_OF
from api.query.params import Parameter, read_query
from api.snapshot_read import now_current
from api.views.base import ReadView
from api.views.detail import DetailView, find, owner_of
from archive.addresses import api_url
from archive.models import Entry, PublicRecord
from archive.registry import Document, Resource

# Only the time: the other parameters of a document shape JSON.
PARAMETERS: dict[str, Parameter] = {"as_of": AS_OF}


class RecordView(DetailView):
    """One document, in the format that Accept prefers. The default is JSON."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        chosen = wanted(request, self.resource)
        if chosen is None:
            return varies_by_accept(super().get(request, key))
        response = in_format(request, self.resource, key, chosen)
        return varies_by_accept(response)


class FormatView(ReadView):
    """One document in the format of the suffix: at most two queries."""

    resource: Resource

    def get(self, request: HttpRequest, key: str, suffix: str) -> HttpResponse:
        chosen = BY_SUFFIX.get(suffix)
        if chosen is None or not chosen.is_for(self.resource.kind):
            raise unknown_suffix(self.resource.kind, suffix)
        return in_format(request, self.resource, key, chosen)


def in_format(request: HttpRequest, resource: Resource, key: str, chosen: Format) -> HttpResponse:
    """The record of `key` in the format `chosen`. Parameters that shape JSON are refused."""
    values = read_query(request, PARAMETERS)
    now = now_current()
    record = find_with_beside(resource, key, now)
    if record is None:
        today = owner_of(resource, key)
        path = reverse(f"api-{resource.plural}-format", args=[today.key, chosen.suffix])
        return moved_permanently(path, request)
    if "as_of" in values:
        version = version_at(record, values["as_of"][0], now)
        return past_response(request, resource, record, version, chosen)
    return format_response(request, resource, record, chosen)


def unknown_suffix(kind: str, suffix: str) -> Problem:
    accepted = [
        record_format.suffix
        for record_format in (*FORMATS, *SHOWN_FORMATS)
        if record_format.is_for(kind)
    ]
    detail = f"“.{suffix[:20]}” is no format of this. There is: {', '.join(accepted)}."
    return Problem(404, "not_found", detail, allowed=accepted)


def find_with_beside(resource: Resource, key: str, now: datetime) -> PublicRecord | None:
    """The record with the current `key`, and what a format needs beside its document."""
    entries = Entry.objects.filter(uid=OuterRef("uid")).order_by()
    counted = entries.values("uid").annotate(n=Count("pk")).values("n")
    return find(
        resource,
        key,
        now,
        versions=Coalesce(Subquery(counted), 1),
        site=of_site("summary"),
        site_changed_at=of_site("changed_at"),
    )


def format_response(
    request: HttpRequest, resource: Resource, record: PublicRecord, chosen: Format
) -> HttpResponse:
    """The newest document of `record` in the format `chosen`."""
    document = orjson.loads(record.entry.content)
    changed = (record.entry.recorded_at, record.site_changed_at)  # type: ignore[attr-defined]
    response = written(
        request,
        document,
        Beside(record.versions - 1, title_of(record.site)),  # type: ignore[attr-defined]
        chosen,
        changed_at=max(moment for moment in changed if moment),
        tags=[resource.plural, str(record.uid), "site"],
        made_of=frozenset({str(record.uid), "site"}),
    )
    response.headers["Content-Location"] = format_url(document, chosen.suffix)
    response.headers["Link"] = canonical(document["url"])
    return response


def past_response(
    request: HttpRequest,
    resource: Resource,
    record: PublicRecord,
    version: Version,
    chosen: Format,
) -> HttpResponse:
    """What is shown of a version of `record`, with the current title of the site."""
    entry, body = version
    before = versions(record).filter(sequence__lt=entry.sequence).count()
    beside = Beside(before, title_of(record.site))  # type: ignore[attr-defined]
    response = written(request, orjson.loads(body), beside, chosen)
    response = as_memento(response, resource, record, entry)
    address = response.headers["Content-Location"]
    here = format_url({"url": api_url(resource.plural, record.key)}, chosen.suffix)
    response.headers["Content-Location"] = f"{here}?{request.GET.urlencode()}"
    response.headers["Link"] += f", {canonical(address)}"
    return response


def written(
    request: HttpRequest, document: Document, beside: Beside, chosen: Format, **validators: Any
) -> HttpResponse:
    """`document` in the format `chosen`. Raises a 406 if the document does not have that format."""
    if why := chosen.refusal(document):
        raise not_acceptable(
            why, [record_format.media_type for record_format in formats_of(document)]
        )
    body = chosen.write(document, beside)
    digest = hashlib.sha256(body).hexdigest()
    response = json_response(
        request, body, digest=digest, content_type=chosen.content_type, **validators
    )
    if chosen.suffix == "card":
        response.headers["Content-Security-Policy"] = POLICY
        response.xframe_options_exempt = True
    return response


def canonical(url: str) -> str:
    """The link to the JSON that a format was made from."""
    return f'<{url}>; rel="canonical"; type="{JSON}"'


def wanted(request: HttpRequest, resource: Resource) -> Format | None:
    """The format that Accept prefers, or None for JSON. Raises a 406 if none is acceptable."""
    accepted = [
        record_format.media_type for record_format in FORMATS if record_format.is_for(resource.kind)
    ]
    # Accept may name a format that records of this kind do not have. The 406 says why.
    media_type = preferred(request, [record_format.media_type for record_format in FORMATS])
    if media_type is None:
        raise not_acceptable("Nothing of what Accept names can be had here.", accepted)
    return BY_MEDIA_TYPE.get(media_type)
