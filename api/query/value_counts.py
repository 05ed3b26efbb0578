"""How many records have each value: as the log keeps it for a whole list, or counted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Cast

from api.query.filter_types import ANY_LANGUAGE, YEAR_FILTER
from api.query.found_counts import OF_KIND, Row, are_in_rows, counted_rows, rows_with_kinds
from api.snapshot_read import ReadState
from archive.head_watch import Generation
from archive.models import Facet, FacetCount, PublicRecord
from archive.publisher.facet_counts import ALL, current

SUM = Cast(Sum("records"), BigIntegerField())  # PostgreSQL adds up to a decimal


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
        return kept.order_by().annotate(all=Value(1)).values("all").annotate(n=SUM)

    def kept(self, names: tuple[str, ...]) -> tuple[QuerySet, QuerySet]:
        """How many `records` are of each `kind`, and have each `value` of each of `names`.

        There are no kinds where the log does not keep it as it is now.
        """
        rows = FacetCount.objects.filter(self._is_counted).order_by()
        kinds = rows.filter(Exists(current()), name=ALL).values("kind")
        values = rows.filter(name__in=names).exclude(value=ALL).values("name", "value")
        return _with_sum(kinds), _with_sum(values)

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


def _with_sum(rows: QuerySet[FacetCount, Any]) -> QuerySet[FacetCount, Any]:
    names = (*rows.query.values_select,)
    return rows.annotate(sum=SUM).values(*names, records=F("sum"))


def whole_list(
    kinds: Iterable[str], filters: Iterable[str], values: Mapping[str, list[Any]]
) -> WholeList | None:
    """The list that `values` ask for, if of all `filters` they give a language alone."""
    if values.keys() & set(filters) - {"locale"}:
        return None
    languages = values.get("locale", [settings.LANGUAGE_CODE])
    return WholeList(tuple(kinds), None if ANY_LANGUAGE in languages else tuple(languages))


@dataclass(frozen=True)
class SearchFound:
    """What a search finds: the `uid` and the `kind` of each record.

    `has_facets`: they also have the `facets` of each record. Else `part_of` is the list of which
    they hold certain words, where they are asked for no more.
    """

    records: QuerySet
    part_of: WholeList | None
    has_facets: bool


@dataclass(frozen=True)
class RecordSet:
    """Records whose values are counted at `read`. `question` tells them from all other sets.

    `whole` is the list that they are. `matched` are those of them that a search finds.
    """

    records: QuerySet[PublicRecord]
    read: ReadState | None
    question: str
    whole: WholeList | None
    matched: SearchFound | None = None

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
        if self.matched and (not self.matched.has_facets or are_in_rows(names, of)):
            return self._rows_found(names, self.matched)
        if not of:
            return list(_counted(self.records, names))
        others = tuple(name for name in names if name != of)
        return [*_grouped(self.records, of), *(_counted(self.records, others) if others else ())]

    def _rows_found(self, names: tuple[str, ...], matched: SearchFound) -> list[Row]:
        if matched.has_facets:
            return counted_rows(matched.records, names)
        kept = matched.part_of.kept(names) if matched.part_of else None
        return _added(rows_with_kinds(matched.records, self.records, kept, names))


def _added(rows: list[Row]) -> list[Row]:
    added: Counter[tuple[str, str | None]] = Counter()
    for name, value, number in rows:
        added[name, value] += number
    return [(name, value, number) for (name, value), number in added.items() if number]


def _counted(records: QuerySet, names: tuple[str, ...]) -> QuerySet:
    return (
        Facet.objects.filter(record__in=records.order_by().values("pk"), name__in=names)
        .order_by()
        .annotate(facet=F("name"), of=F("value"))
        .values_list("facet", "of")
        .annotate(count=Count("*"))
    )


def _grouped(records: QuerySet, facet: str) -> QuerySet:
    """The counts of one facet, with that of the records that state nothing there."""
    values = FilteredRelation("facets", condition=Q(facets__name=facet))
    return (
        records.order_by()
        .annotate(stated=values, facet=Value(facet), of=F("stated__value"))
        .values_list("facet", "of")
        .annotate(count=Count("*"))
    )


def without(records: QuerySet, facet: str) -> QuerySet:
    """Those of `records` that state nothing there."""
    if facet == YEAR_FILTER.name:
        return records.filter(start__isnull=True)  # the same, and an index knows it
    return records.filter(~Exists(Facet.objects.filter(name=facet, record=OuterRef("pk"))))
