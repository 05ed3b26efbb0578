"""Facets with counts: how many of the matching records have each value."""

from collections import defaultdict
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django_countries import countries

from api.fast_path.head_cache import HeadCache
from api.snapshot_read import ReadState
from archive.models import Facet, PublicRecord, SearchText
from archive.registry import registry

# The facets of a search, in order.
FACETS = ("kind", "series", "year", "theme", "partner", "country")
RECORDS = ("series", "theme", "partner")  # facets whose values are keys of records
MOST_VALUES = 50


Counted = dict[str, list[tuple[str, int]]]
counts: HeadCache[Counted] = HeadCache(200)


def facets_of(
    records: QuerySet[PublicRecord], read: ReadState, question: str
) -> dict[str, list[dict[str, Any]]]:
    """`{"theme": [{"value", "label", "count"}]}` of public records: at most two queries.

    `question` identifies this set of records.
    """
    counted = counts.at(read.head, question, lambda: _most_frequent(records))
    labels = _labels(counted)
    return {
        name: [
            {"value": value, "label": labels.get((name, value), value), "count": count}
            for value, count in values
        ]
        for name, values in counted.items()
    }


def _most_frequent(records: QuerySet[PublicRecord]) -> Counted:
    counted: Counted = defaultdict(list)
    for name, value, count in _counts(records):
        counted[name].append((value, count))
    return {name: _most(name, counted[name]) for name in FACETS}


def _counts(records: QuerySet[PublicRecord]) -> QuerySet:
    """`(facet, value, number of records)`. The facet "kind" of a search is the kind of record."""
    by_kind = (
        records.order_by()
        .annotate(facet=Value("kind", output_field=CharField()), of=F("kind"))
        .values_list("facet", "of")
        .annotate(count=Count("pk"))
    )
    by_value = (
        Facet.objects.filter(record__in=records.order_by().values("pk"), name__in=FACETS[1:])
        .annotate(facet=F("name"), of=F("value"))
        .values_list("facet", "of")
        .annotate(count=Count("pk"))
    )
    return by_kind.union(by_value, all=True)


def _most(name: str, values: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The most frequent values. Years come by year, the latest first."""
    if name == "year":
        return sorted(values, key=lambda value: int(value[0]), reverse=True)[:MOST_VALUES]
    return sorted(values, key=lambda value: (-value[1], value[0]))[:MOST_VALUES]


def _labels(counted: Counted) -> dict[tuple[str, str], str]:
    labels = {("kind", resource.kind): resource.plural.capitalize() for resource in registry}
    labels |= {("country", code): countries.name(code) for code, _count in counted["country"]}
    condition = Q(pk__in=[])
    for name in RECORDS:
        condition |= Q(
            record__kind=name, record__key__in=[value for value, _count in counted[name]]
        )
    texts = SearchText.objects.filter(condition, record__live=True)
    for kind, key, title in texts.values_list("record__kind", "record__key", "name"):
        labels[kind, key] = title
    return labels
