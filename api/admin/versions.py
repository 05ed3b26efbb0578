"""The versions of a record that may be shown today, and its draft."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from wagtail.models import DraftStateMixin

from api.admin.document_diff import DocumentChange, changes
from api.history.versions import available, version_url, versions
from api.rendering.drafts import document_of_draft
from api.rendering.render import Json, Render
from archive.addresses import record_url
from archive.admin.views import redact_url, state_of
from archive.models import Entry, PublicRecord

SHOWN = 30


@dataclass(frozen=True)
class VersionRow:
    """One version. `url` is its URL in the API, if it may be shown."""

    entry: Entry
    what: str
    url: str | None
    redact_url: str | None

    @property
    def is_kept_back(self) -> bool:
        """Whether the newest document must not be shown now."""
        return self.url is None and redact_url(self.entry) is not None


@dataclass(frozen=True)
class VersionComparison:
    """The differences from the version `before` to the version `after`."""

    before: Entry
    after: Entry
    changes: list[DocumentChange]


class History:
    """The history of one record, newest first: at most 30 versions, in five queries."""

    def __init__(self, record: Any, now: datetime) -> None:
        records = PublicRecord.objects.filter(uid=record.uid).select_related("entry")
        self.row = records.first()
        self.entries = list(versions(self.row)[:SHOWN]) if self.row else []
        self.bodies = available(self.row, self.entries, now) if self.row else {}
        self.comparable = [entry for entry in self.entries if entry.sequence in self.bodies]

    def current(self, now: datetime) -> Json | None:
        """The document that anybody can read at `now`."""
        row = self.row
        return orjson.loads(row.entry.content) if row and row.is_public(now) else None

    def lines(self, plural: str, user: Any) -> list[VersionRow]:
        may_redact = user.has_perm("archive.redact_entry")
        newest = self.row.entry_id if self.row else None
        return [
            VersionRow(
                entry=entry,
                what=state_of(entry),
                url=version_url(plural, entry.key, entry.sequence)
                if entry in self.comparable
                else None,
                redact_url=redact_url(entry) if may_redact and entry.pk != newest else None,
            )
            for entry in self.entries
        ]

    def compared(self, before: str, after: str) -> VersionComparison | None:
        """Compare two versions by number, else the newest two."""
        by_number = {str(entry.sequence): entry for entry in self.comparable}
        newest = [*self.comparable, None, None]
        old = by_number.get(before, newest[1])
        new = by_number.get(after, newest[0])
        if old is None or new is None:
            return None
        differences = changes(*(orjson.loads(self.bodies[entry.sequence]) for entry in (old, new)))
        return VersionComparison(old, new, differences)


def draft_changes(record: Any, published: Json | None) -> list[DocumentChange] | None:
    """The changes that publishing the draft of `record` would make. None without a draft."""
    is_draft = isinstance(record, DraftStateMixin) and record.has_unpublished_changes
    if published is None or not is_draft:
        return None
    return changes(published, document_of_draft(record.get_latest_revision_as_object(), Render))


def address_on_site(document: Json, plural: str) -> str:
    return document.get("html_url") or record_url(plural, document["key"])
