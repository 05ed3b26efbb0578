"""Series and events in schema.org. What is not stated is not there: no mode, no date, no place."""

from typing import Any

from api.formats.jsonld_nodes import (
    Node,
    address,
    days_of_event,
    head,
    link,
    links,
    picture,
    role,
    stated,
    value,
)
from api.formats.jsonld_works import quotation, work
from archive.registry import Document

MODES = {"in-person": "Offline", "online": "Online", "hybrid": "Mixed"}
# `moved` and `planned` have no equal: the one states no new date, the other promises nothing.
STATUSES = {
    "confirmed": "EventScheduled",
    "held": "EventScheduled",
    "postponed": "EventPostponed",
    "cancelled": "EventCancelled",
}
PARTNERS = {
    "organiser": "organizer",
    "co-organiser": "organizer",
    "sponsor": "sponsor",
    "funder": "funder",
}
CAPACITIES = {"speaker": "performer", "participant": "attendee"}


def series(document: Document) -> Node:
    partners = [
        role("contributor", None, link(partnership["partner"]),
             startDate=_year(partnership["from"]), endDate=_year(partnership["to"]))
        for partnership in document["default_partners"]
    ]  # fmt: skip
    return {
        **head(document),
        "organizer": link(document["organiser"]),
        "contributor": partners,
        "about": links(document["themes"]),
        "keywords": document["cadence_stated"],
    }


def _year(year: int | None) -> str | None:
    return str(year) if year else None


def event(document: Document) -> list[Node]:
    """The event, then what it quotes and cites as nodes of their own."""
    node = {
        **head(document),
        "identifier": identifiers(document),
        "superEvent": link(document["series"]),
        **days_of_event(document["dates"]),
        "eventStatus": _term(STATUSES.get(document["phase"])),
        "eventAttendanceMode": _mode(document["mode"]),
        "location": location(document),
        "audience": _audience(document["audience_stated"]),
        "keywords": document["kind_stated"] or document["kind"],
        "about": links(document["themes"]),
        "subjectOf": [work_of(file) for file in document["documents"]],
        "subEvent": [session(item) for item in document["programme"]],
        **taking_part(document),
    }
    quoted = [quotation(quote) for quote in document["quotes"]]
    return [node, *quoted, *(work(reference) for reference in document["references"])]


def identifiers(document: Document) -> list[Node]:
    """The code, the number with its basis and words, the id."""
    nodes = [value("uuid", document["id"])]
    if document["code"]:
        nodes.insert(0, value("code", document["code"]))
    if document["ordinal"] is not None:
        basis, text = document["ordinal_basis"], document["ordinal_stated"]
        nodes.append(
            value("ordinal", document["ordinal"], measurementTechnique=basis, description=text)
        )
    return nodes


def _term(name: str | None) -> str | None:
    return f"https://schema.org/{name}" if name else None


def _mode(mode: str | None) -> str | None:
    return _term(f"{MODES[mode]}EventAttendanceMode") if mode else None


def _audience(text: str | None) -> Node | None:
    return {"@type": "Audience", "audienceType": text} if text else None


def location(document: Document) -> Node | str | None:
    """The venue, else the words of the source."""
    venue = document["venue"]
    if venue is None:
        return document["place_stated"]
    return stated({**(link(venue) or {}), "address": address(venue)})


def taking_part(document: Document) -> dict[str, list[Any]]:
    """`{"organizer": […], "performer": […]}`: everybody under the property of their role."""
    properties: dict[str, list[Any]] = {}
    if document["organiser"]:
        properties["organizer"] = [link(document["organiser"])]
    for partnership in document["partners"]:
        name = PARTNERS.get(partnership["role"], "contributor")
        node = role(
            name,
            partnership["role"],
            partner(partnership["partner"]),
            description=partnership["role_stated"],
        )
        properties.setdefault(name, []).append(node)
    for appearance in document["people"]:
        name = CAPACITIES.get(appearance["capacity"], "contributor")
        then = ", ".join(filter(None, (appearance["role_then"], appearance["affiliation_then"])))
        node = role(name, appearance["capacity"], link(appearance["person"]), description=then)
        properties.setdefault(name, []).append(node)
    return properties


def partner(linked: Document) -> Node:
    node = {**(link(linked) or {}), "address": address(linked), "logo": picture(linked["logo"])}
    return stated(node)


def session(item: Document) -> Node:
    return stated(
        {
            "@type": "Event",
            "name": item["title"],
            "keywords": item["kind"],
            "startDate": item["start"],
            "endDate": item["end"],
            "description": item["summary"],
            "contributor": links(item["people"]),
            "subjectOf": [work_of(file) for file in item["documents"]],
        }
    )


def work_of(document: Document) -> Node:
    """A file of an event."""
    file = document["file"]
    return stated(
        {**(link(document) or {}), "encodingFormat": file["media_type"], "url": file["url"]}
    )
