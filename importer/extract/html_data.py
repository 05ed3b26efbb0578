"""The structured data of a page about its event, in the vocabulary of schema.org."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from .microdata import microdata

MOST_CHARACTERS = 200_000
# No page describes an event in lists that are nested more deeply.
DEEPEST = 6
MOST_PARTIES = 60
DAY = re.compile(r"\d{4}-\d\d-\d\d")
PARTIES = ("organizer", "performer", "sponsor", "funder")


def data_of(tree: LexborHTMLParser) -> str:
    """The dates, the place, the bodies and the people, one per line. Empty when the page describes no
    event or several.

    startDate: 2018-05-03T09:30:00+02:00
    endDate: 2018-05-04
    location: Water Hall, Annecy
    organizer: Lake Institute
    performer: Ana Lund, Director
    published: 2018-02-11
    """
    lines = {"\n".join(_lines(event)) for event in _described(tree)}
    described = lines.pop() if len(lines) == 1 else ""
    return "\n".join(filter(None, (described, *_published(tree))))


def _published(tree: LexborHTMLParser) -> Iterator[str]:
    """The day on which the page itself appeared: `published: 2014-03-31`."""
    node = tree.css_first("meta[property='article:published_time']")
    day = DAY.match(node.attributes.get("content") or "") if node is not None else None
    if day:
        yield f"published: {day.group()}"


def event_name(tree: LexborHTMLParser) -> str:
    """The name of the event. Empty when the page describes no event or several."""
    names = {event.get("name") for event in _described(tree)}
    name = names.pop() if len(names) == 1 else None
    return " ".join(html.unescape(name).split()) if isinstance(name, str) else ""


def _described(tree: LexborHTMLParser) -> list[dict[str, Any]]:
    events = [event for thing in _things(tree) for event in _events(thing)]
    return events or list(microdata(tree))


def _things(tree: LexborHTMLParser) -> Iterator[Any]:
    for node in tree.css("script[type='application/ld+json']"):
        text = node.text() or ""
        if len(text) <= MOST_CHARACTERS:
            try:
                yield json.loads(text)
            except (ValueError, RecursionError):
                continue


def _events(thing: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(thing, list):
        for item in thing:
            yield from _events(item, depth + 1)
    elif isinstance(thing, dict):
        if any(str(kind).endswith("Event") for kind in _several(thing.get("@type"))):
            yield thing
        yield from _events(thing.get("@graph"), depth + 1)


def _lines(event: dict[str, Any]) -> Iterator[str]:
    for name in ("startDate", "endDate"):
        if isinstance(event.get(name), str):
            yield f"{name}: {' '.join(event[name].split())}"
    if place := _place(event.get("location")):
        yield f"location: {place}"
    for name in PARTIES:
        for party in _several(event.get(name)):
            if called := _named(party):
                yield f"{name}: {called}"


def _several(value: Any) -> list[Any]:
    return value[:MOST_PARTIES] if isinstance(value, list) else [value]


def _named(party: Any) -> str:
    """The name, and the office of a person: "Ana Lund, Director"."""
    if isinstance(party, str):
        return "" if "://" in party else " ".join(party.split())
    if not isinstance(party, dict):
        return ""
    parts = [part for part in (party.get("name"), party.get("jobTitle")) if isinstance(part, str)]
    return ", ".join(" ".join(part.split()) for part in parts if part.strip())


def _place(location: Any) -> str:
    """The name with street and town: "Water Hall, Annecy"."""
    if isinstance(location, list):
        # Several places are none, as on the page itself.
        return (
            _place(location[0]) if len(location) == 1 and not isinstance(location[0], list) else ""
        )
    if isinstance(location, str):
        return " ".join(location.split())
    if not isinstance(location, dict) or location.get("@type") == "VirtualLocation":
        return ""
    address = location.get("address")
    keys = ("streetAddress", "addressLocality")
    lines = [address.get(key) for key in keys] if isinstance(address, dict) else [address]
    parts = [part for part in (location.get("name"), *lines) if isinstance(part, str)]
    return ", ".join(" ".join(part.split()) for part in dict.fromkeys(parts) if part.strip())
