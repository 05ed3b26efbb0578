"""`?fields=`: only these keys of a document, or all of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from rest_framework import serializers

from api.query.expansion import EXPANDABLE, Tree
from api.query.params import Parameter, Refused
from api.serializers import DOCUMENT_SERIALIZERS

ALL = "*"
MAX_FIELDS = 60


@dataclass(frozen=True)
class Fields(Parameter):
    """`fields=title,dates.start,partners.partner.title`; `fields=*` is the whole document."""

    kind: str = ""

    def read(self, value: str) -> tuple[str, ...]:
        names = tuple(value.split(","))
        if len(names) > MAX_FIELDS:
            raise Refused(f"At most {MAX_FIELDS} fields.")
        known = paths_of(self.kind)
        for name in names:
            if name != ALL and name not in known and not _is_inside_expansion(self.kind, name):
                raise Refused(f"There is no field “{name[:100]}”.", sorted(known))
        return names


def fields_of(kind: str) -> Fields:
    return Fields(
        "fields",
        "Only these keys, with a comma between them and a dot for what is inside: "
        "title,dates.start. An asterisk means the whole document.",
        kind=kind,
    )


@cache
def paths_of(kind: str) -> frozenset[str]:
    """Every path of a document of `kind`: "dates", "dates.start", …"""
    return frozenset(path for path, _field in _paths(DOCUMENT_SERIALIZERS[kind](), ""))


@cache
def leaves_of(serializer: type[serializers.Serializer]) -> tuple[str, ...]:
    """The paths that lead to values, in the order of the fields: "dates.start", not "dates"."""
    return tuple(path for path, field in _paths(serializer(), "") if _inside(field) is None)


def _paths(
    serializer: serializers.Serializer, prefix: str
) -> Iterator[tuple[str, serializers.Field]]:
    for name, declared in serializer.fields.items():
        yield f"{prefix}{name}", declared
        if inner := _inside(declared):
            yield from _paths(inner, f"{prefix}{name}.")


def _inside(field: serializers.Field) -> serializers.Serializer | None:
    """What an object, or each of a list of objects, has within. The names in a map are anyone's."""
    inner = field.child if isinstance(field, serializers.ListSerializer) else field
    return inner if isinstance(inner, serializers.Serializer) else None


def _is_inside_expansion(kind: str, path: str) -> bool:
    """Whether `path` names a key of a record that can be expanded in a document of `kind`."""
    for link in EXPANDABLE.get(kind, {}).values():
        prefix = ".".join(link.path) + "."
        if path.startswith(prefix):
            rest = path.removeprefix(prefix)
            return rest in paths_of(link.kind) or _is_inside_expansion(link.kind, rest)
    return False


def project(document: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """`document` with the named keys only, in the document's own order."""
    if ALL in names:
        return document
    return _project(document, _tree(names))


def _tree(names: tuple[str, ...]) -> Tree:
    tree: Tree = {}
    for name in names:
        branch = tree
        for part in name.split("."):
            branch = branch.setdefault(part, {})
    return tree


def _project(value: Any, tree: Tree) -> Any:
    """An empty tree keeps everything below."""
    if not tree or value is None:
        return value
    if isinstance(value, list):
        return [_project(each, tree) for each in value]
    if not isinstance(value, dict):
        return value
    return {name: _project(each, tree[name]) for name, each in value.items() if name in tree}
