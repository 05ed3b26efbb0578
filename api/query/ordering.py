"""How lists are ordered: by several keys, nothing stated last, ties by id."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Expression, F, OrderBy, Q

from api.query.params import Parameter, Refused
from api.resources.base import resource_of

# What a request may order by, and the column that it stands for.
COLUMNS = {"title": "title", "ordinal": "ordinal", "start": "start", "changed": "changed_at"}
NULLABLE = {"ordinal", "start"}
MAX_KEYS = 4


@dataclass(frozen=True)
class SortKey:
    column: str
    descending: bool
    # For a column that the query computes: what it holds, and the same of a row in Python.
    computed: Expression | None = None
    place_of: Callable[[dict[str, Any]], Any] | None = None

    @property
    def may_be_null(self) -> bool:
        return self.column in NULLABLE

    def order_by(self, *, backwards: bool, of: str = "") -> OrderBy:
        """`of` leads from the rows that are ordered to the records."""
        descending = self.descending != backwards
        nulls = {"nulls_first" if backwards else "nulls_last": True} if self.may_be_null else {}
        return OrderBy(F(of + self.column), descending=descending, **nulls)

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
        words = "|".join(self.allowed)
        return {"type": "string", "pattern": f"^({words})(,({words})){{0,{MAX_KEYS - 1}}}$"}


def ordering_of(kind: str) -> Ordering:
    allowed = resource_of(kind).orderings
    return Ordering(
        "ordering",
        f"Keys, with a comma between them: {', '.join(allowed)}. What is not stated comes last.",
        allowed=allowed,
    )


def sort_keys(names: tuple[str, ...]) -> list[SortKey]:
    """The columns of `names`, with the id behind them so that no two rows are equal."""
    keys = [SortKey(COLUMNS[name.lstrip("-")], name.startswith("-")) for name in names]
    return [*keys, SortKey("uid", descending=False)]


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
