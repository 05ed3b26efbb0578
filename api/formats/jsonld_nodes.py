"""What nodes of schema.org share. Every property is one that the document states."""

from typing import Any

from api.resources.base import resource_of
from api.resources.facets import is_extended
from archive.registry import Document

Node = dict[str, Any]


def type_of(record: Document) -> str:
    """The type of a record, or of a link as far as a link says it."""
    return resource_of(record["type"]).schema_type_of(record)


def stated(node: Node) -> Node:
    """`node` without what is not stated."""
    return {name: value for name, value in node.items() if value not in (None, [], "")}


def link(record: Document | None) -> Node | None:
    """A record that has a node of its own elsewhere: `{"@type", "@id", "name"}`."""
    if record is None:
        return None
    return {"@type": type_of(record), "@id": record["url"], "name": record["title"]}


def links(records: list[Document]) -> list[Node]:
    return [node for record in records if (node := link(record))]


def days_of_event(dates: Document) -> Node:
    """The start and the end, or separate days as a schedule.

    A date that is less than a day or a span is in ISO 8601-2: EDTF.
    """
    if days := dates.get("days"):
        schedule = [{"@type": "Schedule", "startDate": day, "endDate": day} for day in days]
        return {"eventSchedule": schedule}
    if is_extended(dates):
        return {"startDate": dates["edtf"]}
    return {"startDate": dates["start"], "endDate": dates["end"]}


def day_of_work(dates: Document) -> str | None:
    return dates["edtf"] if is_extended(dates) else dates["start"]


def role(name: str, role_name: str | None, node: Node | None, **more: Any) -> Node | None:
    """`{name: {"@type": "Role", "roleName": …, name: node}}`: the role belongs to the link."""
    if node is None or not (role_name or any(more.values())):
        return node
    return stated({"@type": "Role", "roleName": role_name, **more, name: node})


def value(name: str, content: Any, **more: Any) -> Node:
    return stated({"@type": "PropertyValue", "propertyID": name, "value": content, **more})


def head(document: Document) -> Node:
    """What every record has."""
    names = [
        document.get("title_stated"),
        document.get("acronym"),
        *(alias["name"] for name in ("aliases", "names") for alias in document.get(name, ())),
        *document.get("alternative_labels", ()),
    ]
    return {
        "@type": type_of(document),
        "@id": document["url"],
        "url": document["html_url"],
        "name": document["title"],
        "alternateName": [
            name for name in dict.fromkeys(names) if name and name != document["title"]
        ],
        "description": document.get("summary"),
        "identifier": [value("uuid", document["id"])],
        "sameAs": resource_of(document["type"]).addresses(document),
        "image": picture(document.get("image") or document.get("portrait")),
    }


def picture(image: Document | None) -> Node | None:
    """A picture in the largest size that the API makes of it."""
    if not image:
        return None
    sizes = sorted(image["profiles"].values(), key=lambda profile: profile["width"])
    return stated(
        {
            "@type": "ImageObject",
            "@id": image["url"],
            "name": image["title"],
            "caption": image["alt"],
            "contentUrl": sizes[-1]["src"] if sizes else None,
            "creditText": image["credit"],
            "license": licence(image),
        }
    )


def licence(record: Document) -> str | None:
    """A licence that is an address; words are no value of `license`."""
    text = record.get("licence") or ""
    return text if text.startswith(("https://", "http://")) else None


def address(place: Document) -> Node | None:
    node = stated(
        {
            "@type": "PostalAddress",
            "streetAddress": place.get("address"),
            "addressLocality": place.get("locality"),
            "addressCountry": place.get("country"),
        }
    )
    return node if len(node) > 1 else None


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
        "affiliation": [affiliation(entry) for entry in document["affiliations"]],
    }


def affiliation(entry: Document) -> Node | None:
    organisation_name = entry["organisation_stated"]
    organisation = link(entry["partner"]) or {"@type": "Organization", "name": organisation_name}
    years = {"startDate": entry["from"], "endDate": entry["to"]}
    texts = {name: str(year) for name, year in years.items() if year}
    return role("affiliation", entry["role"], stated(organisation), **texts)


def venue(document: Document) -> Node:
    north, east = document["latitude"], document["longitude"]
    geo = {"@type": "GeoCoordinates", "latitude": north, "longitude": east}
    return {
        **head(document),
        "address": address(document),
        "geo": None if north is None or east is None else geo,
    }
