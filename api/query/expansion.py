"""`?expand=`: whole records in the place of links, up to three deep."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from api.http.errors import Problem
from api.query.params import Parameter, Refused
from api.resources.base import resource_of
from archive.models import PublicRecord

MAX_DEPTH, MAX_PATHS, MAX_RECORDS = 3, 8, 1000

Tree = dict[str, "Tree"]


@dataclass(frozen=True)
class Expand(Parameter):
    """`expand=partners,quotes.speaker`: names with a comma between them, a dot for the next one."""

    is_list = True
    kind: str = ""

    def read(self, value: str) -> Tree:
        paths = value.split(",")
        if len(paths) > MAX_PATHS:
            raise Refused(f"At most {MAX_PATHS} paths.")
        tree: Tree = {}
        for path in paths:
            self._grow(tree, path)
        return tree

    def _grow(self, tree: Tree, path: str) -> None:
        names, kind = path.split("."), self.kind
        if len(names) > MAX_DEPTH:
            raise Refused(f"At most {MAX_DEPTH} deep.")
        for name in names:
            links = resource_of(kind).links
            if name not in links:
                raise Refused(f"The kind {kind} has no “{name[:100]}” to expand.", links)
            tree = tree.setdefault(name, {})
            kind = links[name].kind

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": 500}


def expand_of(kind: str) -> Expand:
    names = ", ".join(resource_of(kind).links)
    return Expand(
        "expand",
        f"Whole records in the place of links, up to {MAX_DEPTH} deep and {MAX_RECORDS} records "
        f"in all: {names}; with a dot, what those hold in turn.",
        kind=kind,
    )


def kinds_in(kind: str, tree: Tree) -> set[str]:
    """The kinds of records that `tree` leads to from one of `kind`."""
    kinds = set()
    for name, below in tree.items():
        led_to = resource_of(kind).links[name].kind
        kinds |= {led_to, *kinds_in(led_to, below)}
    return kinds


def expand(documents: list[dict[str, Any]], kind: str, tree: Tree, now: datetime) -> None:
    """Put whole documents in the place of links, in one query for each level.

    Raises a 400 when it would take more than MAX_RECORDS records.
    """
    level = [(document, kind, tree) for document in documents]
    total = 0
    while level:
        holes = [
            hole for document, of_kind, below in level for hole in _holes(document, of_kind, below)
        ]
        total += len(holes)
        if total > MAX_RECORDS:
            detail = f"This would expand more than {MAX_RECORDS} records. Ask for fewer at a time."
            raise Problem(400, "invalid_parameter", detail, errors=[{"parameter": "expand"}])
        bodies = documents_of({hole.link["id"] for hole in holes}, now)
        level = []
        for hole in holes:
            if body := bodies.get(hole.link["id"]):
                document = orjson.loads(body)
                hole.container[hole.place] = document
                if hole.wanted:
                    level.append((document, document["type"], hole.wanted))


@dataclass
class Hole:
    """A link, where it stands, and what is to be expanded in the record it leads to."""

    container: Any
    place: Any
    link: dict[str, Any]
    wanted: Tree


def _holes(document: dict[str, Any], kind: str, tree: Tree) -> Iterator[Hole]:
    for name, below in tree.items():
        for container, place in _places(document, resource_of(kind).links[name].path):
            if container[place] is not None:
                yield Hole(container, place, container[place], below)


def _places(holder: Any, path: tuple[str, ...]) -> Iterator[tuple[Any, Any]]:
    """Every `(container, key or index)` that `path` leads to; a list means each of its items."""
    name, *rest = path
    value = holder.get(name)
    if isinstance(value, list):
        for index, item in enumerate(value):
            if rest:
                yield from _places(item, tuple(rest))
            else:
                yield value, index
    elif not rest:
        yield holder, name
    elif value is not None:
        yield from _places(value, tuple(rest))


def documents_of(uids: set[str], now: datetime) -> dict[str, bytes]:
    """The bodies of those that are public at `now`."""
    if not uids:
        return {}
    rows = PublicRecord.objects.public(now).filter(uid__in=uids).select_related("entry")
    return {str(record.uid): record.entry.content for record in rows}
