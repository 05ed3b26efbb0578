"""The JSON Schema of each kind of document, from the committed OpenAPI file."""

from typing import Any

import orjson

from api.openapi.views import snapshot
from archive.registry import registry

COMPONENTS, DEFS = "#/components/schemas/", "#/$defs/"


def schemas() -> dict[str, dict[str, Any]]:
    """`{"event": its JSON Schema (2020-12), …}`. Each is self-contained."""
    components = orjson.loads(snapshot()[0])["components"]["schemas"]
    return {resource.kind: schema_of(resource.kind.title(), components) for resource in registry}


def schema_of(name: str, components: dict[str, Any]) -> dict[str, Any]:
    """The component `name`, with all components that it refers to."""
    needed: dict[str, Any] = {}
    waiting = [name]
    while waiting:
        component = waiting.pop()
        if component not in needed:
            text = orjson.dumps(components[component]).decode()
            needed[component] = orjson.loads(text.replace(COMPONENTS, DEFS))
            waiting += [part.partition('"')[0] for part in text.split(COMPONENTS)[1:]]
    defs = {component: needed[component] for component in sorted(needed)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": f"{DEFS}{name}",
        "$defs": defs,
    }
