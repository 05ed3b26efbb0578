"""What an export says of records that were public and are no longer."""

import uuid
from collections import defaultdict
from collections.abc import Iterator

from archive.encoding import timestamp
from archive.models import PublicRecord
from archive.registry import Document
from cms.models import Identifier


def tombstones_of(uids: list[uuid.UUID]) -> Iterator[Document]:
    """The tombstones of withdrawn records, in the order of `uids`. Two queries."""
    records = PublicRecord.objects.select_related("entry").defer("entry__body").in_bulk(uids)
    keys: defaultdict[uuid.UUID, set[str]] = defaultdict(set)
    for uid, key in Identifier.objects.filter(uid__in=uids).values_list("uid", "key"):
        keys[uid].add(key)
    for uid in uids:
        yield tombstone(records[uid], keys[uid])


def tombstone(record: PublicRecord, keys: set[str]) -> Document:
    """`{"id", "type", "key", "former_keys", "locale", "withdrawn_at", "reason", "sequence"}`."""
    return {
        "id": str(record.uid),
        "type": record.kind,
        "key": record.key,
        "former_keys": sorted(keys - {record.key}),
        "locale": record.locale or None,
        "withdrawn_at": timestamp(record.entry.recorded_at),
        "reason": record.entry.reason or "expired",
        "sequence": record.entry_id,
    }
