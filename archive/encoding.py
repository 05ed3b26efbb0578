"""The stored form of a document: its bytes, its times and its digest."""

import hashlib
from datetime import UTC, datetime

import orjson

from archive.models import Entry, PublicRecord
from archive.registry import Document


def timestamp(moment: datetime) -> str:
    """`moment` as documents write it: "2026-11-23T17:00:00Z"."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def encode(document: Document, first_published_at: datetime, published_at: datetime) -> bytes:
    """The bytes of `document`, as they are stored, digested and served."""
    document["meta"]["published_at"] = timestamp(published_at)
    document["meta"]["first_published_at"] = timestamp(first_published_at)
    return orjson.dumps(document)


def encode_again(document: Document, record: PublicRecord) -> bytes:
    """The bytes of `document` with the times of the newest entry of `record`.

    They have the digest of that entry, unless something else has changed.
    """
    return encode(document, record.first_published_at, record.changed_at)


def digest_of(body: bytes) -> str:
    """The SHA-256 of `body`, in lower-case hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def is_whole(entry: Entry) -> bool:
    """Whether the stored bytes are those that were written."""
    return digest_of(entry.stored) == entry.digest
