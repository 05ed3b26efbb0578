"""Where each value stands in a document."""

from collections.abc import Iterator
from functools import cache

from rest_framework import serializers


@cache
def leaves_of(serializer: type[serializers.Serializer]) -> tuple[str, ...]:
    """The paths that lead to values, in the order of the fields: "dates.start", not "dates"."""
    return tuple(path for path, field in paths(serializer()) if _inside(field) is None)


def paths(
    serializer: serializers.Serializer, prefix: str = ""
) -> Iterator[tuple[str, serializers.Field]]:
    """Every path of a document with its field: "dates", "dates.start", …"""
    for name, declared in serializer.fields.items():
        yield f"{prefix}{name}", declared
        if inner := _inside(declared):
            yield from paths(inner, f"{prefix}{name}.")


def _inside(field: serializers.Field) -> serializers.Serializer | None:
    """What an object, or each of a list of objects, has within. The names in a map are anyone's."""
    inner = field.child if isinstance(field, serializers.ListSerializer) else field
    return inner if isinstance(inner, serializers.Serializer) else None
