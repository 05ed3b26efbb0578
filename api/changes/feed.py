"""A page of the changes feed: records that changed after a number, each at its newest entry."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Subquery

from api.http.errors import Problem
from api.lists.paging import DEFAULT_LIMIT
from api.query.params import Query
from api.snapshot_read import answer, now_current
from archive.encoding import timestamp
from archive.models import Entry, Head, PublicRecord

KEPT = ("kind", "limit", "wait", "checksum")


@dataclass(frozen=True)
class FeedPage:
    """Records in the order of their newest entries. `last` is the number for the next page.

    `last_at` is the time of that entry, and `set` the checksum when the page has it.
    """

    log: str | None
    head: int
    more: bool
    last: int
    last_at: datetime | None
    records: list[PublicRecord]
    set: dict[str, Any] | None


def read_page(values: Query) -> FeedPage:
    """The page that `values` ask for. Raises a 410 for a cursor of another log."""
    return answer(lambda: page_of(values))


def page_of(values: Query) -> FeedPage:
    """The same, of the state of the archive that is read."""
    now = now_current()
    since, limit = values.get("since", [0])[0], values.get("limit", [DEFAULT_LIMIT])[0]
    head = head_for(values, since)
    # Expired records are left out even if the log could not be written. Their withdrawal follows.
    records = PublicRecord.objects.settled(now)
    if "kind" in values:
        records = records.filter(kind__in=values["kind"])
    changed = records.filter(entry_id__gt=since, entry_id__lte=head.sequence)
    rows = list(changed.select_related("entry").order_by("entry_id")[: limit + 1])
    more, rows = len(rows) > limit, rows[:limit]
    wants_set = "checksum" in values and not more
    return FeedPage(
        log=head.epoch or None,
        head=head.sequence,
        more=more,
        last=rows[-1].entry_id if more else head.sequence,
        last_at=rows[-1].entry.recorded_at if more else head.recorded_at,
        records=rows,
        set=set_at(head, values) if wants_set else None,
    )


def head_for(values: Query, since: int) -> Head:
    """The end of the log. Raises a 410 if the cursor belongs to another log.

    A restored backup can grow beyond `since` again. The time of that entry shows the difference.
    """
    entry = Entry.objects.filter(pk=since).values("recorded_at")
    head = Head.objects.annotate(since_at=Subquery(entry)).first() or Head(epoch="")
    is_other = values.get("log", [head.epoch])[0] != head.epoch
    is_changed = since and "at" in values and values["at"][0] != getattr(head, "since_at", None)
    if since > head.sequence or is_other or is_changed:
        detail = "The log that this cursor was taken from is not here any more. Begin again."
        raise Problem(410, "cursor_gone", detail, restart=feed_url(values, since=0))
    return head


def set_at(head: Head, values: Query) -> dict[str, Any]:
    """The checksum of all public records of the asked kinds at the end of the log."""
    kinds = tuple(sorted(set(values.get("kind", ()))))
    count, sha256 = summed(head.epoch, head.generation, kinds)
    return {"count": count, "sha256": sha256}


# It reads every record, and stays the same until the head moves. Each process does it once.
@lru_cache(maxsize=64)
def summed(log: str, generation: int, kinds: tuple[str, ...]) -> tuple[int, str]:
    """The count, and the SHA-256 over lines "id digest" by id. Call it in one transaction."""
    records = PublicRecord.objects.filter(live=True)
    if kinds:
        records = records.filter(kind__in=kinds)
    lines, count = hashlib.sha256(), 0
    rows = records.order_by("uid").values_list("uid", "entry__digest")
    for uid, digest in rows.iterator(chunk_size=5000):
        lines.update(f"{uid} {digest}\n".encode())
        count += 1
    return count, lines.hexdigest()


def next_url(values: Query, page: FeedPage) -> str:
    """The URL of the next page. It may be empty until something changes."""
    cursor: dict[str, Any] = {"since": page.last}
    if page.log is not None:
        cursor["log"] = page.log
    if page.last_at is not None:
        cursor["at"] = timestamp(page.last_at)
    return feed_url(values, **cursor)


def feed_url(values: Query, **cursor: Any) -> str:
    kept = [(name, value) for name in KEPT for value in values.get(name, ())]
    query = urlencode([*kept, *cursor.items()])
    return f"{settings.API_ORIGIN}/api/v1/changes/?{query}"
