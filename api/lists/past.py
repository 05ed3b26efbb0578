"""The public records as they were at an entry of the log, and what filters ask of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import orjson
from django.db.models import Q, QuerySet

from api.history.versions import Present
from api.http.errors import Problem
from api.query.asked_rows import RECORD_ROWS, Rows, named
from api.query.conditions import (
    All,
    AnyOf,
    Condition,
    Facts,
    HasValue,
    IsNamed,
    IsWithin,
    Not,
)
from api.query.trees import below
from api.rendering.render import Json
from api.snapshot_read import public
from archive.models import Entry, Facet, PublicRecord
from archive.models.entry import Action
from archive.registry import Index, registry

MAX_CHANGED = 2000
ANYTHING = All(())


def too_many(what: str) -> Problem:
    detail = f"as_of: {what}. Narrow the list with filters, or ask for a later time."
    return Problem(400, "invalid_parameter", detail, errors=[{"parameter": "as_of"}])


@dataclass(frozen=True)
class PastVersion:
    """A version that was the newest of its record then, and is not today."""

    record: PublicRecord
    entry: Entry
    document: Json
    index: Index

    @property
    def facts(self) -> Facts:
        # Keys stay with their records, and former keys lead to today's.
        key, changed_at = self.record.key, self.entry.recorded_at
        return Facts(str(self.record.uid), key, changed_at, self.index)


class Past:
    """The archive at the entry `sequence`, as far as the present at `now` allows."""

    def __init__(self, sequence: int, now: datetime) -> None:
        self.sequence = sequence
        self.now = now
        self._changed: dict[str, list[PastVersion]] = {}

    def unchanged(self, kind: str, condition: Condition) -> QuerySet[PublicRecord]:
        """Those whose newest version was public then already, filtered by the database."""
        return public(kind, self.now).filter(condition.q(), entry_id__lte=self.sequence)

    def changed(self, kind: str, condition: Condition) -> Iterator[tuple[PastVersion, Json]]:
        """Those that had another version then, each with what may be shown of it now."""
        versions = [
            version for version in self._all_changed(kind) if condition.holds(version.facts)
        ]
        present = Present([(version.record, version.document) for version in versions], self.now)
        for version in versions:
            if (visible := present.visible_part(version.record, version.document)) is not None:
                yield version, visible

    def _all_changed(self, kind: str) -> list[PastVersion]:
        if kind not in self._changed:
            self._changed[kind] = self._versions(kind)
        return self._changed[kind]

    def _versions(self, kind: str) -> list[PastVersion]:
        """Each is looked at, so that there is a limit."""
        newest = Entry.objects.of_record_at(self.sequence)
        later = public(kind, self.now).filter(entry_id__gt=self.sequence)
        later = later.annotate(then=newest).filter(then__isnull=False)
        changed = list(later.select_related("entry")[: MAX_CHANGED + 1])
        if len(changed) > MAX_CHANGED:
            raise too_many(f"more than {MAX_CHANGED} records have changed since then")
        entries = Entry.objects.filter(action=Action.PUBLISH, redacted_at__isnull=True).in_bulk(
            [record.then for record in changed]
        )
        versions = []
        for record in changed:
            if entry := entries.get(record.then):
                document = orjson.loads(entry.content)
                index = registry[kind].index(document)
                versions.append(PastVersion(record, entry, document, index))
        return versions

    def condition(self, kind: str, asked: Condition) -> Condition:
        """`asked` of records of `kind`, where what looks at others looks at them as they were."""
        match asked:
            case All(conditions):
                return All(tuple(self.condition(kind, part) for part in conditions))
            case AnyOf(conditions):
                return AnyOf(tuple(self.condition(kind, part) for part in conditions))
            case Not(condition):
                return Not(self.condition(kind, condition))
            case IsWithin(names, of_kind, tree, keys):
                return HasValue(names, tuple(sorted(self._within(of_kind, tree, keys))))
            case IsNamed():
                return self._is_named(kind, asked)
        return asked

    def _within(self, kind: str, tree: str, keys: Iterable[str]) -> set[str]:
        stored = Facet.objects.filter(name=tree, record__in=self.unchanged(kind, ANYTHING))
        rows = list(stored.values_list("record__key", "value"))
        for version, _shown in self.changed(kind, ANYTHING):
            rows += [(version.record.key, above) for above in version.facts.facets((tree,))]
        return below(rows, keys)

    def _is_named(self, kind: str, asked: IsNamed) -> "WasNamed":
        condition = self.condition(asked.kind, asked.asked)
        others = [version.facts for version, _shown in self.changed(asked.kind, condition)]
        values = frozenset().union(*(facts.facets(asked.names) for facts in others))
        keys = frozenset(facts.key for facts in others)
        unchanged = self.unchanged(asked.kind, condition)
        versions = tuple(version.facts for version in self._all_changed(kind))
        return WasNamed(unchanged, values, keys, asked.names, asked.named, versions)


@dataclass(frozen=True)
class WasNamed(Condition):
    """As `IsNamed`: by one of the others, of which those that have changed had `keys`.

    They named the records of `values`. It is asked in Python of `versions` alone.
    """

    unchanged: QuerySet[PublicRecord]
    values: frozenset[str]
    keys: frozenset[str]
    names: tuple[str, ...]
    named: str
    versions: tuple[Facts, ...]

    def q(self, rows: Rows = RECORD_ROWS) -> Q:
        condition = Q(key__in=self._stored.values("value")) | Q(key__in=sorted(self.values))
        if self.named:
            back = Facet.objects.filter(name=self.named)
            for keys in (self.unchanged.values("key"), sorted(self.keys)):
                condition |= rows.of(back.filter(value__in=keys).values("record_id"))
        return condition

    def holds(self, facts: Facts) -> bool:
        if facts.key in self._values_asked:
            return True
        return bool(self.named) and bool(facts.facets((self.named,)) & self._keys_asked)

    @property
    def _stored(self) -> QuerySet[Facet]:
        return Facet.objects.filter(named(self.names), record__in=self.unchanged.values("pk"))

    @cached_property
    def _values_asked(self) -> frozenset[str]:
        """Those keys of `versions` that the others name, which may name many more."""
        asked = {facts.key for facts in self.versions}
        stored = self._stored.filter(value__in=asked).values_list("value", flat=True)
        return self.values.union(stored.distinct())

    @cached_property
    def _keys_asked(self) -> frozenset[str]:
        """Those of the others that `versions` name."""
        asked = frozenset().union(*(facts.facets((self.named,)) for facts in self.versions))
        return self.keys.union(self.unchanged.filter(key__in=asked).values_list("key", flat=True))
