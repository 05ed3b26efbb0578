"""One run of catching up: render, compare, append."""

import hashlib
import logging
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

import orjson
from django.db import transaction
from django.db.models import Q
from wagtail.models import TranslatableMixin

from archive.keys import Keys
from archive.models import (
    Dependency,
    Entry,
    FormerPath,
    Head,
    Pending,
    Record,
    SearchText,
)
from archive.models.entry import Action
from archive.publisher.dependencies import (
    PART,
    Change,
    affected_by,
    by_resource,
    descendants_of_hidden,
    in_parts,
    load_before,
    spoken_at,
)
from archive.publisher.hiding import those_that_hide
from archive.publisher.pending import Identity, leave
from archive.publisher.projection import (
    FacetRow,
    columns_of,
    facets_of,
    keep_facets,
    keep_rows,
    search_text_of,
)
from archive.registry import Document, Rendering, Resource
from archive.search import index as search
from archive.visibility import Visibility
from cms.models import Identified

logger = logging.getLogger("plenary.log")

# So many records that show something of a change follow it at once: about a second of work.
AT_ONCE = 100


def timestamp(moment: datetime) -> str:
    """`moment` as documents write it: "2026-11-23T17:00:00Z"."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def encode(document: Document, first_published_at: datetime, published_at: datetime) -> bytes:
    """The bytes of `document`, as they are stored, digested and served."""
    document["meta"]["published_at"] = timestamp(published_at)
    document["meta"]["first_published_at"] = timestamp(first_published_at)
    return orjson.dumps(document)


def digest_of(body: bytes) -> str:
    """The SHA-256 of `body`, in lower-case hexadecimal."""
    return hashlib.sha256(body).hexdigest()


@dataclass
class Written:
    """What a run has to write, gathered so that each table is written once."""

    entries: list[Entry] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    facets: set[FacetRow] = field(default_factory=set)
    texts: list[SearchText] = field(default_factory=list)
    former_paths: dict[str, uuid.UUID] = field(default_factory=dict)
    dependencies: dict[uuid.UUID, frozenset[uuid.UUID]] = field(default_factory=dict)


class Run:
    """Brings the log from the pending rows to the committed content, at one moment."""

    def __init__(self, head: Head, now: datetime) -> None:
        self.head = head
        self.began_at = now
        self.now = now.replace(microsecond=0)
        self.visibility = Visibility(now)
        self.keys = Keys()
        self.written = Written()
        self.problems: dict[Identity, str] = {}
        self.done: set[Identity] = set()
        self.later: set[Identity] = set()

    def finish(self, rows: list[Pending]) -> int:
        """Do what `rows` ask for; return the number of entries appended."""
        todo = {(row.kind, row.object_id) for row in rows} | self._overdue()
        self._claim_keys(todo)
        todo |= descendants_of_hidden(todo, self.visibility)
        todo |= spoken_at(todo)
        while todo:
            changes = [
                change
                for resource, ids in by_resource(todo)
                for change in self._compare(resource, ids)
            ]
            self.done |= todo
            todo = self._follow(changes)
            for change in changes:
                self._append(change)
        self._write()
        self._settle(rows)
        return len(self.written.entries)

    def _follow(self, changes: list[Change]) -> set[Identity]:
        """What this run goes on to: not to what waits for its batch, nor to too many at once.

        What shows something that has to vanish never waits.
        """
        load_before(changes)
        affected = affected_by(changes) - self.done
        if not affected:
            return affected
        late = affected & self.waiting
        if len(affected - late) > AT_ONCE:
            late = affected
        if late:
            late = late - affected_by(those_that_hide(changes))
        self.later |= late
        return affected - late

    @cached_property
    def waiting(self) -> set[Identity]:
        """What had been left for later when this run began."""
        return set(Pending.objects.filter(later=True).values_list("kind", "object_id"))

    def _overdue(self) -> set[Identity]:
        overdue = Record.objects.filter(live=True, expires_at__lte=self.visibility.now)
        return set(overdue.values_list("kind", "object_id"))

    def _claim_keys(self, todo: set[Identity]) -> None:
        """Keys come first: a document may link to any other one of this run."""
        public: list[Identified] = []
        for resource, object_ids in by_resource(todo):
            objects = resource.model._default_manager.filter(pk__in=object_ids)
            if issubclass(resource.model, TranslatableMixin):
                objects = objects.select_related("locale")
            public.extend(self.visibility.filter(objects))
        self.keys.claim(public)

    def _compare(self, resource: Resource, object_ids: list[int]) -> Iterator[Change]:
        """Render, and tell what differs from the newest entries."""
        renderings = {each.uid: each for each in self._render(resource, object_ids)}
        wanted = Q(kind=resource.kind, object_id__in=object_ids)
        records = {
            record.uid: record
            for record in Record.objects.filter(wanted).select_related("entry").defer("entry__body")
        }
        for uid, rendering in renderings.items():
            self.written.dependencies[uid] = rendering.dependencies
            record = records.get(uid)
            if record is None or not self._is_current(record, rendering):
                yield Change(resource, rendering.object_id, uid, record, rendering)
        failed = {object_id for kind, object_id in self.problems if kind == resource.kind}
        for uid, record in records.items():
            if record.live and uid not in renderings and record.object_id not in failed:
                yield Change(resource, record.object_id, uid, record, None)

    def _render(self, resource: Resource, object_ids: list[int]) -> list[Rendering]:
        """All at once; if that fails one by one, so that one broken record blocks no other."""
        try:
            with transaction.atomic():
                return resource.render(object_ids, self.visibility, self.keys)
        except Exception as error:
            if len(object_ids) > 1:
                return [
                    rendering
                    for object_id in object_ids
                    for rendering in self._render(resource, [object_id])
                ]
            logger.exception("cannot render %s %s", resource.kind, object_ids[0])
            self.problems[resource.kind, object_ids[0]] = f"{type(error).__name__}: {error}"
            return []

    def _is_current(self, record: Record, rendering: Rendering) -> bool:
        """Whether `rendering` has the digest of the newest entry. Times are those of the entry."""
        if not record.live or record.expires_at != rendering.expires_at:
            return False
        body = encode(rendering.document, record.first_published_at, record.changed_at)
        return digest_of(body) == record.entry.digest

    def _append(self, change: Change) -> None:
        self.head.sequence += 1
        self.head.recorded_at = self.now
        entry = Entry(
            sequence=self.head.sequence,
            uid=change.uid,
            kind=change.resource.kind,
            recorded_at=self.now,
        )
        if change.after is None:
            self._withdraw(change, entry)
        else:
            self._publish(change.resource, change.record, change.after, entry)
        self.written.entries.append(entry)

    def _publish(
        self, resource: Resource, record: Record | None, rendering: Rendering, entry: Entry
    ) -> None:
        document = rendering.document
        index = resource.index(document)
        first = record.first_published_at if record else self.now
        entry.body = encode(document, first, self.now)
        entry.digest = digest_of(entry.body)
        entry.action = Action.PUBLISH
        entry.key = document["key"]
        entry.locale = document.get("locale") or ""
        published = Record(
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
        self.written.records.append(published)
        if record is not None and record.live and record.path != published.path:
            self._leave(record)
        self.written.texts.append(search_text_of(resource, published, document))
        self.written.facets |= facets_of(entry.uid, index)

    def _leave(self, record: Record) -> None:
        """Its path of until now leads to `record`, until another one takes it."""
        if record.path:
            self.written.former_paths[record.path] = record.uid

    def _withdraw(self, change: Change, entry: Entry) -> None:
        record = change.record
        if record is None:
            raise ValueError("Only what was public can be withdrawn.")
        self._leave(record)
        entry.action = Action.WITHDRAW
        entry.key = record.key
        entry.locale = record.locale
        entry.reason = self._withdrawal_reason(change)
        record.entry = entry
        record.live = False
        record.summary = None
        record.expires_at = None
        record.changed_at = self.now
        self.written.records.append(record)
        self.written.dependencies[change.uid] = frozenset()

    def _withdrawal_reason(self, change: Change) -> str:
        """ "deleted", "expired" or "withdrawn": no more than a reader may know."""
        found = change.resource.model._default_manager.filter(pk=change.object_id).first()
        if found is None:
            return "deleted"
        expiry = getattr(found, "expire_at", None)
        return "expired" if expiry and expiry <= self.visibility.now else "withdrawn"

    def _write(self) -> None:
        if self.written.entries:
            Entry.objects.bulk_create(self.written.entries, batch_size=200)
            Record.objects.bulk_create(
                self.written.records,
                update_conflicts=True,
                unique_fields=["uid"],
                update_fields=[f.name for f in Record._meta.fields if f.name != "uid"],
                batch_size=200,
            )
            keep_facets(self.written.facets, [record.uid for record in self.written.records])
            search.forget([record.uid for record in self.written.records if not record.live])
            search.write(self.written.texts)
            self._write_former_paths()
            self.head.move(self.began_at)
            self.head.save()
        self._write_dependencies()

    def _write_former_paths(self) -> None:
        FormerPath.objects.bulk_create(
            [
                FormerPath(path=path, record_id=uid)
                for path, uid in self.written.former_paths.items()
            ],
            update_conflicts=True,
            unique_fields=["path"],
            update_fields=["record"],
            batch_size=PART,
        )

    def _write_dependencies(self) -> None:
        """Also those of an unchanged document: it may have looked at a new hidden record."""
        dependencies = self.written.dependencies
        wanted = {(record, uid) for record, uids in dependencies.items() for uid in uids}
        keep_rows(Dependency, ("record_id", "uid"), wanted, dependencies)

    def _settle(self, rows: list[Pending]) -> None:
        """Pending rows go, but those of a record that could not be rendered stay and say why.

        Those are tried again with every change. What has a row for later gets no second one.
        """
        finished = [row.pk for row in rows if (row.kind, row.object_id) not in self.problems]
        for part in in_parts(finished):
            Pending.objects.filter(pk__in=part).delete()
        known = {(row.kind, row.object_id) for row in rows}
        for (kind, object_id), problem in self.problems.items():
            if (kind, object_id) not in known:
                Pending.objects.create(kind=kind, object_id=object_id)
            Pending.objects.filter(kind=kind, object_id=object_id).update(
                problem=problem, later=False
            )
        if self.later and (new := self.later - self.done - self.waiting):
            leave(sorted(new))
