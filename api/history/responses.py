"""Responses with one version of a record."""

import hashlib
from datetime import datetime
from typing import NamedTuple

import orjson
from django.http import HttpRequest, HttpResponse

from api.history.memento import as_memento
from api.history.versions import available, version_url, versions
from api.http.caching import json_response
from api.http.errors import Problem
from api.query.sparse_fields import Values, is_shaped, shape
from archive.encoding import timestamp
from archive.models import Damaged, Entry, PublicRecord
from archive.models.entry import Action
from archive.registry import Resource

MAX_LOOKED_AT = 1000
LARGEST_INTEGER = 9_223_372_036_854_775_807  # the largest integer of the database


class Version(NamedTuple):
    """A version of a record, and what may be shown of it."""

    entry: Entry
    body: bytes


def one_of(record: PublicRecord, sequence: int) -> Entry:
    """The version of `record` with this number. Raises a 404 if it belongs to another record."""
    entry = versions(record).filter(sequence=min(sequence, LARGEST_INTEGER)).first()
    if entry is None:
        raise Problem(404, "not_found", "The record has no version of this number.")
    return entry


def version_of(record: PublicRecord, entry: Entry, now: datetime) -> Version:
    """What may be shown of `entry` now. Raises the problem of one that must not be shown."""
    if entry.action == Action.WITHDRAW:
        raise Problem(404, "not_found", "The record was not public at that time.")
    if entry.redacted_at is not None:
        detail = f"This version was taken out: {entry.redaction_reason}"
        raise Problem(410, "gone", detail)
    if entry.damaged_at is not None:
        raise Damaged(entry.sequence)
    bodies = available(record, [entry], now)
    if not bodies:
        raise Problem(410, "gone", "This version shows something that is not public any more.")
    return Version(entry, bodies[entry.sequence])


def memento_response(
    request: HttpRequest,
    resource: Resource,
    record: PublicRecord,
    version: Version,
    values: Values,
) -> HttpResponse:
    """What is shown of `version`, or the requested fields of it."""
    entry, body = version
    if is_shaped(values):
        [shaped] = shape([body], resource.kind, values, record.entry.recorded_at)
        body = orjson.dumps(shaped)
    digest = hashlib.sha256(body).hexdigest()
    response = as_memento(json_response(request, body, digest=digest), resource, record, entry)
    if is_shaped(values):
        del response.headers[
            "Content-Location"
        ]  # the permanent URL answers with the whole document
    return response


def response_as_of(
    request: HttpRequest, resource: Resource, record: PublicRecord, values: Values, now: datetime
) -> HttpResponse:
    """The version that was public at `as_of`. Raises a 404 when none was."""
    if "expand" in values:
        detail = "A version of the past shows links: leave expand out."
        raise Problem(400, "bad_request", detail, errors=[{"parameter": "expand"}])
    version = version_at(record, values["as_of"][0], now)
    return memento_response(request, resource, record, version, values)


def version_at(record: PublicRecord, at: datetime, now: datetime) -> Version:
    """The version that was public at `at`, as it may be shown at `now`. Raises a 404 or a 410."""
    entry = versions(record).until(at).first()
    if entry is None:
        first = versions(record).last()
        since = timestamp(first.recorded_at) if first else None
        raise Problem(404, "not_found", f"The record was first published at {since}.")
    return version_of(record, entry, now)


def redirect_to_version(
    resource: Resource, record: PublicRecord, moment: datetime, now: datetime
) -> HttpResponse:
    """A 302 to the latest available version before `moment`, else to the first one."""
    entries = list(versions(record)[:MAX_LOOKED_AT])
    visible = available(record, entries, now)
    candidates = [entry for entry in entries if entry.sequence in visible]
    before = [entry for entry in candidates if entry.recorded_at <= moment]
    chosen = before[0] if before else candidates[-1]
    address = version_url(resource.plural, record.key, chosen.sequence)
    return HttpResponse(status=302, headers={"Location": address, "Cache-Control": "no-cache"})
