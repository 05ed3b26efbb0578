"""The public key of each record: given once, never to anything else."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from archive.models import PublicRecord
from archive.publisher.compiled_query import read_few
from cms.models import ErasedKey, Identified, Identifier
from cms.text.slugs import is_reserved

NOBODY = uuid.UUID(int=0)  # owns the keys of removed people
# Whose a key is, by kind and key.
Owners = dict[tuple[str, str], uuid.UUID]


class Keys:
    """Today's keys, of this transaction: read in bulk, claimed under the log's lock.

    With `claims_late`, the records that are rendered next claim their keys when they are loaded.
    """

    claims_late = False

    def __init__(self) -> None:
        self._keys: dict[uuid.UUID, str] = {}
        self._public: dict[uuid.UUID, str] = {}

    def know_public(self, records: Iterable[PublicRecord]) -> None:
        """Remember the keys of `records`, which this transaction has read, for `claim`."""
        self._public.update((record.uid, record.key) for record in records if record.live)

    def of_loaded(self, records: Iterable[Identified]) -> None:
        """Whoever renders `records` calls it when they are loaded."""
        if self.claims_late:
            self.claim(records)

    def of(self, record: Identified) -> str:
        """The key of a public record. `load` it first, or it costs a query."""
        if record.uid not in self._keys:
            self.load([record])
        return self._keys[record.uid]

    def load(self, records: Iterable[Identified]) -> None:
        """Read the keys of `records` in one query; one without a key keeps the one it wants."""
        missing = {record.uid: record for record in records if record.uid not in self._keys}
        if not missing:
            return
        self._keys.update(read_few("keys", _keys, list(missing)))
        for uid in missing.keys() - self._keys.keys():
            self._keys[uid] = missing[uid].wanted_key

    def claim(self, records: Iterable[Identified]) -> None:
        """Give each of `records` its key for good. Call it under the log's lock.

        A public record that wants the key that it has keeps it: nobody else can have it.
        """
        wanting = self._without_those_who_have_theirs(records)
        if not wanting:
            return
        claimed = _claimed(wanting)
        owners = _owners(wanting, claimed)
        new = []
        for record in wanting:
            key = self._choose(record, owners)
            if (record.kind, key) not in claimed:
                claimed[record.kind, key] = owners[record.kind, key.upper()] = record.uid
                new.append(Identifier(kind=record.kind, key=key, uid=record.uid))
            self._keys[record.uid] = key
        Identifier.objects.bulk_create(new)

    def _without_those_who_have_theirs(self, records: Iterable[Identified]) -> list[Identified]:
        wanting = {record.uid: record for record in records}
        unknown = list(wanting.keys() - self._public.keys())
        self._public.update(read_few("public keys", _public_keys, unknown))
        for uid in wanting.keys() & self._public.keys():
            key = self._public[uid]
            if key == wanting[uid].wanted_key:
                self._keys[uid] = key
                del wanting[uid]
        return list(wanting.values())

    @staticmethod
    def _choose(record: Identified, owners: Owners) -> str:
        """The wanted key, or the first numbered one that is free or already this record's.

        Keys name files, so two keys differ by more than upper and lower case.
        """
        stem, number = record.wanted_key, 1
        key = stem
        while (
            is_reserved(key)
            or owners.get((record.kind, key.upper()), record.uid) != record.uid
            or (number > 1 and _is_taken(record, key, owners))
        ):
            number += 1
            key = f"{stem}-{number}"
        return key


def _keys(uids: Sequence[uuid.UUID], now: datetime) -> QuerySet:
    return PublicRecord.objects.filter(uid__in=uids).values_list("uid", "key")


def _public_keys(uids: Sequence[uuid.UUID], now: datetime) -> QuerySet:
    return _keys(uids, now).filter(live=True)


def _is_taken(record: Identified, key: str, owners: Owners) -> bool:
    """Whether a numbered key, not read in bulk, belongs to another record."""
    if (record.kind, key.upper()) in owners:
        return owners[record.kind, key.upper()] != record.uid
    is_erased = bool(ErasedKey.among(record.kind, [key.upper()]))
    return is_erased or Identifier.owner(record.kind, key) not in (None, record.uid)


def _claimed(records: list[Identified]) -> Owners:
    """Every key that `records` have or want, in any case of its letters, and whose it is."""
    condition = Q(uid__in=[record.uid for record in records])
    for kind, keys in _wanted(records):
        condition |= Q(kind=kind, folded__in=[key.upper() for key in keys])
    rows = Identifier.objects.alias(folded=Upper("key")).filter(condition)
    return {(row.kind, row.key): row.uid for row in rows.iterator()}


def _owners(records: list[Identified], claimed: Owners) -> Owners:
    """Whose each key is, in capitals: keys name files, which differ by more than the case."""
    owners = {(kind, key.upper()): uid for (kind, key), uid in claimed.items()}
    public = Q(pk=None)
    for kind, keys in _wanted(records):
        public |= Q(kind=kind, key__in=keys)
        erased = ErasedKey.among(kind, [key.upper() for key in keys])
        owners |= {(kind, key): NOBODY for key in erased}
    # A former key that came from a merged record stays the name of its tombstone.
    for kind, key, uid in PublicRecord.objects.filter(public).values_list("kind", "key", "uid"):
        owners[kind, key.upper()] = uid
    return owners


def _wanted(records: list[Identified]) -> Iterator[tuple[str, list[str]]]:
    for kind in {record.kind for record in records}:
        yield kind, [record.wanted_key for record in records if record.kind == kind]
