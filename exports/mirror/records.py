"""Documents, their histories and their lists, as files."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote as percent_encode

import orjson

from api.history.views import item
from api.query.ordering import SortKey, default_ordering, sort_keys
from archive.batches import in_batches
from archive.models import Entry
from archive.registry import Resource
from exports.snapshot import Snapshot
from exports.streaming.versions import RecordVersion

from .paths import File, MirrorPaths, page_path, paged

PART = 100


class Ranked(NamedTuple):
    """The place of a record in the list of its kind, and the entry that holds it."""

    rank: tuple
    sequence: int


def record_files(paths: MirrorPaths, snapshot: Snapshot, resource: Resource) -> Iterator[File]:
    """All files of one kind of record."""
    ranked: list[Ranked] = []
    for part in in_batches(snapshot.versions(resource.kind), PART):
        histories = snapshot.histories([record.uid for record in part])
        for record in part:
            entries = histories[record.uid]
            [body] = [entry.content for entry in entries if entry.sequence == record.sequence]
            ranked.append(Ranked(rank_of(resource, record.uid, body), record.sequence))
            yield paths.file(f"{resource.plural}/{record.key}/", body)
            yield from history(paths, resource, record, entries)
    ranked.sort()
    yield from paths.listed(
        f"{resource.plural}/", len(ranked), summaries(snapshot, resource, ranked)
    )


def rank_of(resource: Resource, uid: uuid.UUID, body: bytes) -> tuple:
    """The place in the default order of the list."""
    index = resource.index(orjson.loads(body))
    keys = sort_keys(default_ordering(resource.kind))[:-1]
    return (*(_ranked(key, getattr(index, key.column)) for key in keys), uid.hex)


def _ranked(key: SortKey, value: Any) -> tuple:
    """A sort key that puts values that are not stated last."""
    if value is None:
        return (1,)
    if key.descending:
        value = -(value.toordinal() if isinstance(value, date) else value)
    return (0, value)


def summaries(snapshot: Snapshot, resource: Resource, ranked: list[Ranked]) -> Iterator[Any]:
    for start in range(0, len(ranked), PART):
        part = ranked[start : start + PART]
        entries = snapshot.entries_of(record.sequence for record in part)
        for record in part:
            yield resource.summarise(orjson.loads(entries[record.sequence].content))


def history(
    paths: MirrorPaths, resource: Resource, record: RecordVersion, versions: list[Entry]
) -> Iterator[File]:
    """The list of the versions, the newest first, and each version that is public."""
    path = f"{resource.plural}/{record.key}/history/"
    address = f"{resource.plural}/{percent_encode(record.key)}/history/"
    for number, (page, has_more) in enumerate(paged(reversed(versions)), 1):
        following = paths.url(page_path(address, number + 1)) if has_more else None
        results = [item(entry, url_of(paths, address, entry)) for entry in page]
        yield paths.json(page_path(path, number), {"next": following, "results": results})
    for entry in versions:
        if entry.body is not None:
            yield paths.file(f"{path}{entry.sequence}/", entry.content)


def url_of(paths: MirrorPaths, address: str, entry: Entry) -> str | None:
    return None if entry.body is None else paths.url(f"{address}{entry.sequence}/")
