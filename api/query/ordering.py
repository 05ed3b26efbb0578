"""How lists are ordered: by several keys, nothing stated last, ties by id."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, FilteredRelation, OrderBy, OuterRef, Q, QuerySet, Subquery

from api.query.params import Parameter, Refused
from api.resources.base import resource_of
from archive.models import Facet, PublicRecord

# What a request may order by, and the column that it stands for. All else is a facet.
COLUMNS = {
    "title": "title", "ordinal": "ordinal", "start": "start", "end": "end",
    "changed": "changed_at",
    "edition": "series",  # of the default order alone: by the title of its series
}  # fmt: skip
ALWAYS_STATED = {"title", "series", "changed_at", "uid", "picked"}
MAX_KEYS = 4
Row = dict[str, Any]


@dataclass(frozen=True)
class SortKey:
    column: str
    descending: bool
    # For a column that the query computes, of records that a name leads to.
    computed: Callable[[str], Any] | None = None
    # The same of a version of the past.
    value_of: Callable[[Row], Any] | None = None
    # The facet whose value it is.
    of_facet: str = ""

    @property
    def may_be_null(self) -> bool:
        return self.column not in ALWAYS_STATED

    def order_by(self, *, backwards: bool, of: str = "") -> OrderBy:
        """`of` leads from the rows that are ordered to the records."""
        descending = self.descending != backwards
        nulls = {"nulls_first" if backwards else "nulls_last": True} if self.may_be_null else {}
        column = self.computed(f"{of}pk") if self.computed and of else F(of + self.column)
        return OrderBy(column, descending=descending, **nulls)

    def beyond(self, value: Any, *, backwards: bool) -> Q | None:
        """Rows that come after `value` (before it, backwards) by this key; None: there are none."""
        if value is None:
            return Q(**{f"{self.column}__isnull": False}) if backwards else None
        lookup = "lt" if self.descending != backwards else "gt"
        after = Q(**{f"{self.column}__{lookup}": value})
        if self.may_be_null and not backwards:
            after |= Q(**{f"{self.column}__isnull": True})
        return after

    def parts(self, value: Any, *, backwards: bool) -> list[Q]:
        """What rows at `value` and beyond are by this key, in order, each a run of its index.

        A database reads an index from a place on, and not from one of two.
        """
        if value is None:
            parts = [self.same(None)]
            return [*parts, Q(**{f"{self.column}__isnull": False})] if backwards else parts
        lookup = "lte" if self.descending != backwards else "gte"
        parts = [Q(**{f"{self.column}__{lookup}": value})]
        return [*parts, self.same(None)] if self.may_be_null and not backwards else parts

    def same(self, value: Any) -> Q:
        if value is None:
            return Q(**{f"{self.column}__isnull": True})
        return Q(**{self.column: value})


@dataclass(frozen=True)
class Ordering(Parameter):
    """`ordering=-start,title`: several keys, each once, a minus sign for descending."""

    allowed: tuple[str, ...] = ()

    def read(self, value: str) -> tuple[str, ...]:
        names = tuple(value.split(","))
        for name in names:
            if name not in self.allowed:
                raise Refused(f"A list is not ordered by “{name[:100]}”.", self.allowed)
        if len({name.lstrip("-") for name in names}) != len(names):
            raise Refused("Each key may stand once.", self.allowed)
        if len(names) > MAX_KEYS:
            raise Refused(f"At most {MAX_KEYS} keys.", self.allowed)
        return names

    @property
    def schema(self) -> dict[str, Any]:
        alternatives = "|".join(self.allowed)
        return {
            "type": "string",
            "pattern": f"^({alternatives})(,({alternatives})){{0,{MAX_KEYS - 1}}}$",
        }


def ordering_of(kind: str) -> Ordering:
    allowed = tuple(sign + name for name in resource_of(kind).orderings for sign in ("", "-"))
    return Ordering(
        "ordering",
        f"Keys, with a comma between them: {', '.join(allowed)}. What is not stated comes last.",
        allowed=allowed,
    )


def sort_keys(names: tuple[str, ...]) -> list[SortKey]:
    """The columns of `names`, with the id behind them so that no two rows are equal."""
    keys = [_sort_key(name.lstrip("-"), name.startswith("-")) for name in names]
    return [*keys, SortKey("uid", descending=False)]


def _sort_key(name: str, descending: bool) -> SortKey:
    if column := COLUMNS.get(name):
        return SortKey(column, descending)

    def facet(of: str) -> Subquery:
        values = Facet.objects.filter(record=OuterRef(of), name=name).order_by("value")
        return Subquery(values.values("value")[:1])

    def value_of(row: Row) -> str | None:
        return min(row["facets"].get(name, ()), default=None)

    return SortKey(f"by_{name}", descending, facet, value_of, name)


def with_columns(records: QuerySet, keys: list[SortKey]) -> QuerySet:
    """`records` with the columns that are computed for `keys`.

    A facet that a list is ordered by has one value. PostgreSQL joins all values of it at once, and
    would look up those of each record one by one.
    """
    for key in keys:
        if key.of_facet:
            condition = Q(facets__name=key.of_facet)
            records = records.annotate(
                **{f"{key.column}_of": FilteredRelation("facets", condition=condition)}
            )
            records = records.annotate(**{key.column: F(f"{key.column}_of__value")})
        elif key.computed:
            records = records.annotate(**{key.column: key.computed("pk")})
    return records


def first_of(
    records: QuerySet[PublicRecord], keys: list[SortKey], number: int, *, backwards: bool
) -> QuerySet[PublicRecord]:
    """The first of `records` by `keys`.

    No index has the order of a facet: then only these are read whole, and no other rows.
    """
    order = order_by(keys, backwards=backwards)
    first = records.order_by(*order)[:number]
    if not any(key.of_facet for key in keys):
        return first
    chosen = PublicRecord.objects.filter(pk__in=first.values("pk"))
    return with_columns(chosen, keys).order_by(*order)


def default_ordering(kind: str) -> tuple[str, ...]:
    return resource_of(kind).default_ordering


def order_by(keys: list[SortKey], *, backwards: bool = False) -> list[OrderBy]:
    return [key.order_by(backwards=backwards) for key in keys]


def beyond(keys: list[SortKey], values: list[Any], *, backwards: bool) -> list[Q]:
    """Rows beyond the one with these sort values, in the order of `keys`: one part after another.

    Only the first part needs to be compared by all keys. All of it is at or beyond the first value.
    """
    conditions, same = [], Q()
    for key, value in zip(keys, values, strict=True):
        after = key.beyond(value, backwards=backwards)
        if after is not None:  # as the id's never is, which is the last key
            conditions.append(same & after)
        if key is not keys[0]:
            same &= key.same(value)
    first, *others = keys[0].parts(values[0], backwards=backwards)
    return [first & reduce(or_, conditions), *others]
