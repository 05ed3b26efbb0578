"""What filters ask of records: of the public rows in SQL, and of a document of the past in Python.

Both give the same answer. Rows and facets are made from the public document alone.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_, ge, le, or_
from typing import Any

from django.db.models import Exists, OuterRef, Q

from api.query.asked_rows import RECORD_ROWS, Rows, named
from api.query.trees import within
from archive.models import Facet, PublicRecord
from archive.registry import Index
from archive.search.analysis import languages
from archive.search.index import terms_of

MOST_OTHERS = 500


@dataclass(frozen=True)
class Facts:
    """What a version of a record gives the columns of its row."""

    uid: str
    key: str
    changed_at: datetime
    index: Index

    def column(self, name: str) -> Any:
        return getattr(self, name) if name in type(self).__annotations__ else self.of_index(name)

    def of_index(self, name: str) -> Any:
        return self.index.title[:500] if name == "title" else getattr(self.index, name)

    def facets(self, names: tuple[str, ...]) -> set[str]:
        return set().union(*(self.index.facets.get(name, set()) for name in names))


class Condition(ABC):
    @abstractmethod
    def q(self, rows: Rows = RECORD_ROWS) -> Q:
        """Rows of records for which it holds."""

    @abstractmethod
    def holds(self, facts: Facts) -> bool:
        """Whether it holds for a version of a record."""


@dataclass(frozen=True)
class HasValue(Condition):
    """Any of `values` is in one of the facets `names`."""

    names: tuple[str, ...]
    values: tuple[str, ...]

    def q(self, rows: Rows = RECORD_ROWS) -> Q:
        return rows.with_any(self.names, self.values)

    def holds(self, facts: Facts) -> bool:
        return bool(facts.facets(self.names) & set(self.values))


@dataclass(frozen=True)
class HasBetween(Condition):
    """A value of the facet `name` is `least`, `most` or between them in the order of text."""

    name: str
    least: str
    most: str

    def q(self, rows: Rows = RECORD_ROWS) -> Q:
        facets = Facet.objects.filter(name=self.name, value__range=(self.least, self.most))
        return rows.of(facets.values("record_id"))

    def holds(self, facts: Facts) -> bool:
        return any(self.least <= value <= self.most for value in facts.facets((self.name,)))


@dataclass(frozen=True)
class IsStated(Condition):
    """One of the facets `names` has any value."""

    names: tuple[str, ...]

    def q(self, rows: Rows = RECORD_ROWS) -> Q:
        return Q(Exists(Facet.objects.filter(named(self.names), record=OuterRef(rows.record))))

    def holds(self, facts: Facts) -> bool:
        return bool(facts.facets(self.names))


COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "gte": ge,
    "lte": le,
    "in": lambda value, operand: value in operand,
    "contains": lambda value, operand: operand in value,
}


@dataclass(frozen=True)
class Compares(Condition):
    """The value of a column is stated, and compares like this."""

    column: str
    lookup: str
    wanted: Any

    def q(self, rows: Rows = RECORD_ROWS) -> Q:
        stated = Q(**{f"{self.column}__isnull": False})
        compared = Q(**{f"{self.column}__{self.lookup}": self.wanted})
        return rows.where(self.column, stated & compared)

    def holds(self, facts: Facts) -> bool:
        value = facts.column(self.column)
        return value is not None and COMPARED[self.lookup](value, self.wanted)


@dataclass(frozen=True)
class IsNull(Condition):
    """Nothing is stated in a column."""

    column: str

    def q(self, rows: Rows = RECORD_ROWS) -> Q:
        return rows.where(self.column, Q(**{f"{self.column}__isnull": True}))

    def holds(self, facts: Facts) -> bool:
        return facts.column(self.column) is None


@dataclass(frozen=True)
class InLanguage(Condition):
    """The record is in one of these languages, or in none, as files are."""

    codes: tuple[str, ...]

    def q(self, rows: Rows = RECORD_ROWS) -> Q:
        return Q(locale__in=(*self.codes, ""))

    def holds(self, facts: Facts) -> bool:
        stated = facts.facets(("locale",))
        return not stated or bool(stated & set(self.codes))


@dataclass(frozen=True)
class Not(Condition):
    condition: Condition

    def q(self, rows: Rows = RECORD_ROWS) -> Q:
        return ~self.condition.q(rows)

    def holds(self, facts: Facts) -> bool:
        return not self.condition.holds(facts)


@dataclass(frozen=True)
class All(Condition):
    conditions: tuple[Condition, ...]

    def q(self, rows: Rows = RECORD_ROWS) -> Q:
        return reduce(and_, (condition.q(rows) for condition in self.conditions), Q())

    def holds(self, facts: Facts) -> bool:
        return all(condition.holds(facts) for condition in self.conditions)


@dataclass(frozen=True)
class AnyOf(Condition):
    """At least one of `conditions`, of which there is one."""

    conditions: tuple[Condition, ...]

    def q(self, rows: Rows = RECORD_ROWS) -> Q:
        return reduce(or_, (condition.q(rows) for condition in self.conditions))

    def holds(self, facts: Facts) -> bool:
        return any(condition.holds(facts) for condition in self.conditions)


class OfThePresent(Condition):
    """What the rows of today tell. A list of the past refuses it, or asks another in its place."""

    def holds(self, facts: Facts) -> bool:
        raise ValueError(f"{type(self).__name__} knows the present only.")


@dataclass(frozen=True)
class HoldsWords(OfThePresent):
    """The text of the record holds all of these words."""

    words: str

    def q(self, rows: Rows = RECORD_ROWS) -> Q:
        return rows.with_words(terms_of(self.words, languages()))


@dataclass(frozen=True)
class IsWithin(OfThePresent):
    """One of the facets `names` has one of `keys`, or what lies below it in the tree of `kind`."""

    names: tuple[str, ...]
    kind: str
    tree: str
    keys: tuple[str, ...]

    def q(self, rows: Rows = RECORD_ROWS) -> Q:
        return HasValue(self.names, tuple(sorted(within(self.kind, self.tree, self.keys)))).q(rows)


@dataclass(frozen=True)
class IsNamed(OfThePresent):
    """A record of `kind` for which `asked` holds names this one, or is named by it in `named`.

    The other one names it in one of the facets `names`. `looks_ahead`: first looks whether the
    others are few.
    """

    kind: str
    asked: Condition
    now: datetime
    names: tuple[str, ...]
    named: str
    looks_ahead: bool = True

    def q(self, rows: Rows = RECORD_ROWS) -> Q:
        others = PublicRecord.objects.public(self.now).filter(self.asked.q(), kind=self.kind)
        # The database knows how many facets certain records have, and not those of a query.
        few = list(others.values_list("pk", "key")[: MOST_OTHERS + 1]) if self.looks_ahead else []
        are_few = self.looks_ahead and len(few) <= MOST_OTHERS
        condition = Q()
        if self.names:
            ids: Any = [pk for pk, _key in few] if are_few else others.values("pk")
            keys = Facet.objects.filter(named(self.names), record__in=ids)
            condition = rows.where("key", Q(key__in=keys.values("value")))
        if self.named:
            named_keys = [key for _pk, key in few] if are_few else others.values("key")
            back = Facet.objects.filter(name=self.named, value__in=named_keys)
            condition |= rows.of(back.values("record_id"))
        return condition
