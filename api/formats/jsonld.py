"""JSON-LD in the words of schema.org.

A record is a node, known by its address in the API; `url` is its page. An event comes in a graph
with the quotations and the works that it shows. Roles are `Role` nodes, as they belong to the link.
"""

from collections.abc import Callable
from typing import Any

import orjson

from api.formats.jsonld_event import event, series
from api.formats.jsonld_nodes import Node, address, head, link, picture, role, stated
from api.formats.jsonld_works import digital_document, image, quote, reference
from archive.registry import Document

CONTEXT = "https://schema.org"


def jsonld(document: Document) -> dict[str, Any]:
    nodes = NODES[document["type"]](document)
    if isinstance(nodes, list):
        return {"@context": CONTEXT, "@graph": [stated(node) for node in nodes]}
    return {"@context": CONTEXT, **stated(nodes)}


def written(document: Document) -> bytes:
    """The same as bytes that a page may hold between `<script>` tags: no “<” stands in them."""
    return orjson.dumps(jsonld(document)).replace(b"<", rb"\u003c")


def partner(document: Document) -> Node:
    return {
        **head(document),
        "parentOrganization": link(document["parent"]),
        "address": address(document),
        "logo": picture(document["logo"]),
    }


def person(document: Document) -> Node:
    return {
        **head(document),
        "givenName": document["given_name"],
        "familyName": document["family_name"],
        "honorificPrefix": document["honorific"],
        "affiliation": [affiliation(each) for each in document["affiliations"]],
    }


def affiliation(each: Document) -> Node | None:
    words = each["organisation_stated"]
    organisation = link(each["partner"]) or {"@type": "Organization", "name": words}
    years = {"startDate": each["from"], "endDate": each["to"]}
    texts = {name: str(year) for name, year in years.items() if year}
    return role("affiliation", each["role"], stated(organisation), **texts)


def venue(document: Document) -> Node:
    north, east = document["latitude"], document["longitude"]
    geo = {"@type": "GeoCoordinates", "latitude": north, "longitude": east}
    return {
        **head(document),
        "address": address(document),
        "geo": None if north is None or east is None else geo,
    }


NODES: dict[str, Callable[[Document], Node | list[Node]]] = {
    "series": series,
    "event": event,
    "quote": quote,
    "partner": partner,
    "person": person,
    "theme": head,
    "venue": venue,
    "reference": reference,
    "document": digital_document,
    "image": image,
}
