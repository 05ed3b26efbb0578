"""What an export is made from: the public archive, in one state and one scope."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, NamedTuple

import orjson
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from api.history.versions import shown
from api.json_walk import links_in
from archive.batches import in_batches
from archive.encoding import timestamp
from archive.models import Entry, Head, PublicRecord
from archive.publisher.log import catch_up
from archive.registry import Resource, registry
from archive.snapshot import one_state
from cms.models import Identifier
from exports.media import Medium, media_of

Document = dict[str, Any]


class Unavailable(Exception):
    """What was asked for is not there; the words say what."""


@dataclass(frozen=True)
class End:
    """The end of the log, as far as an export goes."""

    sequence: int
    epoch: str
    recorded_at: datetime


class Chosen(NamedTuple):
    """The version of a record that an export holds. It sorts by key."""

    key: str
    sequence: int
    uid: uuid.UUID


@contextmanager
def open_source(*, series: str | None = None, as_of: datetime | None = None) -> Iterator["Source"]:
    """The source of one export: all it is asked for is read from one state of the archive.

    `series` is the key of a series, `as_of` a time of the past. Raises `Unavailable` for a series
    that is not public and for a time before the log.
    """
    catch_up()
    with one_state():
        yield Source(series=series, as_of=as_of)


class Source:
    """Public documents and files. Everything comes in one order, a part at a time."""

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
        self._chosen: dict[str, list[Chosen]] = {}
        self._wanted: set[str] | None = None
        if series is not None:
            self._wanted = self._of_series(series)
            self._chosen.clear()

    @property
    def is_everything(self) -> bool:
        return self.series is None and self.as_of is None

    def kinds(self) -> list[Resource]:
        """The kinds of records, in the registry's order."""
        return list(registry)

    def count(self, kind: str) -> int:
        return len(self._of_kind(kind))

    def chosen(self, kind: str) -> list[Chosen]:
        """The version of each record of a kind that the export holds, by key."""
        return self._of_kind(kind)

    def bodies(self, kind: str | None = None) -> Iterator[tuple[str, bytes]]:
        """`(key, document as its bytes were stored)`, by kind and then by key."""
        for resource in self.kinds() if kind is None else [registry[kind]]:
            for part in in_batches(self._of_kind(resource.kind)):
                entries = Entry.objects.filter(pk__in=[chosen.sequence for chosen in part])
                bodies = dict(entries.values_list("sequence", "body"))
                for chosen in part:
                    yield chosen.key, bytes(bodies[chosen.sequence] or b"")

    def documents(self, kind: str | None = None) -> Iterator[Document]:
        """The same, read."""
        for _key, body in self.bodies(kind):
            yield orjson.loads(body)

    def history(self, uid: uuid.UUID | str) -> list[Entry]:
        """All versions of one record, the oldest first.

        One that may not be shown now has no body; nor has a withdrawal or a redacted one.
        """
        return self._shown(list(self._log().filter(uid=uid).order_by("sequence")))

    def histories(self, uids: list[uuid.UUID]) -> dict[uuid.UUID, list[Entry]]:
        """The same for some records, in a number of queries that does not grow with them."""
        found: dict[uuid.UUID, list[Entry]] = {uid: [] for uid in uids}
        for entry in self._shown(list(self._log().filter(uid__in=uids).order_by("sequence"))):
            found[entry.uid].append(entry)
        return found

    def entries(self) -> Iterator[Entry]:
        """The whole log in its order, with the bodies that may be shown now."""
        rows = self._log().order_by("sequence").values_list("sequence", "uid")
        wanted = [number for number, uid in rows.iterator(chunk_size=5000) if self._wants(uid)]
        for part in in_batches(wanted):
            yield from self._shown(list(Entry.objects.filter(pk__in=part).order_by("sequence")))

    def tombstones(self) -> Iterator[Document]:
        """What was public and is no longer, by kind and then by key: what it was, not what it said.

        None for one series: a record that is gone belongs to nothing any more.
        """
        if self.series is not None:
            return
        gone = PublicRecord.objects.exclude(pk__in=self._public().values("pk"))
        keys = gone.filter(entry_id__lte=self.head.sequence).values_list("kind", "key", "uid")
        order = {resource.kind: place for place, resource in enumerate(registry)}
        uids = [row[2] for row in sorted(keys, key=lambda row: (order[row[0]], row[1]))]
        for part in in_batches(uids):
            records = (
                PublicRecord.objects.select_related("entry").defer("entry__body").in_bulk(part)
            )
            former = self._former_keys(part)
            for uid in part:
                yield tombstone(records[uid], former.get(uid, []))

    def media(self) -> Iterator[tuple[str, Callable[[], IO[bytes]], str]]:
        """`(path, opener, sha256)` of every public file, each once, by path within a kind.

        The SHA-256 is that of the file as it came in, and "" for a size of a picture. See
        `exports.media.media_path` for the path of an address in a document.
        """
        for medium in self.files():
            yield medium.path, medium.open, medium.sha256

    def files(self) -> Iterator[Medium]:
        for kind in ("document", "image"):
            for part in in_batches([chosen.uid for chosen in self._of_kind(kind)]):
                yield from media_of(kind, part)

    # -- How it is found ---------------------------------------------------------------------

    def _end(self) -> End:
        head = Head.objects.get()
        entries = Entry.objects.order_by("-sequence")
        if self.as_of is not None:
            entries = entries.filter(recorded_at__lte=self.as_of)
        row = entries.values_list("sequence", "recorded_at").first()
        if row is None:
            raise Unavailable("The log holds nothing of that time: it begins later.")
        return End(row[0], head.epoch, row[1])

    def _log(self) -> QuerySet[Entry]:
        return Entry.objects.filter(sequence__lte=self.head.sequence)

    def _wants(self, uid: uuid.UUID) -> bool:
        return self._wanted is None or str(uid) in self._wanted

    def _public(self) -> QuerySet[PublicRecord]:
        unexpired = Q(expires_at__isnull=True) | Q(expires_at__gt=self.now)
        return PublicRecord.objects.filter(unexpired, live=True)

    def _of_kind(self, kind: str) -> list[Chosen]:
        """In the order of keys as Python has it, which no database knows better."""
        if kind not in self._chosen:
            found = self._now(kind) if self.as_of is None else self._then(kind)
            self._chosen[kind] = sorted(each for each in found if self._wants(each.uid))
        return self._chosen[kind]

    def _now(self, kind: str) -> Iterator[Chosen]:
        rows = self._public().filter(kind=kind).values_list("key", "entry_id", "uid")
        yield from map(Chosen._make, rows.iterator(chunk_size=5000))

    def _then(self, kind: str) -> Iterator[Chosen]:
        """The versions of that time, as far as the present allows."""
        earlier = Entry.objects.filter(uid=OuterRef("uid"), sequence__lte=self.head.sequence)
        newest = Subquery(earlier.order_by("-sequence").values("sequence")[:1])
        then = self._public().filter(kind=kind).annotate(then=newest).filter(then__isnull=False)
        for part in in_batches(list(then.values_list("then", flat=True))):
            entries = self._shown(list(Entry.objects.filter(pk__in=part)))
            for entry in entries:
                if entry.body is not None:
                    yield Chosen(entry.key, entry.sequence, entry.uid)

    def _shown(self, entries: list[Entry]) -> list[Entry]:
        """`entries`, without the bodies of those that may not be shown now."""
        uids = {entry.uid for entry in entries}
        newest = dict(self._public().filter(uid__in=uids).values_list("uid", "entry_id"))
        earlier = [
            entry
            for entry in entries
            if entry.body is not None and entry.sequence != newest.get(entry.uid, entry.sequence)
        ]
        records = PublicRecord.objects.select_related("entry").in_bulk(
            {each.uid for each in earlier}
        )
        pairs = [(records[entry.uid], entry) for entry in earlier]
        may = set(newest.values()) | (shown(pairs, self.now) if pairs else set())
        for entry in entries:
            if entry.sequence not in may:
                entry.body = None
        return entries

    def _of_series(self, key: str) -> set[str]:
        """The ids of a series, of its editions and of all that these embed or link."""
        series = {each.key: str(each.uid) for each in self._of_kind("series")}
        if key not in series:
            raise Unavailable(f"There is no public series with the key {key}.")
        wanted = set()
        for kind in ("series", "event"):
            for document in self.documents(kind):
                of = document["id"] if kind == "series" else (document["series"] or {}).get("id")
                if of == series[key]:
                    wanted |= links_in(document)
        return wanted

    @staticmethod
    def _former_keys(uids: list[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
        former: dict[uuid.UUID, list[str]] = {}
        for uid, key in Identifier.objects.filter(uid__in=uids).values_list("uid", "key"):
            former.setdefault(uid, []).append(key)
        return former


def tombstone(record: PublicRecord, keys: list[str]) -> Document:
    """`{"id", "type", "key", "former_keys", "locale", "withdrawn_at", "reason", "sequence"}`."""
    return {
        "id": str(record.uid),
        "type": record.kind,
        "key": record.key,
        "former_keys": sorted(set(keys) - {record.key}),
        "locale": record.locale or None,
        "withdrawn_at": timestamp(record.entry.recorded_at),
        "reason": record.entry.reason or "expired",
        "sequence": record.entry_id,
    }
