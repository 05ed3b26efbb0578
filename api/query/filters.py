"""What the filters of a request ask of the records of a list."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, reduce
from itertools import chain
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import FilteredRelation, Q, QuerySet

from api.http.errors import Problem
from api.query.conditions import All, AnyOf, Condition, InLanguage, IsNamed
from api.query.declared import Values, declared
from api.query.filter_types import FALLBACK, LOCALE, Key, Through
from api.query.params import Parameter, Refused, one_by_one, refused_value
from api.resources.base import resource_of
from archive.models import PublicRecord

GROUPS = "any"
MAX_COST = 60
# Filters that look at other records than those of the list cost more.
THROUGH_COST = 5


def named(*parameters: Parameter) -> dict[str, Parameter]:
    return {parameter.name: parameter for parameter in parameters}


@dataclass(frozen=True)
class AnyFilter(Parameter):
    """`any=theme:peace,series:human-rights`: at least one of some filters."""

    kind: str = ""

    def read(self, value: str) -> tuple[tuple[str, Any], ...]:
        return tuple((name, self._inside(name).read(text)) for name, text in self._pairs(value))

    def written(self, value: str) -> str:
        if ":today" not in value:
            return value
        pairs = (pair.partition(":") for pair in value.split(","))
        parameters = single_parameters_of(self.kind)
        return ",".join(
            f"{name}:{parameters[name].written(text)}" if name in parameters else f"{name}:{text}"
            for name, _colon, text in pairs
        )

    @property
    def schema(self) -> dict[str, Any]:
        pair = "[a-z_]+:[^,]+"
        return {"type": "string", "pattern": f"^{pair}(,{pair})*$", "maxLength": self.longest}

    def _pairs(self, value: str) -> list[tuple[str, str]]:
        pairs = [pair.partition(":") for pair in value.split(",")]
        if not all(text for _name, _colon, text in pairs):
            raise Refused("Give filters and values: theme:peace,series:human-rights.")
        return [(name, text) for name, _colon, text in pairs]

    def _inside(self, name: str) -> Parameter:
        parameters = single_parameters_of(self.kind)
        if name not in parameters:
            detail = f"“{name[:100]}” is no filter that can stand in a group."
            raise Refused(detail, sorted(parameters), part=name)
        return parameters[name]


@cache
def single_parameters_of(kind: str) -> dict[str, Parameter]:
    """The filters of `kind` that ask one thing: those that can stand in a group."""
    own = {name: filter_.parameter for name, filter_ in declared(kind).items()}
    return own | parameters_far(kind)


@cache
def parameters_of(kind: str) -> dict[str, Parameter]:
    """All filters of `kind`."""
    help_text = (
        "At least one of these filters, each with a colon before its value and commas between "
        "them: theme:peace,theme:health. Given twice: one of each group."
    )
    filters = {**single_parameters_of(kind), GROUPS: AnyFilter(GROUPS, help_text, True, kind=kind)}
    return filters | named(FALLBACK) if LOCALE in resource_of(kind).filters else filters


@cache
def parameters_far(kind: str) -> dict[str, Parameter]:
    """The filters of `kind` that look at other records."""
    parameters: dict[str, Parameter] = {}
    for through in resource_of(kind).through:
        parameters |= parameters_through(kind, through)
    return parameters


@cache
def parameters_through(kind: str, through: Through) -> dict[str, Parameter]:
    """The filters of `kind` that look at the records of `through`; not those that name `kind`."""
    theirs = {name: filter_.parameter for name, filter_ in declared(through.kind).items()}
    plural = resource_of(through.kind).plural
    key = Key(through.kind, f"Of this {through.kind}. Give its key.", True, kind=through.kind)
    parameters: dict[str, Parameter] = {through.kind: key}
    for name in through.filters:
        parameter = theirs[name]
        if getattr(parameter, "kind", "") != kind:
            help_text = f"Of {plural}: {parameter.help}"
            here = through.prefix + name
            parameters[here] = replace(parameter, name=here, help=help_text)
    if through.role:
        parameters[through.role.name] = through.role
    return {name: parameters[name] for name in parameters if name not in declared(kind)}


def take_keys(parameters: Mapping[str, Parameter], values: dict[str, list[Any]]) -> None:
    """Let the key of a record stand for all its translations, in one query for all of them.

    Refuses keys that no public record has, with the nearest one. A hidden record's key and one that
    was never used get the same answer.
    """
    pairs = [(name, value) for name in values if name != GROUPS for value in values[name]]
    pairs += [pair for group in values.get(GROUPS, ()) for pair in group]
    keys = [(name, parameters[name], value) for name, value in pairs if name in parameters]
    named_keys = [(name, key.kind, value) for name, key, value in keys if isinstance(key, Key)]
    if not named_keys:
        return
    by_key = _known_keys({(of_kind, value) for _name, of_kind, value in named_keys})
    for name, of_kind, value in named_keys:
        if (of_kind, value) not in by_key:
            plural = resource_of(of_kind).plural
            detail = f"No public {of_kind} has this key: /api/v1/{plural}/ lists them."
            detail += one_by_one(name, value) if "," in value else ""
            raise refused_value(name, value, detail, like=keys_beside(of_kind, value))
    for name, parameter in parameters.items():
        if name in values and isinstance(parameter, Key):
            others = [by_key[parameter.kind, value] for value in values[name]]
            values[name] = list(dict.fromkeys([*values[name], *chain(*others)]))
    if GROUPS in values:
        values[GROUPS] = [
            tuple(
                (name, key)
                for name, value in group
                for key in (value, *by_key.get((getattr(parameters[name], "kind", ""), value), ()))
            )
            for group in values[GROUPS]
        ]


def _known_keys(pairs: set[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """Those that are public, each with the keys of its public translations."""
    condition = reduce(or_, (Q(kind=kind, key=key) for kind, key in pairs))
    translations = FilteredRelation("facets", condition=Q(facets__name="alternate"))
    rows = PublicRecord.objects.filter(condition, live=True).annotate(other=translations)
    keys: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, key, other in rows.values_list("kind", "key", "other__value"):
        keys[kind, key] += [other] if other else []
    return keys


NEIGHBOURS = 50


def keys_beside(kind: str, value: str) -> list[str]:
    """Public keys around `value` in the order of keys: few of them, however many there are.

    Codes are in capital letters, so `value` is also looked for in these.
    """
    keys = PublicRecord.objects.filter(kind=kind, live=True).values_list("key", flat=True)
    neighbours: list[str] = []
    for word in sorted({value, value.upper()}):
        neighbours += keys.filter(key__gte=word).order_by("key")[:NEIGHBOURS]
        neighbours += keys.filter(key__lt=word).order_by("-key")[:NEIGHBOURS]
    return neighbours


def apply(records: QuerySet, kind: str, values: Values, now: datetime) -> QuerySet:
    """Those of `records` that all of the filters given let through."""
    return records.filter(condition_of_list(kind, values, now).q())


# Whoever names records or languages gets these and no others.
SAYS_LANGUAGE = frozenset({"locale", "locale__not", "id", "key"})


def condition_of_list(kind: str, values: Values, now: datetime) -> All:
    """All that `values` ask of a record in the list of `kind`, which is of one language."""
    asked = condition_of(kind, values, now)
    if SAYS_LANGUAGE & values.keys():
        return asked
    return All((asked, InLanguage((settings.LANGUAGE_CODE,))))


def condition_of(kind: str, values: Values, now: datetime, *, alone: bool = True) -> All:
    """All that `values` ask of a record of `kind`, `alone` or as one of several alternatives."""
    filters = declared(kind)
    asked = (filters[name].ask(values[name], values) for name in values if name in filters)
    conditions: list[Condition] = [condition for condition in asked if condition is not None]
    for through in resource_of(kind).through:
        far = parameters_through(kind, through)
        if theirs := {name: values[name] for name in far if name in values}:
            conditions.append(_through(through, theirs, now, alone))
    for group in values.get(GROUPS, ()):
        alternatives = (
            condition_of(kind, {name: [value]}, now, alone=False) for name, value in group
        )
        conditions.append(AnyOf(tuple(alternatives)))
    return All(tuple(conditions))


def _through(through: Through, values: Values, now: datetime, alone: bool) -> Condition:
    roles = values.get(through.role.name) if through.role else None
    here = {name: through.prefix + name for name in through.filters}
    asked = {name: values[here[name]] for name in here if here[name] in values}
    if through.kind in values:
        asked["key"] = [tuple(values[through.kind])]
    condition = condition_of(through.kind, asked, now)
    if through.role and roles:
        names, back = through.role.facets(roles), ""
    else:
        names, back = (through.names,) if through.names else (), through.named
    # The database knows how few have a key, and a request may have many alternatives.
    looks_ahead = not names or (alone and bool(asked) and "key" not in asked)
    return IsNamed(through.kind, condition, now, names, back, looks_ahead)


def check_cost(kind: str, values: Values) -> None:
    """Refuse what would take the database too long."""
    if (cost := sum(_costs(kind, values))) > MAX_COST:
        detail = (
            f"These filters cost {cost}; a list takes {MAX_COST}. Most filters cost 1, those that "
            f"look at other records {THROUGH_COST}. Leave some out."
        )
        raise Problem(400, "invalid_parameter", detail, errors=[{"parameter": GROUPS}])


def are_costly(kind: str, values: Values) -> bool:
    """Whether the database looks at more than short rows of the records, or counts them, too."""
    most = max(_costs(kind, values), default=0)
    counts = {"facets", "group_by"} & values.keys()
    return GROUPS in values or most > (0 if counts else 1)


def _costs(kind: str, values: Values) -> list[int]:
    groups = [name for group in values.get(GROUPS, ()) for name, _value in group]
    far, filters = parameters_far(kind), declared(kind)
    return [
        THROUGH_COST if name in far else filters[name].cost if name in filters else 0
        for name in (*values, *groups)
    ]
