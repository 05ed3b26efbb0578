"""JSON-LD in the words of schema.org.

A record is a node, known by its address in the API; `url` is its page. An event comes in a graph
with the quotations and the works that it shows. Roles are `Role` nodes, as they belong to the link.
"""

from typing import Any

import orjson

from api.formats.jsonld_nodes import head, stated
from api.resources.base import resource_of
from archive.registry import Document

SCHEMA_ORG = "https://schema.org"


def jsonld(document: Document) -> dict[str, Any]:
    nodes = resource_of(document["type"]).json_ld(document) or head(document)
    if isinstance(nodes, list):
        return {"@context": SCHEMA_ORG, "@graph": [stated(node) for node in nodes]}
    return {"@context": SCHEMA_ORG, **stated(nodes)}


def written(document: Document) -> bytes:
    """The same as bytes that a page may hold between `<script>` tags: no “<” stands in them."""
    return orjson.dumps(jsonld(document)).replace(b"<", rb"\u003c")
