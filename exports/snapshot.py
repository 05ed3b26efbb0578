"""The public archive as an export holds it: one state and one scope."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

import orjson
from django.db.models import QuerySet
from django.utils import timezone

from api.history.versions import shown_of
from api.json_walk import links_in
from archive.batches import in_batches
from archive.fixity.damage import checked, note
from archive.models import Damaged, Entry, Head, PublicRecord
from archive.publisher.after_commit import catch_up
from archive.registry import Resource, registry
from archive.snapshot import one_state
from exports.media import Medium, media_of
from exports.streaming.disk_map import DiskMap
from exports.streaming.versions import ListedVersions, RecordVersion, RecordVersions, StoredVersions
from exports.tombstones import tombstones_of

Document = dict[str, Any]
FILES = ("document", "image")  # the kinds of records with a file


class CannotExport(Exception):
    """The export cannot be made. The message says why."""


@dataclass(frozen=True)
class LogEnd:
    """The end of the log in an export."""

    sequence: int
    epoch: str
    recorded_at: datetime
    skipped: int = 0  # numbers up to there without an entry


@contextmanager
def open_snapshot(
    *, series: str | None = None, as_of: datetime | None = None
) -> Iterator["Snapshot"]:
    """The snapshot of one export. Everything is read from one state of the archive.

    `series` is the key of a series, `as_of` a time of the past. Raises `Unavailable` for a series
    that is not public and for a time before the log.
    """
    catch_up()
    try:
        with one_state():
            yield Snapshot(series=series, as_of=as_of)
    except Damaged as damage:
        note({damage.sequence})
        raise CannotExport(f"{damage} Repair it first: see archive_verify --repair.") from damage


class Snapshot:
    """Public documents and files, always in the same order, a part at a time."""

    def __init__(
        self,
        *,
        series: str | None = None,
        as_of: datetime | None = None,
        now: datetime | None = None,
    ) -> None:
        self.series, self.as_of = series, as_of
        self.now = now or timezone.now()
        self.head = self._end()
        self._versions: dict[str, RecordVersions] = {}
        self._uids: set[str] | None = None
        if series is not None:
            self._uids = self._uids_of_series(series)
            self._versions.clear()

    @property
    def is_everything(self) -> bool:
        return self.series is None and self.as_of is None

    def kinds(self) -> list[Resource]:
        """The kinds of records, in the registry's order."""
        return list(registry)

    def versions(self, kind: str) -> RecordVersions:
        """The version of each record of a kind, in Python's order of keys."""
        if kind not in self._versions:
            self._versions[kind] = self._versions_of(kind)
        return self._versions[kind]

    def bodies(self, kind: str | None = None) -> Iterator[tuple[str, bytes]]:
        """`(key, stored bytes of the document)`, by kind and then by key."""
        for resource in self.kinds() if kind is None else [registry[kind]]:
            yield from self.bodies_of(self.versions(resource.kind))

    def bodies_of(self, versions: Iterable[RecordVersion]) -> Iterator[tuple[str, bytes]]:
        """The same of some versions, in their order."""
        for part in in_batches(versions):
            entries = self.entries_of(version.sequence for version in part)
            for version in part:
                yield version.key, entries[version.sequence].content

    def entries_of(self, sequences: Iterable[int]) -> dict[int, Entry]:
        """Entries by their numbers, with what may be shown of each."""
        entries = list(Entry.objects.filter(pk__in=list(sequences)))
        visible = checked(entries) if self.as_of is None else self._visible(entries)
        return {entry.pk: entry for entry in visible}

    def documents(self, kind: str | None = None) -> Iterator[Document]:
        """The documents of `bodies`, parsed."""
        for _key, body in self.bodies(kind):
            yield orjson.loads(body)

    def history(self, uid: uuid.UUID | str) -> list[Entry]:
        """All versions of one record, the oldest first.

        A version that is not public now has no body. Nor has a withdrawal or a redacted version.
        One that is public without the editions beside it has the body and the digest of that.
        """
        return self._visible(list(self._log().filter(uid=uid).order_by("sequence")))

    def histories(self, uids: list[uuid.UUID]) -> dict[uuid.UUID, list[Entry]]:
        """The same for some records, in a number of queries that does not grow with them."""
        histories: dict[uuid.UUID, list[Entry]] = {uid: [] for uid in uids}
        for entry in self._visible(list(self._log().filter(uid__in=uids).order_by("sequence"))):
            histories[entry.uid].append(entry)
        return histories

    def entries(self) -> Iterator[Entry]:
        """The whole log in its order, with the bodies that are public now."""
        rows = self._log().order_by("sequence").values_list("sequence", "uid")
        sequences = [number for number, uid in rows.iterator(chunk_size=5000) if self._has(uid)]
        for part in in_batches(sequences):
            yield from self._visible(list(Entry.objects.filter(pk__in=part).order_by("sequence")))

    def tombstones(self) -> Iterator[Document]:
        """The tombstones of withdrawn records, by kind and then by key.

        The export of a series has none, because a withdrawn record belongs to no series.
        """
        if self.series is not None:
            return
        gone = PublicRecord.objects.exclude(pk__in=self._public().values("pk"))
        keys = gone.filter(entry_id__lte=self.head.sequence).values_list("kind", "key", "uid")
        order = {resource.kind: place for place, resource in enumerate(registry)}
        uids = DiskMap()
        for kind, key, uid in keys.iterator():
            uids[f"{order[kind]:02} {key}"] = str(uid)
        for part in in_batches(uuid.UUID(uid) for _place, uid in uids.pairs()):
            yield from tombstones_of(part)

    def media(self) -> Iterator[tuple[str, Callable[[], IO[bytes]], str]]:
        """`(path, opener, sha256)` of every public file, each once, by path within a kind.

        The SHA-256 was taken at the upload. It is "" for a rendition. See
        `exports.media.media_path` for the path of an address in a document.
        """
        for medium in self.files():
            yield medium.path, medium.open, medium.sha256

    def files(self) -> Iterator[Medium]:
        for kind in FILES:
            for part in in_batches(version.uid for version in self.versions(kind)):
                yield from media_of(kind, part)

    def _end(self) -> LogEnd:
        head = Head.objects.get()
        entries = Entry.objects.newest_first()
        if self.as_of is not None:
            entries = entries.until(self.as_of)
        row = entries.values_list("sequence", "recorded_at").first()
        if row is None:
            raise CannotExport("The log begins after this time.")
        skipped = row[0] - Entry.objects.filter(sequence__lte=row[0]).count()
        return LogEnd(row[0], head.epoch, row[1], skipped)

    def _log(self) -> QuerySet[Entry]:
        return Entry.objects.filter(sequence__lte=self.head.sequence)

    def _has(self, uid: uuid.UUID) -> bool:
        return self._uids is None or str(uid) in self._uids

    def _public(self) -> QuerySet[PublicRecord]:
        return PublicRecord.objects.public(self.now)

    def _versions_of(self, kind: str) -> RecordVersions:
        now = StoredVersions(self._public().filter(kind=kind))
        if self.is_everything:
            return now
        versions = now if self.as_of is None else self._then(kind)
        return ListedVersions(sorted(version for version in versions if self._has(version.uid)))

    def _then(self, kind: str) -> Iterator[RecordVersion]:
        """The versions of that time that are public now."""
        newest = Entry.objects.of_record_at(self.head.sequence)
        then = self._public().filter(kind=kind).annotate(then=newest).filter(then__isnull=False)
        for part in in_batches(list(then.values_list("then", flat=True))):
            entries = self._visible(list(Entry.objects.filter(pk__in=part)))
            for entry in entries:
                if entry.body is not None:
                    yield RecordVersion(entry.key, entry.sequence, entry.uid)

    def _visible(self, entries: list[Entry]) -> list[Entry]:
        """`entries`, without what is not public now in their bodies."""
        uids = {entry.uid for entry in checked(entries)}
        newest = dict(self._public().filter(uid__in=uids).values_list("uid", "entry_id"))
        earlier = [
            entry
            for entry in entries
            if entry.body is not None and entry.sequence != newest.get(entry.uid, entry.sequence)
        ]
        records = PublicRecord.objects.select_related("entry").in_bulk(
            {entry.uid for entry in earlier}
        )
        pairs = [(records[entry.uid], entry) for entry in earlier]
        visible = shown_of(pairs, self.now) if pairs else {}
        current = set(newest.values())
        for entry in entries:
            if entry.sequence in visible:
                entry.show(visible[entry.sequence])
            elif entry.sequence not in current:
                entry.body = None
        return entries

    def _uids_of_series(self, key: str) -> set[str]:
        """The ids of a series, of its editions, and of all records that these embed or link."""
        series = {version.key: str(version.uid) for version in self.versions("series")}
        if key not in series:
            raise CannotExport(f"There is no public series with the key {key}.")
        uids = set()
        for kind in ("series", "event"):
            for document in self.documents(kind):
                owner = document if kind == "series" else document["series"] or {}
                if owner.get("id") == series[key]:
                    uids |= links_in(document)
        return uids
