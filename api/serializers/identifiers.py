"""The identifiers of a document in registers of the world."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from rest_framework import serializers

from api.query.identifiers import ExternalId, Register, identifier


class IdentifierField(serializers.URLField):
    """The address of the record in a register; null where none is stated. A list filters by it."""

    def __init__(self, register: Register, **kwargs: Any) -> None:
        super().__init__(allow_null=True, **kwargs)
        self.register = register


@cache
def identifiers_of(serializer: type[serializers.Serializer]) -> tuple[ExternalId, ...]:
    """The filters by what the documents of `serializer` declare as identifiers."""
    return tuple(_filters(serializer))


def _filters(serializer: type[serializers.Serializer]) -> Iterator[ExternalId]:
    for name, field in serializer._declared_fields.items():
        if isinstance(field, IdentifierField):
            yield identifier(name, field.register)
