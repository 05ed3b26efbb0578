"""Merges two versions of JSON content against the one that both began with.

A value that only one side has changed is taken from that side. Objects are merged key by key, and
lists of objects item by item, by the id of each. Where both sides have changed one value to
different ones there is a `Conflict`. Until somebody chooses, the merged content has `mine` there.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MINE, THEIRS = "mine", "theirs"
Path = tuple[str, ...]
# In place of an item or a key that one version does not have.
MISSING: Any = object()
# The keys that name an item of a list, the best first.
IDS = ("uid", "id", "pk")
# The editor of rich text gives each paragraph without a key a new one, in every form.
KEY = re.compile(r' data-block-key=\\"\w+\\"')


@dataclass(frozen=True)
class Conflict:
    """One value that both sides have changed. `path` leads to it from the top."""

    path: Path
    mine: Any
    theirs: Any

    @property
    def name(self) -> str:
        """The name of the choice in a form."""
        return "/".join(self.path)


class ThreeWay:
    """`merged`, and the `conflicts` for which `choices` says nothing.

    `choices` is `{name of a conflict: "mine" or "theirs"}`.
    """

    def __init__(
        self, base: Any, mine: Any, theirs: Any, choices: Mapping[str, str] | None = None
    ) -> None:
        self.conflicts: list[Conflict] = []
        self._choices = choices or {}
        self.merged = self._merge(base, mine, theirs, ())

    def _merge(self, base: Any, mine: Any, theirs: Any, path: Path) -> Any:
        if theirs in (mine, base):
            return mine
        if mine == base:
            return theirs
        values = [value for value in (base, mine, theirs) if value is not MISSING]
        if MISSING not in (mine, theirs) and all(isinstance(value, dict) for value in values):
            return self._objects(base, mine, theirs, path)
        if MISSING not in (mine, theirs) and all(_is_list_of_items(value) for value in values):
            return self._lists(base, mine, theirs, path)
        of_base, of_mine, of_theirs = map(_content_of, (base, mine, theirs))
        if of_theirs in (of_mine, of_base):
            return mine
        return theirs if of_mine == of_base else self._choose(mine, theirs, path)

    def _choose(self, mine: Any, theirs: Any, path: Path) -> Any:
        conflict = Conflict(path, mine, theirs)
        choice = self._choices.get(conflict.name)
        if choice not in (MINE, THEIRS):
            self.conflicts.append(conflict)
        return theirs if choice == THEIRS else mine

    def _objects(self, base: Any, mine: Any, theirs: Any, path: Path) -> Any:
        base = {} if base is MISSING else base
        if base.get("type") != mine.get("type") or mine.get("type") != theirs.get("type"):
            return self._choose(mine, theirs, path)
        merged = {}
        for key in {**theirs, **mine}:
            old, own, other = (one.get(key, MISSING) for one in (base, mine, theirs))
            value = self._merge(old, own, other, (*path, key))
            if value is not MISSING:
                merged[key] = value
        return merged

    def _lists(self, base: Any, mine: Any, theirs: Any, path: Path) -> Any:
        of_base = {} if base is MISSING else _by_name(base)
        of_mine, of_theirs = _by_name(mine), _by_name(theirs)
        items = {}
        for name in {**of_theirs, **of_mine}:
            old, own, other = (one.get(name, MISSING) for one in (of_base, of_mine, of_theirs))
            item = self._merge(old, own, other, (*path, name))
            if item is not MISSING:
                items[name] = item
        order = self._order(list(of_base), list(of_mine), list(of_theirs), path)
        return [items[name] for name in order if name in items]

    def _order(self, base: list[str], mine: list[str], theirs: list[str], path: Path) -> list[str]:
        """The order of one side, with what only the other one has after what it stands after."""
        kept = set(base) & set(mine) & set(theirs)
        old, of_mine, of_theirs = (
            [name for name in names if name in kept] for names in (base, mine, theirs)
        )
        first, second = (mine, theirs) if of_theirs == old else (theirs, mine)
        if of_mine != of_theirs and old not in (of_mine, of_theirs):
            chosen = self._choose(of_mine, of_theirs, (*path, "order"))
            first, second = (mine, theirs) if chosen == of_mine else (theirs, mine)
        order = list(first)
        for place, name in enumerate(second):
            if name not in order:
                before = [other for other in second[:place] if other in order]
                order.insert(order.index(before[-1]) + 1 if before else 0, name)
        return order


def _is_list_of_items(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _by_name(items: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Each item by its id. One without an id goes by what it holds."""
    named: dict[str, dict[str, Any]] = {}
    for item in items:
        name = next((f"{item[key]}" for key in IDS if item.get(key)), "") or _content_of(item)
        while name in named:
            name += "+"
        named[name] = item
    return named


def _content_of(value: Any) -> str:
    """What a value says in JSON, without the keys of paragraphs."""
    return KEY.sub("", json.dumps(value, sort_keys=True, default=str))
