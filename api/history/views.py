"""Endpoints of history: the list of versions, one version, the diff of two, the TimeMap."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from api.history.differences import DocumentComparison
from api.history.memento import LINK_FORMAT, timemap
from api.history.responses import (
    LARGEST_INTEGER,
    MAX_LOOKED_AT,
    memento_response,
    one_of,
    version_of,
)
from api.history.versions import available, version_url, versions
from api.http.caching import json_response
from api.lists.paging import DEFAULT_LIMIT, MAX_LIMIT
from api.query.params import Number, Parameter, Query, read_query
from api.snapshot_read import now_current
from api.views.base import ReadView
from api.views.detail import find, redirect_or_404
from archive.addresses import api_url
from archive.encoding import timestamp
from archive.models import Entry, PublicRecord
from archive.registry import Resource

HISTORY: dict[str, Parameter] = {
    "limit": Number("limit", "How many versions a page has.", most=MAX_LIMIT),
    "before": Number("before", "Versions before this number.", most=LARGEST_INTEGER),
}
DIFF: dict[str, Parameter] = {
    "from": Number(
        "from", "The number of the earlier version.", most=LARGEST_INTEGER, required=True
    ),
    "to": Number("to", "The number of the later version.", most=LARGEST_INTEGER, required=True),
}


class PastView(ReadView):
    """A view of the past of a record that is public now."""

    resource: Resource
    parameters: dict[str, Parameter] = {}

    def get(self, request: HttpRequest, key: str, **more: int) -> HttpResponse:
        values = read_query(request, self.parameters)
        now = now_current()
        record = find(self.resource, key, now)
        if record is None:
            return redirect_or_404(request, self.resource, key, self.suffix(**more))
        return self.answer(request, record, values, now, **more)

    def suffix(self, **more: int) -> str:
        """The part of the URL after that of the document."""
        raise NotImplementedError

    def answer(
        self, request: HttpRequest, record: PublicRecord, values: Query, now: datetime, **more: int
    ) -> HttpResponse:
        raise NotImplementedError


def respond(request: HttpRequest, document: dict[str, Any]) -> HttpResponse:
    body = orjson.dumps(document)
    return json_response(request, body, digest=hashlib.sha256(body).hexdigest())


class HistoryView(PastView):
    """The versions of a record, the newest first."""

    parameters = HISTORY

    def suffix(self, **more: int) -> str:
        return "history/"

    def answer(
        self, request: HttpRequest, record: PublicRecord, values: Query, now: datetime, **more: int
    ) -> HttpResponse:
        limit = values.get("limit", [DEFAULT_LIMIT])[0]
        entries = versions(record)
        if "before" in values:
            entries = entries.filter(sequence__lt=values["before"][0])
        rows = list(entries[: limit + 1])
        has_more, rows = len(rows) > limit, rows[:limit]
        visible = available(record, rows, now)
        url = f"{api_url(self.resource.plural, record.key)}history/"
        document = {
            "next": f"{url}?before={rows[-1].sequence}&limit={limit}" if has_more else None,
            "results": [self.item(record, entry, visible) for entry in rows],
        }
        return respond(request, document)

    def item(
        self, record: PublicRecord, entry: Entry, visible: Mapping[int, bytes]
    ) -> dict[str, Any]:
        if entry.sequence not in visible:
            return item(entry, None)
        entry.show(visible[entry.sequence])
        return item(entry, version_url(self.resource.plural, record.key, entry.sequence))


def item(entry: Entry, url: str | None) -> dict[str, Any]:
    """One item of the list of versions. `url` is None if the version must not be shown."""
    return {
        "sequence": entry.sequence,
        "action": entry.action,
        "recorded_at": timestamp(entry.recorded_at),
        "digest": entry.digest or None,
        "reason": entry.redaction_reason or entry.reason or None,
        "redacted": entry.redacted_at is not None,
        "available": url is not None,
        "url": url,
    }


class VersionView(PastView):
    """One version, with its stored bytes if all that it shows is public."""

    def suffix(self, **more: int) -> str:
        return f"history/{more['sequence']}/"

    def answer(
        self, request: HttpRequest, record: PublicRecord, values: Query, now: datetime, **more: int
    ) -> HttpResponse:
        entry = one_of(record, more["sequence"])
        version = version_of(record, entry, now)
        return memento_response(request, self.resource, record, version, {})


class DiffView(PastView):
    """The differences between two versions, each with its JSON pointer."""

    parameters = DIFF

    def suffix(self, **more: int) -> str:
        return "history/diff/"

    def answer(
        self, request: HttpRequest, record: PublicRecord, values: Query, now: datetime, **more: int
    ) -> HttpResponse:
        pair = [one_of(record, values[name][0]) for name in ("from", "to")]
        before, after = (orjson.loads(version_of(record, entry, now).body) for entry in pair)
        document = {
            "from": pair[0].sequence,
            "to": pair[1].sequence,
            "changes": list(DocumentComparison().differences(before, after)),
        }
        return respond(request, document)


class TimeMapView(PastView):
    """The versions of a record as a TimeMap, RFC 7089: the latest thousand of them."""

    def suffix(self, **more: int) -> str:
        return "timemap/"

    def answer(
        self, request: HttpRequest, record: PublicRecord, values: Query, now: datetime, **more: int
    ) -> HttpResponse:
        entries = list(versions(record)[:MAX_LOOKED_AT])
        visible = available(record, entries, now)
        mementos = [entry for entry in reversed(entries) if entry.sequence in visible]
        body = timemap(self.resource, record, mementos)
        digest = hashlib.sha256(body).hexdigest()
        return json_response(request, body, digest=digest, content_type=LINK_FORMAT)


# The end of the URL and the route name of each view.
PAST_VIEWS: dict[str, tuple[str, type[PastView]]] = {
    "history": ("history", HistoryView),
    "history/<positive:sequence>": ("version", VersionView),
    "history/diff": ("diff", DiffView),
    "timemap": ("timemap", TimeMapView),
}
