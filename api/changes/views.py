"""The endpoint of the changes feed: the log from a cursor, each record at its newest entry."""

import hashlib
import time
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from api.changes.feed import FeedPage, next_url, read_page
from api.changes.long_poll import LATER, Later, moves_beyond, places
from api.http.caching import json_response
from api.lists.paging import MAX_LIMIT
from api.query.as_of import PointInTime
from api.query.params import Choice, Number, Parameter, Query, read_query
from api.views.base import ReadView
from archive.addresses import api_url
from archive.encoding import timestamp
from archive.models import Entry
from archive.models.entry import Action
from archive.registry import registry

LONGEST_WAIT = 30


def parameters() -> dict[str, Parameter]:
    kinds = tuple(resource.kind for resource in registry)
    declared = [
        Number("since", "Entries after this number.", least=0, most=9_223_372_036_854_775_807),
        Parameter("log", "The log that `since` counts in, from `next`.", longest=40),
        PointInTime("at", "The time of entry `since`, from `next`."),
        Number("limit", "How many entries a page has.", most=MAX_LIMIT),
        Choice("kind", "Only records of this kind.", repeatable=True, choices=kinds),
        Number(
            "wait",
            "Seconds to wait for something new when there is nothing.",
            least=0,
            most=LONGEST_WAIT,
        ),
        Choice("checksum", "`true` has `set` on the last page.", choices=("true",)),
    ]
    return {parameter.name: parameter for parameter in declared}


class ChangesView(ReadView):
    """Changes since a number, in order: documents, and tombstones of withdrawn records."""

    reads_one_state = False

    def get(self, request: HttpRequest) -> HttpResponse:
        values = read_query(request, parameters())
        page = read_page(values)
        if "wait" in values and not page.records:
            later: Later | None = request.META.get(LATER)
            if later is None:
                page = wait_for_more(values, page)
            elif later.take_place():
                later.seen, later.until = page.head, time.monotonic() + values["wait"][0]
        body = orjson.dumps(
            {
                "log": page.log,
                "head": page.head,
                "more": page.more,
                "next": next_url(values, page),
                "set": page.set,
                "results": [item(record.entry) for record in page.records],
            }
        )
        response = json_response(
            request, body, digest=hashlib.sha256(body).hexdigest(), tags=["changes"]
        )
        if "wait" in values:
            # A cached copy would tell the next waiting client at once that nothing is new.
            response.headers["Cache-Control"] = "no-store"
        return response


def wait_for_more(values: Query, page: FeedPage) -> FeedPage:
    """The first page that is not empty, or an empty page when the time is over.

    Without a free place it answers at once.
    """
    until = time.monotonic() + values["wait"][0]
    with places.take() as refusal:
        while refusal is None and not page.records and moves_beyond(page.head, until):
            page = read_page(values)
    return page


def item(entry: Entry) -> dict[str, Any]:
    """One item of the feed: a record at its newest entry."""
    published = entry.action == Action.PUBLISH
    return {
        "sequence": entry.sequence,
        "action": entry.action,
        "kind": entry.kind,
        "id": str(entry.uid),
        "key": entry.key,
        "locale": entry.locale or None,
        "url": api_url(registry[entry.kind].plural, entry.key),
        "digest": entry.digest or None,
        "recorded_at": timestamp(entry.recorded_at),
        "reason": entry.reason or None,
        "document": orjson.Fragment(entry.content) if published else None,
    }
