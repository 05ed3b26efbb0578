"""Writes the entries of a publish run, and the rows that reads are answered from."""

import uuid
from datetime import datetime

from archive.batches import BATCH_SIZE
from archive.encoding import digest_of, encode
from archive.models import Dependency, Entry, FormerPath, Head, PublicRecord, SearchText
from archive.models.entry import Action
from archive.publisher.change import Change
from archive.publisher.facet_counts import count_all, counts_of, keep_counts
from archive.publisher.projection import (
    FacetRow,
    RowsOf,
    columns_of,
    facets_of,
    keep_facets,
    keep_rows,
    search_text_of,
)
from archive.registry import Rendering, Resource
from archive.search import files
from archive.search import index as search
from archive.visibility import has_expired
from cms.models import CustomDocument, Identifier


class LogWriter:
    """Makes the entries of changes, and writes each table once, at the end."""

    def __init__(self, head: Head, now: datetime) -> None:
        self.head = head
        self.last_number = head.sequence
        self.began_at = now
        self.now = now.replace(microsecond=0)
        self.entries: list[Entry] = []
        self.records: list[PublicRecord] = []
        self.facets: dict[uuid.UUID, set[FacetRow]] = {}
        self.former_owners: dict[uuid.UUID, tuple[str, str]] = {}
        self.texts: list[SearchText] = []
        self.former_paths: dict[str, uuid.UUID] = {}
        self.dependencies: dict[uuid.UUID, frozenset[uuid.UUID]] = {}

    def append(self, change: Change) -> None:
        """Give `change` the next number of the log."""
        self.head.recorded_at = self.now
        entry = Entry(
            sequence=self.head.next_number(),
            uid=change.uid,
            kind=change.resource.kind,
            recorded_at=self.now,
        )
        if change.record is not None:
            self.former_owners[change.uid] = (change.record.kind, change.record.locale)
        if change.after is None:
            self._withdraw(change, entry)
        else:
            self._publish(change.resource, change.record, change.after, entry)
        self.entries.append(entry)

    def _publish(
        self, resource: Resource, record: PublicRecord | None, rendering: Rendering, entry: Entry
    ) -> None:
        document = rendering.document
        index = resource.index(document)
        first = record.first_published_at if record else self.now
        entry.body = encode(document, first, self.now)
        entry.digest = digest_of(entry.body)
        entry.action = Action.PUBLISH
        entry.key = document["key"]
        entry.locale = document.get("locale") or ""
        published = PublicRecord(
            uid=entry.uid,
            kind=entry.kind,
            key=entry.key,
            locale=entry.locale,
            object_id=rendering.object_id,
            entry=entry,
            live=True,
            first_published_at=first,
            changed_at=self.now,
            expires_at=rendering.expires_at,
            **columns_of(resource, document, index),
        )
        self.records.append(published)
        if record is not None and record.live and record.path != published.path:
            self._keep_path(record)
        self.texts.append(search_text_of(resource, published, document))
        self.facets[entry.uid] = facets_of(index)

    def _keep_path(self, record: PublicRecord) -> None:
        """Let the path of `record` lead to it until another record takes that path."""
        if record.path:
            self.former_paths[record.path] = record.uid

    def _withdraw(self, change: Change, entry: Entry) -> None:
        record = change.record
        if record is None:
            raise ValueError("Only what was public can be withdrawn.")
        self._keep_path(record)
        entry.action = Action.WITHDRAW
        entry.key = record.key
        entry.locale = record.locale
        entry.reason = self._withdrawal_reason(change)
        record.entry = entry
        record.live = False
        record.summary = None
        record.expires_at = None
        record.changed_at = self.now
        self.records.append(record)
        self.facets[change.uid] = set()
        self.dependencies[change.uid] = frozenset()

    def _withdrawal_reason(self, change: Change) -> str:
        """ "deleted", "merged", "expired" or "withdrawn": no more than a reader may know."""
        content = change.resource.model._default_manager.filter(pk=change.object_id).first()
        if content is None:
            key = change.record.key if change.record else ""
            owner = Identifier.owner(change.resource.kind, key)
            return "deleted" if owner in (None, change.uid) else "merged"
        return "expired" if has_expired(content, self.began_at) else "withdrawn"

    def write(self) -> None:
        """Write all that was gathered, and move the head."""
        if self.entries:
            Entry.objects.bulk_create(self.entries, batch_size=200)
            former_facets = self._write_records()
            self.head.append(self.began_at)
            self.head.save()
            self._count(former_facets)
        self._write_dependencies()

    def _write_records(self) -> RowsOf:
        """Returns the facets that the records had."""
        PublicRecord.objects.bulk_create(
            self.records,
            update_conflicts=True,
            unique_fields=["uid"],
            update_fields=[f.name for f in PublicRecord._meta.fields if f.name != "uid"],
            batch_size=200,
        )
        documents = [r.uid for r in self.records if r.kind == CustomDocument.kind]
        shown_before = files.shown_by(documents)
        former_facets = keep_facets(self.facets)
        search.forget([record.uid for record in self.records if not record.live])
        search.write(self.texts)
        files.forget_unused(shown_before)
        self._write_former_paths()
        return former_facets

    def _count(self, former_facets: RowsOf) -> None:
        if former_facets.keys() - self.former_owners.keys():
            count_all()  # a record that has come back as another row of its table
            return
        owners = {record.uid: (record.kind, record.locale) for record in self.records}
        before = counts_of(former_facets.items(), self.former_owners)
        after = counts_of(self.facets.items(), owners)
        keep_counts(before, after, (self.last_number, self.head.sequence))

    def _write_former_paths(self) -> None:
        FormerPath.objects.bulk_create(
            [FormerPath(path=path, record_id=uid) for path, uid in self.former_paths.items()],
            update_conflicts=True,
            unique_fields=["path"],
            update_fields=["record"],
            batch_size=BATCH_SIZE,
        )

    def _write_dependencies(self) -> None:
        """Also those of an unchanged document: it may have looked at a new hidden record."""
        rows = {record: {(uid,) for uid in uids} for record, uids in self.dependencies.items()}
        keep_rows(Dependency, ("uid",), rows)
