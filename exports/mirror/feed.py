"""The changes feed as files, from the beginning to the end of the log."""

import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from api.changes.views import item
from archive.batches import in_batches
from archive.encoding import timestamp
from archive.models.entry import Action
from archive.registry import registry
from exports.snapshot import Snapshot

from .paths import File, MirrorPaths, page_path, paged

FEED = "changes/"


def cursor(snapshot: Snapshot) -> str:
    """The cursor of the API's feed for the end of the log."""
    head = snapshot.head
    at = timestamp(head.recorded_at)
    return urlencode({"since": head.sequence, "log": head.epoch, "at": at})


def feed(paths: MirrorPaths, snapshot: Snapshot) -> Iterator[File]:
    """The pages, and an empty one after the last, until a newer mirror replaces it."""
    end = paths.url(f"{FEED}?{cursor(snapshot)}")
    frame = {"log": snapshot.head.epoch, "head": snapshot.head.sequence}
    complete = {"more": False, "next": end, "set": checksum_of(snapshot)}
    for number, (results, has_more) in enumerate(paged(changes(snapshot)), 1):
        following = paths.url(page_path(FEED, number + 1))
        rest = {"more": True, "next": following, "set": None} if has_more else complete
        yield paths.json(page_path(FEED, number), {**frame, **rest, "results": results})
    yield paths.json(f"{FEED}end/", {**frame, **complete, "results": []})


def checksum_of(snapshot: Snapshot) -> dict[str, Any]:
    """Count and checksum of all records. A copy proves with them that it is complete."""
    digests: dict[str, str] = {}
    for part in in_batches(sorted(published(snapshot))):
        entries = snapshot.entries_of(part).values()
        digests.update((str(entry.uid), entry.digest) for entry in entries)
    lines = hashlib.sha256()
    for uid in sorted(digests):
        lines.update(f"{uid} {digests[uid]}\n".encode())
    return {"count": len(digests), "sha256": lines.hexdigest()}


def published(snapshot: Snapshot) -> set[int]:
    return {
        version.sequence for resource in registry for version in snapshot.versions(resource.kind)
    }


def changes(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    """Each record once, at its newest entry, in the order of the log.

    An expired record is left out until the log withdraws it.
    """
    public = published(snapshot)
    gone = {tombstone["sequence"] for tombstone in snapshot.tombstones()}
    for part in in_batches(sorted(public | gone)):
        for _number, entry in sorted(snapshot.entries_of(part).items()):
            if entry.sequence in public or entry.action == Action.WITHDRAW:
                yield item(entry)
