"""Documents, their histories and their lists, as files."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote as percent_encode

import orjson

from api.history.views import item
from api.query.ordering import SortKey, default_ordering, sort_keys
from archive.models import Entry
from archive.registry import Resource
from exports.snapshot import Chosen, Source

from .places import File, Places, page_path, paged

PART = 100


class Ranked(NamedTuple):
    """Where a record stands in the list of its kind, and the entry that holds it."""

    rank: tuple
    sequence: int


def records(places: Places, source: Source, resource: Resource) -> Iterator[File]:
    """Everything at the addresses of one kind."""
    ranked: list[Ranked] = []
    chosen = source.chosen(resource.kind)
    for start in range(0, len(chosen), PART):
        part = chosen[start : start + PART]
        histories = source.histories([each.uid for each in part])
        for each in part:
            versions = histories[each.uid]
            [body] = [entry.content for entry in versions if entry.sequence == each.sequence]
            ranked.append(Ranked(rank_of(resource, each.uid, body), each.sequence))
            yield places.file(f"{resource.plural}/{each.key}/", body)
            yield from history(places, resource, each, versions)
    ranked.sort()
    yield from places.listed(f"{resource.plural}/", len(ranked), summaries(resource, ranked))


def rank_of(resource: Resource, uid: uuid.UUID, body: bytes) -> tuple:
    """What the list is ordered by when nobody asks for another order."""
    index = resource.index(orjson.loads(body))
    keys = sort_keys(default_ordering(resource.kind))[:-1]
    return (*(_ranked(key, getattr(index, key.column)) for key in keys), uid.hex)


def _ranked(key: SortKey, value: Any) -> tuple:
    """Something to compare that puts what is not stated last."""
    if value is None:
        return (1,)
    if key.descending:
        value = -(value.toordinal() if isinstance(value, date) else value)
    return (0, value)


def summaries(resource: Resource, ranked: list[Ranked]) -> Iterator[Any]:
    for start in range(0, len(ranked), PART):
        part = ranked[start : start + PART]
        entries = Entry.objects.in_bulk([each.sequence for each in part])
        for each in part:
            yield resource.summarise(orjson.loads(entries[each.sequence].content))


def history(
    places: Places, resource: Resource, record: Chosen, versions: list[Entry]
) -> Iterator[File]:
    """The versions of a record, the newest first, and each that may be shown."""
    path = f"{resource.plural}/{record.key}/history/"
    address = f"{resource.plural}/{percent_encode(record.key)}/history/"
    for number, (page, has_more) in enumerate(paged(reversed(versions)), 1):
        following = places.url(page_path(address, number + 1)) if has_more else None
        results = [item(entry, url_of(places, address, entry)) for entry in page]
        yield places.json(page_path(path, number), {"next": following, "results": results})
    for entry in versions:
        if entry.body is not None:
            yield places.file(f"{path}{entry.sequence}/", entry.content)


def url_of(places: Places, address: str, entry: Entry) -> str | None:
    return None if entry.body is None else places.url(f"{address}{entry.sequence}/")
