"""`group_by=`: how many records of a list have each value, and the first of them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from math import isqrt
from typing import Any

from django.db.models import (
    Case,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    When,
    Window,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import RowNumber

from api.http.errors import Problem
from api.query.dates import all_days, touches
from api.query.facets import MOST_VALUES, Countable, Counted, countables, counts, keys_counted
from api.query.filter_types import YEAR_FILTER, ChoiceList
from api.query.found_counts import Row
from api.query.ordering import SortKey, order_by, with_columns
from api.query.params import Choice, Number, Parameter
from api.query.value_counts import RecordSet, without
from api.replica import database
from archive.models import Facet, PublicRecord, body_of

# Of a group of more records, the first ones are read where the list begins.
FEW = 500
MAX_GROUPS = 200
MAX_FIRST = 10
DEFAULT_FIRST = 3
PAGES = ("cursor", "page", "limit", "sample")


def parameters_of(kind: str) -> dict[str, Parameter]:
    names = tuple(countables(kind))
    return {
        "facets": ChoiceList(
            "facets",
            "Count the values of these filters, too: names with a comma between them.",
            choices=names,
        ),
        "group_by": Choice(
            "group_by",
            f"Groups by the values of this filter in place of `results`, at most {MAX_GROUPS}: "
            "each with its count and its first records.",
            choices=names,
        ),
        "first": Number("first", "How many records a group shows: 3.", least=0, most=MAX_FIRST),
    }


def check_groups(values: dict[str, list[Any]]) -> None:
    """Refuse what groups do not go with."""
    if "first" in values and "group_by" not in values:
        raise _refused("first", "`first` says how many records a group shows: give group_by, too.")
    for name in (*PAGES, "as_of"):
        if "group_by" in values and name in values:
            raise _refused("group_by", f"Groups have no pages and no past: leave {name} out.")
    if "facets" in values and "as_of" in values:
        raise _refused("facets", "`facets` count what is public now: leave facets or as_of out.")


def _refused(name: str, detail: str) -> Problem:
    return Problem(400, "invalid_parameter", detail, errors=[{"parameter": name}])


class Groups:
    """Records by the values of one filter. Those that state none are the last group."""

    def __init__(self, record_set: RecordSet, by: Countable) -> None:
        self.by = by
        self.records = record_set.records
        self.is_whole = record_set.whole is not None
        counted = counts.at(
            record_set.head,
            f"{record_set.question} group {by.name}",
            lambda: self._in_order(record_set.rows([by.facet], by.facet)),
        )
        self.counted = counted[by.name]
        if len(self.counted) > MAX_GROUPS:
            detail = (
                f"group_by: there are more than {MAX_GROUPS} values. Narrow the list with filters, "
                f"or count the {MOST_VALUES} most frequent ones: facets={by.name}."
            )
            raise _refused("group_by", detail)

    def _in_order(self, rows: list[Row]) -> Counted:
        groups = [(value, number) for _facet, value, number in rows if number]
        stated = self.by.in_order([row for row in groups if row[0] is not None])
        return {self.by.name: [*stated, *(row for row in groups if row[0] is None)]}

    def as_documents(
        self, keys: list[SortKey], most: int, stored: Any, show: Callable[[list[bytes]], list[Any]]
    ) -> list[dict[str, Any]]:
        """Each group with its first `most` records, which `show` makes of their bytes."""
        first = self.first(keys, most)
        # Each once: a record may be in several groups.
        uids = list(dict.fromkeys(uid for group in first.values() for uid in group))
        rows, titles = self.rows_of(uids, stored)
        items = dict(zip(uids, show([body_of(rows[uid]) for uid in uids]), strict=True))
        return [
            {
                "value": value,
                "label": None if value is None else self.by.label(value, titles),
                "count": count,
                "results": [items[uid] for uid in first[value]],
            }
            for value, count in self.counted
        ]

    def first(self, keys: list[SortKey], most: int) -> dict[str | None, list[Any]]:
        """The ids of the first `most` records of each group."""
        ids: dict[str | None, list[Any]] = defaultdict(list)
        if most == 0:
            return ids
        most_of_few = self._few(keys)
        stated = [(value, number) for value, number in self.counted if value is not None]
        few = [value for value, number in stated if number <= most_of_few]
        many = [value for value, number in stated if number > most_of_few]
        for value, uid in [*self._of_few(few, keys, most), *self._of_many(many, keys, most)]:
            ids[value].append(uid)
        if nothing := dict(self.counted).get(None):
            records = self._unstated(nothing)
            ordered = with_columns(records, keys).order_by(*order_by(keys))
            ids[None] = list(ordered.values_list("pk", flat=True)[:most])
        return ids

    def _unstated(self, number: int) -> QuerySet[PublicRecord]:
        """The records of the last group, so many."""
        records = without(self.records, self.by.facet)
        if number > FEW:
            return records
        # PostgreSQL would go through the whole list in its order, which they may end.
        uids: QuerySet[Any, Any] = records.order_by().values("pk")
        if self.is_whole and self.by.facet != YEAR_FILTER.name:
            # Without a value, no index has the facets of one record and one name.
            stated = Facet.objects.filter(name=self.by.facet).values("record_id")
            uids = self.records.order_by().values("pk").difference(stated)
        return PublicRecord.objects.filter(pk__in=uids[:FEW])

    def _is_ordered(self, keys: list[SortKey]) -> bool:
        """Whether an index has the list in its order: a whole list, and by no facet.

        Other lists may leave out most of what is read on the way.
        """
        return self.is_whole and not any(key.of_facet for key in keys)

    def _few(self, keys: list[SortKey]) -> int:
        """Up to how many records all of a group are put in order.

        The more records a group has, the nearer to the beginning of the list are its first ones.
        """
        if not self._is_ordered(keys):
            return FEW
        return min(FEW, isqrt(2 * sum(number for _value, number in self.counted)))

    def _of_few(self, values: list[str], keys: list[SortKey], most: int) -> QuerySet | list:
        """The first of groups of few records: all of them are put in order."""
        if not values:
            return []
        place = Window(
            RowNumber(),
            partition_by=F("value"),
            order_by=[key.order_by(backwards=False, of="record__") for key in keys],
        )
        records = self.records.order_by().values("pk")
        rows = Facet.objects.filter(name=self.by.facet, value__in=values, record__in=records)
        rows = rows.annotate(place=place).filter(place__lte=most).order_by("value", "place")
        return rows.values_list("value", "record_id")

    def _of_many(self, values: list[str], keys: list[SortKey], most: int) -> list[tuple[str, Any]]:
        """The first of groups of many records, in one statement. It begins where the list does."""
        if not values:
            return []
        if database().vendor == "postgresql" and self._is_ordered(keys):
            sql, params = self._in_one_plan(values, keys, most)
        else:
            sql, params = self._in_parts(values, keys, most)
        with database().cursor() as cursor:
            cursor.execute(sql, params)
            rows = cursor.fetchall()
        to_python = PublicRecord._meta.pk.to_python
        return [(values[place], to_python(uid)) for place, uid in rows]

    def _in_one_plan(
        self, values: list[str], keys: list[SortKey], most: int
    ) -> tuple[str, list[Any]]:
        """PostgreSQL plans one query for all groups. It knows nothing of the value meanwhile.

        It takes a `CASE` as it stands, and would read all records of each group for an `EXISTS`.
        """
        of_group = RawSQL("of_group.value", (), TextField())
        has = Case(When(self._has(of_group), then=True), default=False)
        arrays, names = "%s::text[]", "value"
        params: list[Any] = [values]
        days: Sequence[Any] = ()
        if self.by.facet == YEAR_FILTER.name:
            arrays, names = f"{arrays}, %s::date[], %s::date[]", f"{names}, first, last"
            params += map(list, zip(*(all_days(int(year)) for year in values), strict=True))
            days = [RawSQL(f"of_group.{end}", (), DateField()) for end in ("first", "last")]  # noqa: S611
        sql, in_sql = self._first_of_group(has, days, keys, most)
        groups = f"unnest({arrays}) WITH ORDINALITY AS of_group ({names}, n)"
        statement = f"SELECT n - 1, pk FROM {groups} CROSS JOIN LATERAL ({sql}) AS records"  # noqa: S608
        return statement, [*params, *in_sql]

    def _in_parts(self, values: list[str], keys: list[SortKey], most: int) -> tuple[str, list[Any]]:
        parts: list[str] = []
        params: list[Any] = []
        for place, value in enumerate(values):
            days = all_days(int(value)) if self.by.facet == YEAR_FILTER.name else ()
            sql, part_params = self._first_of_group(self._has(value), days, keys, most)
            parts.append(f"SELECT {place}, pk FROM ({sql}) AS part{place}")  # noqa: S608
            params += part_params
        return " UNION ALL ".join(parts), params

    def _first_of_group(
        self, has: Any, days: Sequence[Any], keys: list[SortKey], most: int
    ) -> tuple[str, tuple]:
        """The statement for the first records of a group. A year has its first and last `days`."""
        records = self.records.filter(has)
        if days:
            records = records.filter(touches(*days).q())
        ids = with_columns(records, keys).order_by(*order_by(keys)).values("pk")[:most]
        return ids.query.sql_with_params()

    def _has(self, value: Any) -> Exists:
        facets = Facet.objects.filter(name=self.by.facet, value=value, record=OuterRef("pk"))
        return Exists(facets)

    def rows_of(self, uids: list[Any], stored: Any) -> tuple[dict[Any, tuple], dict[tuple, str]]:
        """What is stored of these records, and the titles of those that values name. One query."""
        named = keys_counted([self.by], {self.by.name: self.counted})
        rows = PublicRecord.objects.filter(named | Q(pk__in=uids))
        rows_by_id, titles = {}, {}
        for uid, kind, key, title, *row in rows.values_list(
            "pk", "kind", "key", "search_text__name", stored, "entry_id"
        ):
            rows_by_id[uid] = tuple(row)
            titles[kind, key] = title
        return rows_by_id, titles
