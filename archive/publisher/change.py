"""What a publish changes: the document of a record before and after."""

import uuid
from dataclasses import dataclass
from typing import Any

import orjson

from archive.batches import in_batches
from archive.encoding import is_whole
from archive.models import Entry, PublicRecord
from archive.registry import Document, Rendering, Resource


@dataclass
class Change:
    """A record whose public state differs from its newest entry. `after` is None: withdrawn."""

    resource: Resource
    object_id: int
    uid: uuid.UUID
    record: PublicRecord | None
    after: Rendering | None
    before: Document | None = None

    @property
    def is_seen_elsewhere(self) -> bool:
        """Whether other documents may show the difference, in a link or by what they compute."""
        if self.before is None or self.after is None:
            return True
        names = self.after.document.keys() - self.resource.own
        return any(self.before.get(name) != self.after.document[name] for name in names)

    @property
    def moved_its_path(self) -> bool:
        """Whether the addresses of the pages under it change with it."""
        before = self.record.path if self.record and self.record.live else None
        after = self.resource.index(self.after.document).path if self.after else None
        return before != after

    @property
    def hides_something(self) -> bool:
        """Whether readers lose something by it. Then what shows the record may not wait."""
        if self.after is None:
            return True
        if self.before is None:  # nothing was public, or what was public is damaged
            return self.record is not None and self.record.live
        return loses(self.before, self.after.document)


def loses(before: Any, after: Any) -> bool:
    """Whether `after` lacks a value, an item or a linked record that `before` has.

    Another wording is no loss. It may become public a minute later.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        return before.get("id") != after.get("id") or any(
            loses(value, after.get(name)) for name, value in before.items() if name != "meta"
        )
    if isinstance(before, list) and isinstance(after, list):
        return len(after) < len(before) or any(map(loses, before, after))
    return bool(before) and not after


def load_before(changes: list[Change]) -> None:
    """Give each change the document that was public until now, if it is not damaged."""
    by_entry = {
        change.record.entry_id: change for change in changes if change.record and change.record.live
    }
    entries = {pk: change.record.entry for pk, change in by_entry.items() if change.record}
    unread = [pk for pk, entry in entries.items() if "body" in entry.get_deferred_fields()]
    for sequences in in_batches(unread):
        entries |= Entry.objects.only("body", "digest").in_bulk(sequences)
    for pk, entry in entries.items():
        if is_whole(entry):
            by_entry[pk].before = orjson.loads(entry.stored)
