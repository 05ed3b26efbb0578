"""Checks that the log equals the content."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils import timezone

from archive import cache_generation
from archive.batches import BATCH_SIZE, in_batches
from archive.encoding import digest_of, encode_again, is_whole
from archive.fixity.columns import (
    put_columns_back,
    unreadable_columns,
    wrong_columns,
)
from archive.fixity.damage import put_back, rendered_again, written_entries
from archive.keys import Keys
from archive.models import Entry, Head, Pending, PublicRecord
from archive.publisher.after_commit import catch_up, forget_marks, mark
from archive.publisher.facet_counts import count_all, wrong_counts
from archive.publisher.lock import appending
from archive.publisher.pending import Identity
from archive.publisher.projection import project_again, stale_records
from archive.publisher.tasks import finish
from archive.registry import Rendering, Resource, registry
from archive.visibility import Visibility


@dataclass(frozen=True)
class Difference:
    """Something that is wrong. `identity` is set when rendering the record again mends it.

    `damaged` is the number of an entry whose bytes do not have their digest, or that nobody can
    read. `columns`: the number of an entry that is not that of its document, and the columns as the
    document says them.
    """

    line: str
    identity: Identity | None = None
    damaged: int | None = None
    columns: tuple[int, dict[str, Any]] | None = None

    def __str__(self) -> str:
        return self.line


def differences() -> Iterator[Difference]:
    """Every difference between the content and the log, and within the log itself.

    It reads one state of the content, and nothing is appended meanwhile.
    """
    with appending():
        visibility = Visibility(timezone.now())
        unreadable = unreadable_columns()
        for sequence, names in unreadable.items():
            line = f"columns: {', '.join(names)} of the entry {sequence}"
            yield Difference(line, damaged=sequence)
        pending = list(Pending.objects.order_by("pk"))
        yield from _pending(pending)
        reported = {(row.kind, row.object_id) for row in pending} | _records_at(unreadable)
        for resource in registry:
            for difference in _documents(resource, visibility, unreadable):
                if difference.identity not in reported:
                    yield difference
        yield from _entries()
        yield from _order(unreadable)
        stale = [f"projection: {record.kind} {record.key}" for record in stale_records(unreadable)]
        yield from map(Difference, stale)
        if not stale and (wrong := wrong_counts()):
            yield Difference(f"counts: {len(wrong)}, such as {' '.join(filter(None, wrong[0]))}")


def repair(damaged: Iterable[Entry], copies: Mapping[int, bytes]) -> int:
    """Put back damaged documents, and render again what that mends.

    `copies` are the bytes of documents by the numbers of their entries. Returns how many entries
    are new.
    """
    for entry in damaged:
        if body := copies.get(entry.pk) or rendered_again(entry):
            put_back(entry, body)
    divergences = list(differences())
    for difference in divergences:
        if difference.columns is not None:
            put_columns_back(*difference.columns)
    mendable = {
        difference.identity for difference in divergences if difference.identity is not None
    }
    before = Entry.objects.count()
    forget_marks()
    mark(mendable)
    catch_up()
    finish()
    with appending():
        stale, wrong = list(stale_records(unreadable_columns())), wrong_counts()
        if stale or wrong:
            project_again(stale)
            count_all()
            cache_generation.move()
    return Entry.objects.count() - before


def _pending(rows: list[Pending]) -> Iterator[Difference]:
    for row in rows:
        why = f": {row.problem}" if row.problem else ""
        yield Difference(f"pending {row.kind} {row.object_id}{why}", (row.kind, row.object_id))


def _records_at(sequences: Collection[int]) -> set[Identity]:
    records = PublicRecord.objects.filter(entry_id__in=sequences)
    return set(records.values_list("kind", "object_id"))


def _documents(
    resource: Resource, visibility: Visibility, unreadable: Collection[int]
) -> Iterator[Difference]:
    """Public content without a document, documents without public content, different bytes."""
    public = visibility.filter(resource.model._default_manager.order_by("pk"))
    object_ids = list(public.values_list("pk", flat=True))
    for part in in_batches(object_ids):
        records = {
            record.object_id: record
            for record in PublicRecord.objects.filter(
                kind=resource.kind, object_id__in=part, live=True
            )
            .exclude(entry_id__in=unreadable)
            .select_related("entry")
        }
        for rendering in resource.render(part, visibility, Keys()):
            yield from _compare(resource, records.get(rendering.object_id), rendering)
    live = PublicRecord.objects.filter(kind=resource.kind, live=True)
    public_ids = set(object_ids)
    for object_id, key in live.values_list("object_id", "key").iterator(chunk_size=BATCH_SIZE):
        if object_id not in public_ids:
            yield Difference(f"not public: {resource.kind} {key}", (resource.kind, object_id))


def _compare(
    resource: Resource, record: PublicRecord | None, rendering: Rendering
) -> Iterator[Difference]:
    key = rendering.document["key"]
    identity = resource.kind, rendering.object_id
    if record is None:
        yield Difference(f"missing: {resource.kind} {key}", identity)
        return
    body = encode_again(rendering.document, record)
    if digest_of(body) != record.entry.digest:
        yield Difference(f"differs: {resource.kind} {key} at {record.entry_id}", identity)
    elif record.expires_at != rendering.expires_at:
        yield Difference(f"expiry differs: {resource.kind} {key}", identity)


def _entries() -> Iterator[Difference]:
    """Entries whose bytes do not have their digest, or say something else than their columns."""
    for entry in written_entries():
        if not is_whole(entry):
            line = f"digest: {entry.kind} {entry.key} at {entry.sequence}"
            yield Difference(line, damaged=entry.sequence)
        elif columns := wrong_columns(entry):
            line = f"columns: {', '.join(columns)} of the entry {entry.sequence}"
            yield Difference(line, columns=(entry.sequence, columns))


def _order(unreadable: Collection[int]) -> Iterator[Difference]:
    """Gaps in the numbers, a head that is not at the end, records not at their newest entries."""
    newest = Entry.objects.aggregate(newest=Max("sequence"))["newest"] or 0
    head, skipped = Head.objects.values_list("sequence", "skipped").first() or (0, 0)
    if head != newest:
        yield Difference(f"head: it says {head}, the newest entry is {newest}")
    if (count := Entry.objects.count()) != (numbers := newest - skipped):
        yield Difference(f"sequence: {numbers} numbers are given, {count} entries are there")
    readable = Entry.objects.exclude(pk__in=unreadable)
    latest = readable.values("uid").annotate(newest=Max("sequence"))
    stale = dict(latest.values_list("uid", "newest"))
    for record in PublicRecord.objects.only(
        "uid", "kind", "key", "object_id", "entry_id"
    ).iterator():
        newest_of_record = stale.pop(record.uid, None)
        if record.entry_id not in unreadable and newest_of_record != record.entry_id:
            identity = record.kind, record.object_id
            yield Difference(f"record: {record.kind} {record.key} is not at its newest", identity)
    for uid in stale:
        yield Difference(f"record: none for {uid}")
