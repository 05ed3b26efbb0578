"""The OpenAPI document of the whole API."""

from typing import Any

from drf_spectacular.generators import SchemaGenerator

from api.http import deprecation
from api.serializers.blocks import NODE
from archive.registry import registry

SHAPED = {
    "type": "object",
    "description": "A part of a document, as `fields` asked for it.",
    "additionalProperties": {},
}

BODY_BLOCK = (
    "A block of a text; `type` says what `value` holds. New types may come in this version of the "
    "API: leave out a block whose type you do not know."
)


def description() -> dict[str, Any]:
    """OpenAPI 3.1. It is the same in every environment."""
    from api.urls import urlpatterns

    generator = SchemaGenerator(api_version="1", patterns=urlpatterns)
    document = generator.get_schema(request=None, public=True)
    document["tags"] = tags()
    allow_several(document)
    allow_parts(document)
    deprecation.mark(document)
    return document


def tags() -> list[dict[str, str]]:
    """The tags that group the operations."""
    plurals = [resource.plural for resource in registry if resource.kind != "site"]
    return [
        *({"name": plural, "description": f"Lists and documents: {plural}."} for plural in plurals),
        {"name": "archive", "description": "What spans all records: search, changes, the site."},
        {"name": "preview", "description": "Drafts, for the editors who may see them."},
        {"name": "newsletter", "description": "For readers who want to hear of news."},
        {"name": "health", "description": "For those who run the server."},
    ]


def allow_parts(document: dict[str, Any]) -> None:
    """Where `fields` is a parameter, no key of the answer is required."""
    components = document["components"]["schemas"]
    components["Shaped"] = SHAPED
    components["RichTextNode"] = NODE
    components["BodyBlock"]["description"] = BODY_BLOCK
    for address in document["paths"].values():
        operation = address.get("get", {})
        if not any(parameter["name"] == "fields" for parameter in operation.get("parameters", ())):
            continue
        content = operation["responses"]["200"]["content"]["application/json"]
        name = content["schema"]["$ref"].rsplit("/", 1)[1]
        results = components[name].get("properties", {}).get("results")
        holder, key = (results, "items") if results else (content, "schema")
        holder[key] = {"anyOf": [holder[key], {"$ref": "#/components/schemas/Shaped"}]}


def allow_several(document: dict[str, Any]) -> None:
    """Use anyOf for records of any kind, because one may fit the schema of another kind too.

    Only blocks name their schema by `type`.
    """
    for schema in document["components"]["schemas"].values():
        if "oneOf" in schema and "discriminator" not in schema:
            schema["anyOf"] = schema.pop("oneOf")
