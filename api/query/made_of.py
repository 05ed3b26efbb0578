"""With which kinds and records an answer changes, as its parameters say.

A document changes with its record: when something that it shows changes, it gets a new entry. What
is expanded changes by itself. A list changes with each record of its kind, and with those that its
filters look at.
"""

from collections.abc import Mapping
from typing import Any

from api.query.expansion import kinds_in
from api.query.facets import countables
from api.query.filter_types import Key
from api.query.filters import GROUPS, parameters_of, parameters_through
from api.resources.base import resource_of

Names = frozenset[str]
# They look at words or at the past of any record, or at the pictures within documents.
OF_ANYTHING = frozenset({"q", "as_of", "profiles"})


def made_of_document(kind: str, uid: str, values: Mapping[str, list[Any]]) -> Names | None:
    """What a document of `kind` changes with; None: with anything."""
    if OF_ANYTHING & values.keys():
        return None
    return frozenset({uid, *_expanded(kind, values)})


def made_of_list(kind: str, values: Mapping[str, list[Any]], *more: str) -> Names | None:
    """What a list of `kind` changes with, and with `more`; None: with anything."""
    groups = [name for group in values.get(GROUPS, ()) for name, _value in group]
    names = {*values, *groups}
    if OF_ANYTHING & names:
        return None
    return frozenset({kind, *more, *_expanded(kind, values), *_looked_at(kind, names),
                      *_labelled(kind, values)})  # fmt: skip


def _expanded(kind: str, values: Mapping[str, list[Any]]) -> set[str]:
    return kinds_in(kind, values.get("expand", [{}])[0])


def _looked_at(kind: str, names: set[str]) -> set[str]:
    """The kinds whose keys the filters `names` take, or whose records they look at."""
    parameters = parameters_of(kind)
    kinds = {parameter.kind for name in names if isinstance(parameter := parameters.get(name), Key)}
    throughs = resource_of(kind).through
    return kinds | {
        through.kind for through in throughs if names & parameters_through(kind, through).keys()
    }


def _labelled(kind: str, values: Mapping[str, list[Any]]) -> set[str]:
    """The kinds whose titles stand beside counts."""
    counted = {*values.get("facets", [()])[0], *values.get("group_by", ())}
    return {countables(kind)[name].of_kind for name in counted} - {""}
