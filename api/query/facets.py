"""Facets with counts: how many of some records have each value."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Q
from django_countries import countries

from api.caches.head_cache import HeadCache
from api.query.declared import declared
from api.query.filter_types import FIRST_LETTERS, LETTER, Country, Key, LanguageTag
from api.query.found_counts import OF_KIND, Row
from api.query.params import Choice, Parameter
from api.query.value_counts import RecordSet
from archive.models import PublicRecord, SearchText
from archive.registry import registry
from cms.vocabularies import LABELS

MOST_VALUES = 50
Counted = dict[str, list[tuple[str | None, int]]]
counts: HeadCache[Counted] = HeadCache(200)


@dataclass(frozen=True)
class Countable:
    """A filter whose values can be counted: where they stand, and what they name."""

    name: str
    facet: str
    of_kind: str = ""  # its values are keys of records of this kind
    is_country: bool = False

    def label(self, value: str, titles: dict[tuple[str, str], str]) -> str:
        if self.of_kind:
            return titles.get((self.of_kind, value), value)
        if self.is_country:
            return str(countries.name(value) or value)
        if self.facet == LETTER.name:
            return value.upper() if len(value) == 1 else value
        return LANGUAGES.get(value, LABELS.get(value, value))

    def in_order(self, values: list[tuple[Any, int]]) -> list[tuple[Any, int]]:
        """Years from the latest, letters by the alphabet, all else by how often it is there."""
        if self.facet == "year":
            return sorted(values, key=lambda value: int(value[0]), reverse=True)
        if self.facet == "letter":
            return sorted(values, key=lambda value: FIRST_LETTERS.index(value[0]))
        return sorted(values, key=lambda value: (-value[1], value[0]))


LANGUAGES = dict(settings.LANGUAGES)


def countable(parameter: Parameter) -> Countable:
    return Countable(
        parameter.name,
        parameter.facet or parameter.name,
        parameter.kind if isinstance(parameter, Key) else "",
        isinstance(parameter, Country),
    )


@cache
def countables(kind: str) -> dict[str, Countable]:
    """What can be counted in the list of `kind`: filters of a known set of values, by name."""
    filters = (filter_.parameter for filter_ in declared(kind).values())
    repeatable = (
        parameter for parameter in filters if "__" not in parameter.name and parameter.repeatable
    )
    return {
        parameter.name: countable(parameter)
        for parameter in repeatable
        if isinstance(parameter, Key | Country | Choice | LanguageTag) or parameter.name == "year"
        if not hasattr(parameter, "of")
    }


def facets_of(record_set: RecordSet, requested: list[Countable]) -> dict[str, list[dict[str, Any]]]:
    """`{"theme": [{"value", "label", "count"}]}` of public records: at most two queries."""
    return labelled(counted_of(record_set, requested), requested)


def counted_of(
    record_set: RecordSet, requested: list[Countable], *, kinds: bool = False
) -> Counted:
    """The counts of the values of `requested`. `kinds`: also how many of each kind of record."""
    facets = sorted({countable.facet for countable in requested})
    return counts.at(
        record_set.head,
        f"{record_set.question} {','.join(countable.name for countable in requested)}",
        lambda: _most_frequent(record_set.rows(facets, OF_KIND if kinds else ""), requested),
    )


def labelled(
    counted: Counted, requested: list[Countable], *, kinds: bool = False
) -> dict[str, list[dict[str, Any]]]:
    titles = titles_of(requested, counted)
    facets = {
        countable.name: [
            {"value": value, "label": countable.label(value, titles), "count": count}
            for value, count in counted[countable.name]
            if value is not None
        ]
        for countable in requested
    }
    return {"kind": _kinds(counted), **facets} if kinds else facets


def _kinds(counted: Counted) -> list[dict[str, Any]]:
    return [
        {"value": kind, "label": registry[kind].plural.capitalize(), "count": count}
        for kind, count in counted[OF_KIND]
        if kind
    ]


def _most_frequent(rows: Iterable[Row], requested: list[Countable]) -> Counted:
    counted: Counted = defaultdict(list)
    for name, value, count in rows:
        counted[name].append((value, count))
    most_frequent = {
        countable.name: countable.in_order(counted[countable.facet])[:MOST_VALUES]
        for countable in requested
    }
    of_kinds = sorted(counted[OF_KIND], key=lambda value: (-value[1], value[0] or ""))
    return {OF_KIND: of_kinds, **most_frequent}


def keys_counted(requested: Iterable[Countable], counted: Counted) -> Q:
    """The records that the values counted name."""
    condition = Q(pk__in=[])
    for countable in requested:
        keys = [value for value, _count in counted[countable.name] if value is not None]
        if countable.of_kind and keys:
            condition |= Q(kind=countable.of_kind, key__in=keys, live=True)
    return condition


def titles_of(requested: Iterable[Countable], counted: Counted) -> dict[tuple[str, str], str]:
    named = PublicRecord.objects.filter(keys_counted(requested, counted))
    texts = SearchText.objects.filter(record__in=named.values("pk"))
    return {
        (kind, key): title
        for kind, key, title in texts.values_list("record__kind", "record__key", "name")
    }
