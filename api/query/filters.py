"""What each list can be filtered by. Names of filters are names of facets."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet

from api.query.filter_types import Day, Key, Names, Words
from api.query.params import Parameter, refused_value
from api.resources.base import resource_of
from archive.models import Facet, PublicRecord
from archive.search.analysis import languages
from archive.search.index import matching
from cms.models.dates import last_day

RANGES = ("year", "ordinal")
NOT, LEAST, MOST = "__not", "__gte", "__lte"


def named(*parameters: Parameter) -> dict[str, Parameter]:
    return {parameter.name: parameter for parameter in parameters}


def filters_of(kind: str) -> dict[str, Parameter]:
    """The filters that the kind declares, by name."""
    return named(*resource_of(kind).filters)


@cache
def parameters_of(kind: str) -> dict[str, Parameter]:
    """The filters of `kind`, with what else can be said of them: not, at least, at most."""
    filters = filters_of(kind)
    declared = dict(filters)
    for name, parameter in filters.items():
        words = f"None of these. {parameter.help}"
        declared[name + NOT] = replace(parameter, name=name + NOT, help=words)
        if name in RANGES:
            for suffix, word in ((LEAST, "least"), (MOST, "most")):
                words = f"The {name}, at {word}."
                declared[name + suffix] = replace(
                    parameter, name=name + suffix, help=words, repeatable=False
                )
    if "year" in filters:
        overlap = "Dates that touch the time from this day on. What has no date never does."
        declared["from"] = Day("from", overlap)
        declared["to"] = Day(
            "to", overlap.replace("from this day on", "up to this day"), end_of=last_day
        )
    declared["q"] = Words("q", "Words that all must be found in the record, in any form.")
    if has := resource_of(kind).has:
        words = f"With all of these: {', '.join(has)}."
        declared["has"] = Names("has", words, choices=has)
        declared["has__not"] = Names(
            "has__not", words.replace("With all", "With none"), choices=has
        )
    return declared


NEIGHBOURS = 50


def check_keys(declared: Mapping[str, Parameter], values: Mapping[str, list]) -> None:
    """Refuse keys that no public record has, with the nearest one. One query for all of them.

    A hidden record's key and one that was never used get the same answer.
    """
    given = [
        (name, parameter.kind, value)
        for name, parameter in declared.items()
        if isinstance(parameter, Key)
        for value in values.get(name, ())
    ]
    if not given:
        return
    wanted = Q()
    for _name, of_kind, value in given:
        wanted |= Q(kind=of_kind, key=value)
    known = set(PublicRecord.objects.filter(wanted, live=True).values_list("kind", "key"))
    for name, of_kind, value in given:
        if (of_kind, value) not in known:
            detail = f"No public {of_kind} has this key."
            raise refused_value(name, value, detail, like=keys_beside(of_kind, value))


def keys_beside(kind: str, value: str) -> list[str]:
    """Public keys around `value` in the order of keys: few of them, however many there are.

    Codes are in capital letters, so `value` is also looked for in these.
    """
    keys = PublicRecord.objects.filter(kind=kind, live=True).values_list("key", flat=True)
    found: list[str] = []
    for word in sorted({value, value.upper()}):
        found += keys.filter(key__gte=word).order_by("key")[:NEIGHBOURS]
        found += keys.filter(key__lt=word).order_by("-key")[:NEIGHBOURS]
    return found


def apply(records: QuerySet, kind: str, values: Mapping[str, list]) -> QuerySet:
    """Those of `records` that all of the filters given let through."""
    records = apply_facets(records, filters_of(kind), values)
    if words := values.get("q"):
        texts = matching(words[0], languages()).texts
        records = records.filter(pk__in=texts.order_by().values("record_id"))
    for name in (wanted for given in values.get("has", ()) for wanted in given):
        records = records.filter(_any_of("has", [name]))
    for names in values.get("has" + NOT, ()):
        records = records.exclude(_any_of("has", list(names)))
    return records.filter(_in_range(values))


def apply_facets(records: QuerySet, names: Iterable[str], values: Mapping[str, list]) -> QuerySet:
    """Those of `records` that have any value of each filter that is given."""
    for name in names:
        if wanted := values.get(name):
            records = records.filter(_any_of(name, wanted))
        if unwanted := values.get(name + NOT):
            records = records.exclude(_any_of(name, unwanted))
    return records


def _any_of(name: str, wanted: list) -> Q:
    if name == "ordinal":
        return Q(ordinal__isnull=False, ordinal__in=wanted)
    facets = Facet.objects.filter(name=name, value__in=[str(each) for each in wanted])
    return Q(pk__in=facets.values("record_id"))


def _in_range(values: Mapping[str, list]) -> Q:
    """Numbers and dates within what is asked; what is not stated is in no range."""
    wanted = Q()
    for name, condition in RANGE_CONDITIONS.items():
        if name in values:
            wanted &= condition(values[name][0])
    return wanted


RANGE_CONDITIONS: dict[str, Callable[[Any], Q]] = {
    "ordinal" + LEAST: lambda number: Q(ordinal__gte=number),
    "ordinal" + MOST: lambda number: Q(ordinal__lte=number),
    "year" + LEAST: lambda year: Q(end__gte=date(year, 1, 1)),
    "year" + MOST: lambda year: Q(start__lte=date(year, 12, 31)),
    "from": lambda day: Q(end__gte=day),
    "to": lambda day: Q(start__lte=day),
}
