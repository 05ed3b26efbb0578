"""Filters that no record can pass together. Whoever gives them has mistaken something."""

from collections.abc import Iterable, Iterator
from itertools import chain, combinations, product
from typing import Any

from api.http.errors import Problem
from api.query.declared import GTE, LTE, NOT, NULL, WITHIN, Values
from api.query.filter_types import ANY_LANGUAGE
from api.query.filters import GROUPS

# What asks for a date, beside the filters that begin with the same name.
OF_DATES = ("year", "month", "from", "to")


def check(values: Values) -> None:
    """Raises a 400 that names the filters that contradict each other."""
    for name, detail in chain(_contradictions(values), _in_groups(values)):
        error = {"parameter": name, "detail": detail}
        raise Problem(400, "invalid_parameter", f"{name}: {detail}", errors=[error])


def _contradictions(values: Values) -> Iterator[tuple[str, str]]:
    if "fallback" in values and ANY_LANGUAGE in values.get("locale", [ANY_LANGUAGE]):
        yield "fallback", "It says what stands for the translation that is missing. Give a locale."
    for least, most in _periods(values):
        if least in values and most in values and values[least][0] > values[most][0]:
            yield least, f"It is beyond `{most}`, so that nothing lies between them."
    for name in values:
        stem = name.removesuffix(NULL)
        if stem != name and values[name] == ["true"]:
            for other in _asking_for(stem):
                if other in values:
                    yield name, f"`{other}` asks for what is stated. Give one of the two."
        if name + NOT in values and _leaves_nothing(name, values):
            yield name, f"`{name}{NOT}` leaves out the same. Give one of the two."


def _in_groups(values: Values) -> Iterator[tuple[str, str]]:
    """Groups of which no filter goes with the others, or with any filter of another group."""
    groups = values.get(GROUPS, [])
    for alternatives in chain(product(groups), combinations(groups, 2)):
        choices = product(*alternatives)
        problems = [
            next(_contradictions({**values, **_together(filters)}), None) for filters in choices
        ]
        if first := all(problems) and problems[0]:
            yield GROUPS, f"{first[0]}: {first[1]}"


def _together(filters: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    return {name: [value] for name, value in filters}


def _leaves_nothing(name: str, values: Values) -> bool:
    included, left_out = set(_each(values[name])), set(_each(values[name + NOT]))
    # A record has all the parts that `has` names, and one of the values of any other filter.
    return bool(included & left_out) if name == "has" else included <= left_out


def _each(values: list[Any]) -> Iterator[Any]:
    """The values, those of a batch one by one."""
    for value in values:
        yield from value if isinstance(value, tuple) else (value,)


def _periods(values: Values) -> list[tuple[str, str]]:
    stems = [name.removesuffix(GTE) for name in values if name.endswith(GTE)]
    return [("from", "to"), *((stem + GTE, stem + LTE) for stem in stems)]


def _asking_for(stem: str) -> list[str]:
    stems = OF_DATES if stem == "start" else (stem,)
    return [name + suffix for name in stems for suffix in ("", WITHIN, GTE, LTE)]
