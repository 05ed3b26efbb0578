"""Schemas of OpenAPI 3.1 as TypedDicts, one module without imports but `typing`."""

from typing import Any

HEAD = '''"""The documents of the API. Written by `make clients` from openapi.json: do not edit."""

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict
'''
PLAIN = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
    "object": "dict[str, Any]",
}


def module_of(schemas: dict[str, Any]) -> str:
    """
    A module with a name for each schema:

        Link = TypedDict("Link", {"id": "str", "key": "str | None"})
        AccessEnum: TypeAlias = Literal["public", "private"]
    """
    return "\n".join([HEAD, *(named(name, schemas[name]) for name in sorted(schemas))])


def named(name: str, schema: dict[str, Any]) -> str:
    if "properties" not in schema:
        kind = type_of(schema)
        return f"{name}: TypeAlias = {kind if kind.startswith('Literal') else repr(kind)}"
    required = schema.get("required", [])
    keys = []
    for key, value in schema["properties"].items():
        kind = repr(type_of(value))
        keys.append(f'    "{key}": {kind if key in required else f"NotRequired[{kind}]"},')
    return "\n".join([f'{name} = TypedDict("{name}", {{', *keys, "})"])


def type_of(schema: dict[str, Any]) -> str:
    """`str | None`, as it stands between quotes."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if options := schema.get("oneOf") or schema.get("anyOf"):
        return " | ".join(dict.fromkeys(type_of(option) for option in options))
    if "enum" in schema:
        return f"Literal[{', '.join(repr(value) for value in schema['enum'])}]"
    if schema.get("type") == "array":
        return f"list[{type_of(schema['items'])}]"
    if isinstance(schema.get("type"), list):
        return " | ".join(type_of({**schema, "type": type_name}) for type_name in schema["type"])
    return PLAIN[schema["type"]] if "type" in schema else "Any"
