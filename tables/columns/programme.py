"""The programme of an event, with hours in the time zone of the event."""

import datetime
import re
import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from cms.models.hours import moment_on_clock
from cms.vocabularies import Capacity
from tables.problems import InvalidCell
from tables.relations import Links

from .base import Content
from .relations import ItemsColumn, StreamColumn

HOURS = ("start", "end")


@dataclass(frozen=True)
class ProgrammeColumn(ItemsColumn):
    """An hour without an offset is in the zone of the event, or of its venue. An export writes the
    offset."""

    def take(self, content: Content, links: Links) -> Any:
        zone = _zone_of(content, links)
        items = super().take(content, links)
        return [
            item | {name: item[name] and _shown(item[name], zone) for name in HOURS}
            for item in items
        ]

    def same(self, one: Any, other: Any) -> bool:
        return super().same(_instants(one), _instants(other))

    def settle(self, content: Content, before: Content | None, links: Links) -> None:
        """Give each hour its zone, and each session the id of the earlier one with its title."""
        zone = _zone_of(content, links)
        earlier = (before or {}).get(self.fields[0]) or []
        now = content[self.fields[0]]
        if before and now and all("uid" in item for item in now):
            # The table leaves the programme. A corrected zone keeps the hours on the clock.
            old = _zone_of(before, links)
            content[self.fields[0]] = [_settled(item, zone, old) for item in earlier]
            return
        ids = defaultdict(list)
        for item in earlier:
            ids[item["title"]].append(item["uid"])
        items = [_settled(item, zone) for item in now]
        for item in items:
            same_title = ids[item["title"]]
            item["uid"] = same_title.pop(0) if same_title else str(uuid.uuid4())
        content[self.fields[0]] = items


@dataclass(frozen=True)
class SessionPeopleColumn(StreamColumn):
    """The keys of the people of a session, each with its capacity: `ada-lovelace (chair)`."""

    def block(self, text: str, links: Links) -> Content:
        key, capacity = _with_capacity(text)
        block = super().block(key, links)
        return block | {"type": capacity} if capacity else block

    def text_of_block(self, block: Content, links: Links) -> str | None:
        key, capacity = super().text_of_block(block, links), block["type"]
        return key if capacity == self.to or not key else f"{key} ({capacity})"


def _with_capacity(text: str) -> tuple[str, str]:
    match = re.fullmatch(r"(.+?)\s*\((.*)\)", text)
    if match is None:
        return text, ""
    key, capacity = match.groups()
    if capacity not in Capacity.values:
        raise InvalidCell(f"“{capacity}” is not one of: {', '.join(Capacity.values)}.")
    return key, capacity


def _settled(item: Content, zone: ZoneInfo, old: ZoneInfo | None = None) -> Content:
    """`item` with its hours in UTC. They move when they were on the clocks of an `old` zone."""
    hours = {name: item[name] for name in HOURS if item.get(name)}
    if old is not None and old != zone:
        hours = {name: _clock(text, old) for name, text in hours.items()}
    return item | {name: _moment(text, zone).isoformat() for name, text in hours.items()}


def _zone_of(content: Content, links: Links) -> ZoneInfo:
    name = content.get("time_zone") or links.zone_of_venue(content.get("venue"))
    return ZoneInfo(name or "UTC")


def _moment(text: str, zone: ZoneInfo) -> datetime.datetime:
    """`text` in UTC. Without an offset it is on the clocks of `zone`."""
    value = datetime.datetime.fromisoformat(text)
    if value.tzinfo is not None:
        return value.astimezone(datetime.UTC)
    try:
        return moment_on_clock(value, zone)
    except ValueError as error:
        raise InvalidCell(str(error), "programme") from error


def _clock(text: str, zone: ZoneInfo) -> str:
    return _moment(text, zone).astimezone(zone).replace(tzinfo=None).isoformat()


def _shown(text: str, zone: ZoneInfo) -> str:
    iso = _moment(text, zone).astimezone(zone).isoformat()
    return iso.replace("+00:00", "Z") if zone.key == "UTC" else iso


def _instants(items: Any) -> Any:
    """`items` with comparable hours. An hour without an offset is compared as it is written."""
    return [
        item | {name: item[name] and _comparable(item[name]) for name in HOURS} for item in items
    ]


def _comparable(text: str) -> str:
    value = datetime.datetime.fromisoformat(text)
    return text if value.tzinfo is None else value.astimezone(datetime.UTC).isoformat()
