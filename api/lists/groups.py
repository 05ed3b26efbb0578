"""`group_by=`: how many records of a list have each value, and the first of them."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Value, Window
from django.db.models.functions import RowNumber

from api.http.errors import Problem
from api.query.facets import Countable, countables, counts, keys_counted, value_counts, without
from api.query.filter_types import Names
from api.query.ordering import SortKey, order_by, with_columns
from api.query.params import Choice, Number, Parameter
from api.snapshot_read import ReadState
from archive.models import Facet, PublicRecord, body_of

FEW = 500
MAX_GROUPS = 200
MAX_FIRST = 10
DEFAULT_FIRST = 3
PAGES = ("cursor", "page", "limit", "sample")


def parameters_of(kind: str) -> dict[str, Parameter]:
    names = tuple(countables(kind))
    return {
        "facets": Names(
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
        raise _refused("first", "It says how many records a group shows: give group_by, too.")
    for name in (*PAGES, "as_of"):
        if "group_by" in values and name in values:
            raise _refused("group_by", f"Groups have no pages and no past: leave {name} out.")
    if "facets" in values and "as_of" in values:
        raise _refused("facets", "They count what is public now: leave facets or as_of out.")


def _refused(name: str, detail: str) -> Problem:
    return Problem(400, "invalid_parameter", detail, errors=[{"parameter": name}])


class Groups:
    """Records by the values of one filter. Those that state none are the last group."""

    def __init__(
        self, by: Countable, records: QuerySet, read: ReadState | None, question: str
    ) -> None:
        self.by = by
        self.records = records
        head = read.head if read else None
        counted = counts.at(head, f"{question} group {by.name}", self._count)
        self.counted = counted[by.name]
        if len(self.counted) > MAX_GROUPS:
            detail = (
                f"group_by: there are more than {MAX_GROUPS} values. Narrow the list with filters."
            )
            raise _refused("group_by", detail)

    def _count(self) -> dict[str, list[tuple[str | None, int]]]:
        nothing = (
            without(self.records.order_by(), self.by.facet)
            .annotate(facet=Value(""), of=Value(None, output_field=CharField()))
            .values_list("facet", "of")
            .annotate(count=Count("*"))
        )
        rows = value_counts(self.records, [self.by.facet]).union(nothing, all=True)
        found = [(value, count) for _facet, value, count in rows if count]
        stated = self.by.in_order([row for row in found if row[0] is not None])
        return {self.by.name: [*stated, *(row for row in found if row[0] is None)]}

    def shown(
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
        found: dict[str | None, list[Any]] = defaultdict(list)
        if most == 0:
            return found
        place = Window(
            RowNumber(),
            partition_by=F("value"),
            order_by=[key.order_by(backwards=False, of="record__") for key in keys],
        )
        rows = (
            Facet.objects.filter(
                name=self.by.facet, record__in=self.records.order_by().values("pk")
            )
            .annotate(place=place)
            .filter(place__lte=most)
            .order_by("value", "place")
        )
        for value, uid in rows.values_list("value", "record_id"):
            found[value].append(uid)
        if nothing := dict(self.counted).get(None):
            records = without(self.records, self.by.facet)
            if nothing <= FEW:
                # PostgreSQL would go through the whole list in its order, which they may end.
                few = records.order_by().values("pk")[:FEW]
                records = PublicRecord.objects.filter(pk__in=few)
            ordered = with_columns(records, keys).order_by(*order_by(keys))
            found[None] = list(ordered.values_list("pk", flat=True)[:most])
        return found

    def rows_of(self, uids: list[Any], stored: Any) -> tuple[dict[Any, tuple], dict[tuple, str]]:
        """What is stored of these records, and the titles of those that values name. One query."""
        named = keys_counted([self.by], {self.by.name: self.counted})
        rows = PublicRecord.objects.filter(named | Q(pk__in=uids))
        found, titles = {}, {}
        for uid, kind, key, title, *row in rows.values_list(
            "pk", "kind", "key", "search_text__name", stored, "entry_id"
        ):
            found[uid] = tuple(row)
            titles[kind, key] = title
        return found, titles
