"""The changes feed as files: from the beginning to the end of the log, and that end."""

import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from api.changes.views import item
from archive.batches import in_batches
from archive.encoding import timestamp
from archive.models import Entry
from archive.models.entry import Action
from archive.registry import registry
from exports.snapshot import Source

from .places import File, Places, page_path, paged

FEED = "changes/"


def cursor(source: Source) -> str:
    """The end of the log, as the API's own feed asks for what comes after it."""
    head = source.head
    at = timestamp(head.recorded_at)
    return urlencode({"since": head.sequence, "log": head.epoch, "at": at})


def feed(places: Places, source: Source) -> Iterator[File]:
    """The pages, and what is there after the last one: nothing, until a newer mirror comes."""
    end = places.url(f"{FEED}?{cursor(source)}")
    frame = {"log": source.head.epoch, "head": source.head.sequence}
    complete = {"more": False, "next": end, "set": set_of(source)}
    for number, (results, has_more) in enumerate(paged(changes(source)), 1):
        following = places.url(page_path(FEED, number + 1))
        rest = {"more": True, "next": following, "set": None} if has_more else complete
        yield places.json(page_path(FEED, number), {**frame, **rest, "results": results})
    yield places.json(f"{FEED}end/", {**frame, **complete, "results": []})


def set_of(source: Source) -> dict[str, Any]:
    """Count and checksum of all records, by which a copy proves that it is complete."""
    digests: dict[str, str] = {}
    for part in in_batches(sorted(published(source))):
        rows = Entry.objects.filter(pk__in=part).values_list("uid", "digest")
        digests.update((str(uid), digest) for uid, digest in rows)
    lines = hashlib.sha256()
    for uid in sorted(digests):
        lines.update(f"{uid} {digests[uid]}\n".encode())
    return {"count": len(digests), "sha256": lines.hexdigest()}


def published(source: Source) -> set[int]:
    return {each.sequence for resource in registry for each in source.chosen(resource.kind)}


def changes(source: Source) -> Iterator[dict[str, Any]]:
    """Each record once, at its newest entry, in the order of the log.

    What has expired is left out where its withdrawal is still to come.
    """
    shown = published(source)
    gone = {stone["sequence"] for stone in source.tombstones()}
    for part in in_batches(sorted(shown | gone)):
        for entry in Entry.objects.filter(pk__in=part).order_by("sequence"):
            if entry.sequence in shown or entry.action == Action.WITHDRAW:
                yield item(entry)
