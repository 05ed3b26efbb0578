"""The reference: operations and schemas of the OpenAPI file, as pages show them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

import orjson
from django.utils.safestring import SafeString, mark_safe

from api.documentation.requests import answers, shown_request
from api.openapi.views import snapshot

SCHEMAS = "/api/v1/docs/schemas/"
REFERENCE = re.compile(r"#/components/schemas/(\w+)")
# Each filter has these too. The page says so once.
VARIANTS = ("__not", "__isnull")
MAX_CHOICES = 60


@dataclass(frozen=True)
class ReferenceRow:
    """A parameter of an operation, or a field of a schema."""

    name: str
    takes: SafeString
    description: str
    required: bool = False


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[ReferenceRow, ...]
    responses: tuple[ReferenceRow, ...]
    is_deprecated: bool

    @property
    def example(self) -> str | None:
        """The path of a request to the demo archive."""
        path: str | None = answers()["examples"].get(self.id)
        return path

    @property
    def request(self) -> str:
        """A request to send, with the answer to it. Empty for what a page cannot send."""
        return shown_request(self.example) if self.example else ""


@dataclass(frozen=True)
class Group:
    """The operations of one tag."""

    name: str
    description: str
    operations: tuple[Operation, ...]


@cache
def groups() -> dict[str, Group]:
    """`{tag: group}`, in the order of the OpenAPI file."""
    spec = _spec()
    return {
        tag["name"]: Group(tag["name"], tag["description"], tuple(_operations(spec, tag["name"])))
        for tag in spec["tags"]
    }


@cache
def schemas() -> dict[str, tuple[str, SafeString, tuple[ReferenceRow, ...]]]:
    """`{name: (description, type, fields)}` of each schema."""
    components = _spec()["components"]["schemas"]
    return {
        name: (
            schema.get("description", ""),
            type_of({} if "properties" in schema else schema),
            tuple(_fields(schema)),
        )
        for name, schema in components.items()
    }


def type_of(schema: dict[str, Any]) -> SafeString:
    """What a value of `schema` is, in words, with links to other schemas."""
    return mark_safe(_type(schema))  # noqa: S308  all that is not ours is escaped


def _spec() -> dict[str, Any]:
    spec: dict[str, Any] = orjson.loads(snapshot()[0])
    return spec


def _operations(spec: dict[str, Any], tag: str) -> Iterator[Operation]:
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            if tag not in operation["tags"]:
                continue
            yield Operation(
                operation["operationId"],
                method.upper(),
                path,
                operation.get("summary", ""),
                operation.get("description", ""),
                tuple(_parameters(operation)),
                tuple(_responses(operation)),
                operation.get("deprecated", False),
            )


def _parameters(operation: dict[str, Any]) -> Iterator[ReferenceRow]:
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "header" or parameter["name"].endswith(VARIANTS):
            continue
        takes = type_of(parameter.get("schema", {}))
        description = parameter.get("description", "")
        yield ReferenceRow(parameter["name"], takes, description, parameter.get("required", False))


def _responses(operation: dict[str, Any]) -> Iterator[ReferenceRow]:
    for status, response in operation["responses"].items():
        content = response.get("content", {})
        types = [
            f"{escape(media_type)}: {_type(media.get('schema', {}))}"
            for media_type, media in content.items()
        ]
        yield ReferenceRow(status, mark_safe("<br>".join(types)), response.get("description", ""))  # noqa: S308


def _fields(schema: dict[str, Any]) -> Iterator[ReferenceRow]:
    required = schema.get("required", [])
    for name, field in schema.get("properties", {}).items():
        yield ReferenceRow(name, type_of(field), field.get("description", ""), name in required)


def _type(schema: dict[str, Any]) -> str:
    if match := REFERENCE.fullmatch(schema.get("$ref", "")):
        return f'<a href="{SCHEMAS}#{match[1]}">{match[1]}</a>'
    if options := schema.get("oneOf") or schema.get("anyOf") or schema.get("allOf"):
        return " or ".join(dict.fromkeys(_type(option) for option in options))
    if "const" in schema or "enum" in schema:
        return _choices(schema.get("enum") or [schema["const"]])
    return _plain_type(schema)


def _plain_type(schema: dict[str, Any]) -> str:
    name, items = schema.get("type"), schema.get("additionalProperties")
    if isinstance(name, list):
        return " or ".join(_type({**schema, "type": option}) for option in name)
    if name == "array":
        return f"list of {_type(schema.get('items', {}))}"
    if name == "integer" and {"minimum", "maximum"} <= schema.keys():
        return f"integer from {schema['minimum']} to {schema['maximum']}"
    if name == "object" and isinstance(items, dict):
        return f"object of {_type(items)}"
    return f"{name or 'any value'}" + (
        f" ({escape(schema['format'])})" if "format" in schema else ""
    )


def _choices(choices: list[Any]) -> str:
    codes = [f"<code>{escape(_json(choice))}</code>" for choice in choices[:MAX_CHOICES]]
    more = f" and {len(choices) - MAX_CHOICES} more" if len(choices) > MAX_CHOICES else ""
    return ", ".join(codes) + more


def _json(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()
