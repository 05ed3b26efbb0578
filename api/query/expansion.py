"""`?expand=`: whole records in the place of links, up to three deep."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db.models import Q

from api.http.errors import Problem
from api.query.params import Parameter, Refused
from archive.models import PublicRecord

MAX_DEPTH, MAX_PATHS, MAX_RECORDS = 3, 8, 1000

Tree = dict[str, "Tree"]


@dataclass(frozen=True)
class Link:
    """Where a document holds links that can be expanded, and the kind of record they lead to."""

    path: tuple[str, ...]
    kind: str


def link(path: str, kind: str) -> Link:
    return Link(tuple(path.split(".")), kind)


# What a request may expand, by the kind of the document that holds it.
EXPANDABLE: dict[str, dict[str, Link]] = {
    "series": {
        "organiser": link("organiser", "partner"),
        "themes": link("themes", "theme"),
        "default_partners": link("default_partners.partner", "partner"),
        "first": link("editions.first", "event"),
        "latest": link("editions.latest", "event"),
        "image": link("image", "image"),
    },
    "event": {
        "series": link("series", "series"),
        "previous": link("previous", "event"),
        "next": link("next", "event"),
        "venue": link("venue", "venue"),
        "organiser": link("organiser", "partner"),
        "partners": link("partners.partner", "partner"),
        "themes": link("themes", "theme"),
        "references": link("references", "reference"),
        "quotes": link("quotes", "quote"),
        "people": link("people.person", "person"),
        "documents": link("documents", "document"),
        "related": link("related", "event"),
        "image": link("image", "image"),
    },
    "quote": {
        "speaker": link("speaker", "person"),
        "speaker_organisation": link("speaker_organisation", "partner"),
        "reference": link("occasion.reference", "reference"),
        "event": link("occasion.event", "event"),
    },
    "partner": {"parent": link("parent", "partner"), "logo": link("logo", "image")},
    "person": {
        "portrait": link("portrait", "image"),
        "affiliations": link("affiliations.partner", "partner"),
    },
    "theme": {"broader": link("broader", "theme")},
    "venue": {},
    "reference": {},
    "document": {},
    "image": {},
}


@dataclass(frozen=True)
class Expand(Parameter):
    """`expand=partners,quotes.speaker`: names with a comma between them, a dot for the next one."""

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
            if name not in EXPANDABLE[kind]:
                raise Refused(f"A {kind} has no “{name[:100]}” to expand.", EXPANDABLE[kind])
            tree = tree.setdefault(name, {})
            kind = EXPANDABLE[kind][name].kind

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": 500}


def expand_of(kind: str) -> Expand:
    names = ", ".join(EXPANDABLE[kind])
    return Expand(
        "expand",
        f"Whole records in the place of links, up to {MAX_DEPTH} deep and {MAX_RECORDS} records "
        f"in all: {names}; with a dot, what those hold in turn.",
        kind=kind,
    )


def kinds_in(kind: str, tree: Tree) -> set[str]:
    """The kinds of records that `tree` leads to from one of `kind`."""
    found = set()
    for name, below in tree.items():
        led_to = EXPANDABLE[kind][name].kind
        found |= {led_to, *kinds_in(led_to, below)}
    return found


def expand(documents: list[dict[str, Any]], kind: str, tree: Tree, now: datetime) -> None:
    """Put whole documents in the place of links, in one query for each level.

    Raises a 400 when it would take more than MAX_RECORDS records.
    """
    level = [(document, kind, tree) for document in documents]
    total = 0
    while level:
        holes = [
            hole
            for document, of_kind, wanted in level
            for hole in _holes(document, of_kind, wanted)
        ]
        total += len(holes)
        if total > MAX_RECORDS:
            detail = f"This would expand more than {MAX_RECORDS} records. Ask for fewer at a time."
            raise Problem(400, "invalid_parameter", detail, errors=[{"parameter": "expand"}])
        found = _documents({hole.link["id"] for hole in holes}, now)
        level = []
        for hole in holes:
            if body := found.get(hole.link["id"]):
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


def _holes(document: dict[str, Any], kind: str, wanted: Tree) -> Iterator[Hole]:
    for name, below in wanted.items():
        for container, place in _places(document, EXPANDABLE[kind][name].path):
            if container[place] is not None:
                yield Hole(container, place, container[place], below)


def _places(holder: Any, path: tuple[str, ...]) -> Iterator[tuple[Any, Any]]:
    """Every `(container, key or index)` that `path` leads to; a list means each of its items."""
    name, *rest = path
    value = holder.get(name)
    if isinstance(value, list):
        for index, each in enumerate(value):
            if rest:
                yield from _places(each, tuple(rest))
            else:
                yield value, index
    elif not rest:
        yield holder, name
    elif value is not None:
        yield from _places(value, tuple(rest))


def _documents(uids: set[str], now: datetime) -> dict[str, bytes]:
    """The bodies of those that are public at `now`."""
    if not uids:
        return {}
    unexpired = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
    rows = PublicRecord.objects.filter(unexpired, uid__in=uids, live=True).select_related("entry")
    return {str(record.uid): record.entry.content for record in rows}
