"""The OpenAPI document of the whole API."""

from typing import Any

from drf_spectacular.generators import SchemaGenerator

from api.http import deprecation
from api.openapi.parts import component_name
from api.resources.base import resource_of
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
    name_kinds(document)
    allow_parts(document)
    deprecation.mark(document)
    ask_for_no_key(document)
    return document


def ask_for_no_key(document: dict[str, Any]) -> None:
    """Say once that no operation asks for a key: some generators take `[{}]` for a key that is
    asked for."""
    document["security"] = []
    for address in document["paths"].values():
        for operation in address.values():
            operation.pop("security", None)


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


def name_kinds(document: dict[str, Any]) -> None:
    """`type` is the kind of a document, so that a type checker tells records of a list apart.

    `x-links` tells the clients what `expand` puts where: `{name: {"path", "kind"}}`.
    """
    components = document["components"]["schemas"]
    for resource in registry:
        components[resource.kind.title()]["x-links"] = {
            name: {"path": ".".join(link.path), "kind": link.kind}
            for name, link in resource_of(resource.kind).links.items()
        }
        for name in (resource.kind.title(), f"{component_name(resource.kind)}Summary"):
            if name in components:
                components[name]["properties"]["type"]["enum"] = [resource.kind]
    documents = [{"$ref": f"#/components/schemas/{resource.kind.title()}"} for resource in registry]
    components["Change"]["properties"]["document"] = {"oneOf": [*documents, {"type": "null"}]}


def allow_several(document: dict[str, Any]) -> None:
    """Use anyOf for records of any kind, because one may fit the schema of another kind too.

    Only blocks name their schema by `type`.
    """
    for schema in document["components"]["schemas"].values():
        if "oneOf" in schema and "discriminator" not in schema:
            schema["anyOf"] = schema.pop("oneOf")
