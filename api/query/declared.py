"""Every filter of a kind, from what the kind declares: see `api/resources`.

Parameters, OpenAPI, the reference, lists of today and lists of the past all come from here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from api.query import dates, filter_types
from api.query.as_of import PointInTime
from api.query.batches import Batch, Ids
from api.query.conditions import (
    All,
    Compares,
    Condition,
    HasValue,
    HoldsWords,
    IsNull,
    IsStated,
    IsWithin,
    Not,
)
from api.query.dates import GTE, LTE
from api.query.filter_types import (
    LETTER,
    LOCALE,
    MONTH_FILTER,
    TRANSLATED,
    YES_OR_NO,
    ChoiceList,
    Day,
    Key,
    Role,
    SearchWords,
)
from api.query.identifiers import SAME_AS
from api.query.languages import in_language
from api.query.params import Choice, Parameter
from api.query.places import BBOX, within_box
from api.resources.base import resource_of
from cms.dates.reduced import last_day

NOT, NULL, WITHIN = "__not", "__isnull", "__within"
Values = Mapping[str, list[Any]]
Ask = Callable[[list[Any], Values], Condition | None]


@dataclass(frozen=True)
class Filter:
    """A parameter, and what its values ask of a record; other values say in which role."""

    parameter: Parameter
    ask: Ask
    cost: int = 1


@cache
def declared(kind: str) -> dict[str, Filter]:
    """Every filter that looks at the record itself, by its name."""
    filters: list[Filter] = []
    resource = resource_of(kind)
    roles = {role.of: role for role in resource.filters if isinstance(role, Role)}
    for parameter in resource.filters:
        if isinstance(parameter, Role):
            filters.append(_of_role(parameter))
        elif parameter.name == "ordinal":
            filters += _of_number(parameter)
        elif parameter is LOCALE:
            filters += [Filter(LOCALE, in_language), _of_facet(LOCALE, None)[1]]
            filters += _of_facet(TRANSLATED, None)
        elif parameter is BBOX:
            filters.append(Filter(BBOX, within_box, 2))
        else:
            filters += _of_facet(parameter, roles.get(parameter.name))
    if any(parameter.name == "year" for parameter in resource.filters):
        filters += [*of_dates(), *_of_facet(MONTH_FILTER, None)]
    for parameter in (*resource.identifiers, SAME_AS):
        filters += _of_facet(parameter, None)
    filters += [*_of_facet(LETTER, None)[:2], *_of_every_record(), *_of_parts(resource.has)]
    return {filter_.parameter.name: filter_ for filter_ in filters}


def _of_role(role: Role) -> Filter:
    """Alone it asks for anybody in that role. Else the filter that it belongs to asks for both."""

    def ask(values: list[Any], others: Values) -> Condition | None:
        is_said = role.of in others or role.of + WITHIN in others
        return None if is_said else IsStated(role.facets(values))

    return Filter(role, ask)


def _of_facet(parameter: Parameter, role: Role | None) -> list[Filter]:
    facet = parameter.facet or parameter.name

    def facets(others: Values) -> tuple[str, ...]:
        roles = others.get(role.name) if role else None
        return role.facets(roles) if role and roles else (facet,)

    def has(values: list[Any], others: Values) -> Condition:
        return has_any(facets(others), values)

    def lacks(values: list[Any], others: Values) -> Condition:
        return Not(has(values, {}))

    filters = [Filter(parameter, has), _with(parameter, NOT, _none_of(parameter), lacks)]
    filters.append(_is_null(parameter.name, Not(IsStated((facet,)))))
    if isinstance(parameter, Key) and (tree := resource_of(parameter.kind).tree):

        def within(values: list[Any], others: Values) -> Condition:
            return IsWithin(facets(others), parameter.kind, tree, tuple(values))

        help_text = f"{parameter.help} What lies below it counts, too."
        filters.append(replace(_with(parameter, WITHIN, help_text, within), cost=3))
    return filters


def has_any(names: tuple[str, ...], values: list[Any]) -> Condition:
    """One of the facets `names` has one of `values`. A year is also one that dates may touch."""
    if names == (filter_types.YEAR_FILTER.name,):
        return dates.in_years(values)
    return HasValue(names, tuple(map(str, values)))


def _with(parameter: Parameter, suffix: str, help_text: str, ask: Ask, **changes: Any) -> Filter:
    """A filter of the same values that asks something else: `partner__not`."""
    name = parameter.name + suffix
    facet = parameter.facet or parameter.name
    return Filter(replace(parameter, name=name, help=help_text, facet=facet, **changes), ask)


def _none_of(parameter: Parameter) -> str:
    return f"None of these. {parameter.help}"


def _is_null(name: str, is_null: Condition) -> Filter:
    help_text = f"`true`: nothing is stated as {name}. `false`: something is."
    parameter = Choice(name + NULL, help_text, choices=YES_OR_NO)
    return Filter(parameter, lambda values, _: is_null if values == ["true"] else Not(is_null))


def _of_number(parameter: Parameter) -> list[Filter]:
    name = parameter.name

    def is_one(values: list[Any], _others: Values) -> Condition:
        return Compares(name, "in", tuple(values))

    def is_none(values: list[Any], _others: Values) -> Condition:
        return Not(Compares(name, "in", tuple(values)))

    return [
        Filter(parameter, is_one),
        _with(parameter, NOT, _none_of(parameter), is_none),
        _is_null(name, IsNull(name)),
        *(_limit(parameter, suffix, _compared(name, suffix)) for suffix in (GTE, LTE)),
    ]


def _compared(column: str, suffix: str) -> Ask:
    return lambda values, _: Compares(column, suffix.strip("_"), values[0])


def _limit(parameter: Parameter, suffix: str, ask: Ask) -> Filter:
    help_text = f"The {parameter.name}, at {'least' if suffix == GTE else 'most'}."
    return _with(parameter, suffix, help_text, ask, repeatable=False)


def of_dates() -> list[Filter]:
    """The limits of dates, of any record that has some."""
    overlap = "Dates that touch the time from this day on. What has no date never does."
    until = overlap.replace("from this day on", "up to this day")
    return [
        _limit(filter_types.YEAR_FILTER, GTE, dates.since),
        _limit(filter_types.YEAR_FILTER, LTE, dates.until),
        Filter(Day("from", f"{overlap} `today` is a day, too."), dates.since),
        Filter(Day("to", f"{until} `today` is a day, too.", end_of=last_day), dates.until),
        _is_null("start", IsNull("start")),
    ]


def _of_every_record() -> list[Filter]:
    changed = "Published at this time or {}: a time with its zone, or the end of a day in UTC."
    return [
        Filter(
            SearchWords("q", "Words that all must be found in the record, in any form."),
            lambda values, _: HoldsWords(values[0]),
            5,
        ),
        Filter(
            SearchWords(
                "title__contains",
                "Words or parts of words that the title has, accents aside.",
            ),
            _in_title,
            3,
        ),
        Filter(
            Ids("id", "Records with these ids, in this order. What is not public is left out."),
            lambda values, _: Compares("uid", "in", values[0]),
        ),
        Filter(
            Batch("key", "Records with these keys, in this order. What is not public is left out."),
            lambda values, _: Compares("key", "in", values[0]),
        ),
        Filter(
            Batch("key" + NOT, "All but the records with these keys."),
            lambda values, _: Not(Compares("key", "in", values[0])),
        ),
        Filter(PointInTime("changed__gte", changed.format("later")), _compared("changed_at", GTE)),
        Filter(
            PointInTime("changed__lte", changed.format("earlier")), _compared("changed_at", LTE)
        ),
    ]


def _in_title(values: list[Any], _others: Values) -> Condition:
    parts = filter_types.folded(values[0]).split()
    return All(tuple(Compares("title", "contains", word) for word in parts))


def _of_parts(has: tuple[str, ...]) -> list[Filter]:
    """`has=quotes,themes`, and the same with not."""
    if not has:
        return []

    def holds(values: list[Any], _others: Values) -> Condition:
        return All(tuple(HasValue(("has",), (name,)) for name in values[0]))

    def lacks(values: list[Any], _others: Values) -> Condition:
        return Not(HasValue(("has",), values[0]))

    names = ", ".join(has)
    return [
        Filter(ChoiceList("has", f"With all of these: {names}.", choices=has), holds),
        Filter(ChoiceList("has__not", f"With none of these: {names}.", choices=has), lacks),
    ]
