"""Columns of the log that are not those of its documents, or that nobody can read any more."""

import uuid
from collections.abc import Callable
from typing import Any

import orjson
from django.db import connection
from django.db.models import BinaryField
from django.db.models.functions import Cast
from django.utils.dateparse import parse_datetime

from archive import cache_generation
from archive.encoding import digest_of
from archive.models import Entry
from archive.models.entry import Action

# How the columns are read that SQLite keeps as text. There a flipped bit can leave no value.
READERS: dict[str, Callable[[str], Any]] = {
    "uid": uuid.UUID,
    "kind": str,
    "key": str,
    "locale": str,
    "action": Action,
    "digest": str,
    "recorded_at": parse_datetime,
    "reason": str,
    "redacted_at": parse_datetime,
    "redaction_reason": str,
    "damaged_at": parse_datetime,
}


def told_by(body: bytes) -> dict[str, Any]:
    """What a document says of the columns of its entry."""
    document = orjson.loads(body)
    return {
        "uid": uuid.UUID(document["id"]),
        "kind": document["type"],
        "key": document["key"],
        "locale": document["locale"] or "",
        "recorded_at": parse_datetime(document["meta"]["published_at"]),
    }


def wrong_columns(entry: Entry) -> dict[str, Any]:
    """The columns that are not what the document of the entry says, with what it says."""
    stated = told_by(entry.stored)
    return {name: value for name, value in stated.items() if getattr(entry, name) != value}


def put_columns_back(sequence: int, columns: dict[str, Any]) -> None:
    """Write what the document of an entry says of it: see `wrong_columns`."""
    Entry.objects.filter(pk=sequence).update(**columns)
    cache_generation.move()


def unreadable_columns() -> dict[int, list[str]]:
    """The names of the columns that nobody can read, by the numbers of their entries.

    Django can load no such entry, so whoever reads the log has to leave them out.
    """
    if connection.vendor != "sqlite":
        return {}  # the types of PostgreSQL have no such values
    raw = [Cast(name, BinaryField()) for name in READERS]
    unreadable = {}
    for sequence, *values in Entry.objects.values_list("sequence", *raw).iterator():
        columns = zip(READERS.items(), values, strict=True)
        if names := [name for (name, read), value in columns if not _is_readable(read, value)]:
            unreadable[sequence] = names
    return unreadable


def _is_readable(read: Callable[[str], Any], value: bytes | None) -> bool:
    try:
        return value is None or read(bytes(value).decode()) is not None
    except ValueError:
        return False


def make_readable() -> None:
    """Put back what the document of an entry says, or the state of the entry."""
    for sequence, names in unreadable_columns().items():
        row = Entry.objects.filter(pk=sequence).values_list("body", Cast("digest", BinaryField()))
        body, digest = (bytes(value or b"") for value in row.get())
        stated: dict[str, Any] = {"digest": "", "damaged_at": None}
        if digest_of(body).encode() == digest:
            stated |= {"action": Action.PUBLISH, **told_by(body)}
        if columns := {name: stated[name] for name in names if name in stated}:
            put_columns_back(sequence, columns)
