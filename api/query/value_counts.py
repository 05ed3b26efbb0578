"""How many records have each value: as the log keeps it for a whole list, or counted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Cast

from api.caches.head_cache import HeadCache
from api.query.filter_types import ANY_LANGUAGE, YEAR
from api.replica import database
from api.snapshot_read import ReadState
from archive.head_watch import Generation
from archive.models import Facet, FacetCount, PublicRecord
from archive.publisher.facet_counts import ALL, current

OF_KIND = "kind of record"  # no name of a facet
# The records are looked for once. Where nearly all of a list are found, the few others are counted,
# with a minus sign. The limit tells PostgreSQL how few they are.
WITH_KINDS = """
WITH found AS MATERIALIZED ({found}),
number AS MATERIALIZED (SELECT COUNT(*) AS found FROM found),
others AS MATERIALIZED (
    SELECT uid FROM ({around}) AS around
    WHERE (SELECT found FROM number) >= %s AND uid NOT IN (SELECT uid FROM found)
    LIMIT {few}
)
SELECT %s, kind, COUNT(*) FROM found GROUP BY kind
UNION ALL
SELECT name, value, COUNT(*) FROM archive_facet JOIN found ON record_id = uid
WHERE name IN ({names}) AND (SELECT found FROM number) < %s
GROUP BY name, value
UNION ALL
SELECT name, value, -COUNT(*) FROM archive_facet JOIN others ON record_id = uid
WHERE name IN ({names})
GROUP BY name, value
"""
FEW = 500
MORE_THAN_ALL = 2**62
# The name of a facet, a value, a number of records. The value None: those that state nothing.
Row = tuple[str, str | None, int]


@dataclass(frozen=True)
class WholeList:
    """All public records of `kinds` in `languages`, and those in none. None: in any language."""

    kinds: tuple[str, ...]
    languages: tuple[str, ...] | None

    def rows(self, names: tuple[str, ...], head: Generation | None, of: str) -> list[Row] | None:
        """As `RecordSet.rows`. None: the log does not keep them as they are at `head`."""
        if head is None:
            return None
        counts, until = self._kept(names)
        if until != head[2]:
            return None
        rows: list[Row] = []
        for (kind, name, value), number in counts.items():
            if value:
                rows.append((name, value, number))
            elif of == OF_KIND and not name:
                rows.append((OF_KIND, kind, number))
            elif of in names and name in (of, ALL):
                rows.append((of, None, number if name == ALL else -number))
        return _added(rows)

    def total(self) -> QuerySet[FacetCount, Any]:
        """How many there are, as `n`. Nothing where the log does not keep it as it is now."""
        kept = FacetCount.objects.filter(self._is_counted, Exists(current()), name=ALL)
        number = Cast(Sum("records"), BigIntegerField())  # PostgreSQL adds up to a decimal
        return kept.order_by().annotate(all=Value(1)).values("all").annotate(n=number)

    @property
    def _is_counted(self) -> Q:
        if self.languages is None:
            return Q(kind__in=self.kinds)
        return Q(kind__in=self.kinds, locale__in=(*self.languages, ALL))

    def _kept(self, names: tuple[str, ...]) -> tuple[dict[tuple[str, str, str], int], int | None]:
        """The counts, and the number of the entry until which they count."""
        asked = self._is_counted & Q(name__in=(*names, ALL))
        facet_counts = FacetCount.objects.filter(asked | Q(kind=ALL)).order_by()
        rows = facet_counts.values_list("kind", "name", "value").annotate(number=Sum("records"))
        counts = {(kind, name, value): number for kind, name, value, number in rows}
        return counts, counts.pop((ALL, ALL, ALL), None)


def whole_list(
    kinds: Iterable[str], filters: Iterable[str], values: Mapping[str, list[Any]]
) -> WholeList | None:
    """The list that `values` ask for, if of all `filters` they give a language alone."""
    if values.keys() & set(filters) - {"locale"}:
        return None
    languages = values.get("locale", [settings.LANGUAGE_CODE])
    return WholeList(tuple(kinds), None if ANY_LANGUAGE in languages else tuple(languages))


kept_rows: HeadCache[list[Row] | None] = HeadCache(20)


@dataclass(frozen=True)
class RecordSet:
    """Records whose values are counted at `read`. `question` tells them from all other sets.

    `whole` is the list that they are. `part_of` is the one of which they hold certain words.
    """

    records: QuerySet[PublicRecord]
    read: ReadState | None
    question: str
    whole: WholeList | None
    part_of: tuple[QuerySet[PublicRecord], WholeList] | None = None

    @property
    def head(self) -> Generation | None:
        return self.read.head if self.read else None

    def rows(self, names: Iterable[str], of: str = "") -> list[Row]:
        """The counts of `names`, and beside them those of one more.

        `of` is `OF_KIND`: of each kind. It is one of `names`: of those that state nothing there.
        """
        names = tuple(names)
        kept = self.whole.rows(names, self.head, of) if self.whole else None
        if kept is not None:
            return kept
        if of == OF_KIND:
            return self._rows_with_kinds(names)
        rows = _counted(self.records, names)
        return list(rows.union(_nothing(self.records, of), all=True) if of else rows)

    def _rows_with_kinds(self, names: tuple[str, ...]) -> list[Row]:
        around, whole = self.part_of or (self.records, None)
        kept = self._kept_of(whole, names) if whole else None
        many = _of_all_kinds(kept) - FEW if kept else MORE_THAN_ALL
        rows = _counted_with_kinds(self.records, around, names, many)
        if kept and _of_all_kinds(rows) >= many:
            return _added(rows, [row for row in kept if row[0] != OF_KIND])
        return rows

    def _kept_of(self, whole: WholeList, names: tuple[str, ...]) -> list[Row] | None:
        """The same for all words, until the head moves."""
        question = f"{whole} {names}"
        return kept_rows.at(self.head, question, lambda: whole.rows(names, self.head, OF_KIND))


def _of_all_kinds(rows: list[Row]) -> int:
    return sum(number for name, _kind, number in rows if name == OF_KIND)


def _added(*parts: list[Row]) -> list[Row]:
    added: Counter[tuple[str, str | None]] = Counter()
    for name, value, number in chain(*parts):
        added[name, value] += number
    return [(name, value, number) for (name, value), number in added.items() if number]


def _counted_with_kinds(
    records: QuerySet, around: QuerySet, names: tuple[str, ...], many: int
) -> list[Row]:
    """The counts of each kind, and of the values of `names` what `WITH_KINDS` says."""
    try:
        records_sql, of_found = records.order_by().values("uid", "kind").query.sql_with_params()
    except EmptyResultSet:
        return []
    all_around, of_around = around.order_by().values("uid").query.sql_with_params()
    places = ", ".join(["%s"] * len(names))
    sql = WITH_KINDS.format(found=records_sql, around=all_around, names=places, few=max(FEW, 0))
    with database().cursor() as cursor:
        cursor.execute(sql, [*of_found, *of_around, many, OF_KIND, *names, many, *names])
        return cursor.fetchall()


def _counted(records: QuerySet, names: tuple[str, ...]) -> QuerySet:
    return (
        Facet.objects.filter(record__in=records.order_by().values("pk"), name__in=names)
        .order_by()
        .annotate(facet=F("name"), of=F("value"))
        .values_list("facet", "of")
        .annotate(count=Count("*"))
    )


def _nothing(records: QuerySet, facet: str) -> QuerySet:
    return (
        without(records.order_by(), facet)
        .annotate(facet=Value(facet), of=Value(None, output_field=CharField()))
        .values_list("facet", "of")
        .annotate(count=Count("*"))
    )


def without(records: QuerySet, facet: str) -> QuerySet:
    """Those of `records` that state nothing there."""
    if facet == YEAR.name:
        return records.filter(start__isnull=True)  # the same, and an index knows it
    return records.filter(~Exists(Facet.objects.filter(name=facet, record=OuterRef("pk"))))
