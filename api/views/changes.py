"""The changes feed: the log from a cursor, each record at its newest entry."""

import hashlib
from typing import Any
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from api.addresses import api_url
from api.http import json_response
from api.params import Choice, Number, Parameter, read_query
from api.reading import now_current
from api.views.base import ReadView
from api.views.list import DEFAULT_LIMIT, MAX_LIMIT
from archive.models import Head, Record
from archive.models.entry import Action
from archive.registry import registry
from archive.run import timestamp


def parameters() -> dict[str, Parameter]:
    kinds = tuple(resource.kind for resource in registry)
    return {
        "since": Number(
            "since", "Entries after this number.", least=0, most=9_223_372_036_854_775_807
        ),
        "limit": Number("limit", "How many entries a page has.", most=MAX_LIMIT),
        "kind": Choice("kind", "Only records of this kind.", repeatable=True, choices=kinds),
    }


class ChangesView(ReadView):
    """What has changed since a number, in order: documents, and tombstones of the withdrawn."""

    def get(self, request: HttpRequest) -> HttpResponse:
        values = read_query(request, parameters())
        since = values.get("since", [0])[0]
        limit = values.get("limit", [DEFAULT_LIMIT])[0]
        now = now_current()
        head = Head.objects.values_list("sequence", flat=True).first() or 0
        # Expired ones are left out where the log could not take it: their withdrawal will follow.
        records = Record.objects.filter(entry_id__gt=since, entry_id__lte=head)
        records = records.exclude(expires_at__lte=now)
        if "kind" in values:
            records = records.filter(kind__in=values["kind"])
        rows = list(records.select_related("entry").order_by("entry_id")[: limit + 1])
        more, rows = len(rows) > limit, rows[:limit]
        last = rows[-1].entry_id if more else max(since, head)
        body = orjson.dumps(
            {
                "head": head,
                "more": more,
                "next": next_url(values, last),
                "results": [item(record) for record in rows],
            }
        )
        return json_response(request, body, digest=hashlib.sha256(body).hexdigest())


def next_url(values: dict[str, list], since: int) -> str:
    """Where the feed goes on, now or when something new is there."""
    kept = [(name, each) for name in ("kind", "limit") for each in values.get(name, ())]
    return f"{settings.API_ORIGIN}/api/v1/changes/?{urlencode([*kept, ('since', since)])}"


def item(record: Record) -> dict[str, Any]:
    entry = record.entry
    published = entry.action == Action.PUBLISH
    return {
        "sequence": entry.sequence,
        "action": entry.action,
        "kind": record.kind,
        "id": str(record.uid),
        "key": record.key,
        "locale": record.locale or None,
        "url": api_url(registry[record.kind].plural, record.key),
        "digest": entry.digest or None,
        "recorded_at": timestamp(entry.recorded_at),
        "reason": entry.reason or None,
        "document": orjson.Fragment(entry.content) if published else None,
    }
