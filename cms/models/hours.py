"""Hours on the clocks of a time zone."""

import re
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db.models import Q
from wagtail.models import Revision

HOURS = ("start", "end")
# A day with hours and minutes. A day alone has no hour, and midnight would be one.
OFFSET = r"[+-][0-9]{2}:?[0-9]{2}(?::?[0-9]{2})?|Z"
WRITTEN = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T|\s+)([0-9]{1,2})[:.]([0-9]{2})((?::[0-9]{2}(?:\.[0-9]+)?)?)"
    rf"\s*((?:{OFFSET})?)",
    re.IGNORECASE,
)
NEVER = "{text} does not exist in {zone}. The clocks went forward."
TWICE = (
    "{text} comes twice in {zone}, since the clocks went back. Write {first} or {second}, with its "
    "offset."
)


def in_iso(text: str) -> str | None:
    """A day and a time in ISO 8601: “9.30” is "T09:30". None for any other text.

    Python takes 9.30 for nine hours and a part of a second.
    """
    match = WRITTEN.fullmatch(text.strip())
    if match is None:
        return None
    day, hour, minute, second, offset = match.groups()
    return f"{day}T{hour:0>2}:{minute}{second}{offset.upper()}"


def moment_on_clock(value: datetime, zone: tzinfo) -> datetime:
    """When the clocks of `zone` show `value`. Raises `ValueError` if they never do, or do twice."""
    first, second = (value.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    text = value.isoformat(" ", "minutes")
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != value:
        raise ValueError(NEVER.format(text=text, zone=zone))
    if comes_twice(first):
        both = (moment.isoformat(" ", "minutes") for moment in (first, second))
        names = dict(zip(("first", "second"), both, strict=True))
        raise ValueError(TWICE.format(text=text, zone=zone, **names))
    return first.astimezone(UTC)


def is_in_every_zone(moment: datetime) -> bool:
    """Whether each zone has the day: Python knows the years from 1 to 9999."""
    return 1 < moment.year < 9999


def comes_twice(local: datetime) -> bool:
    """Whether the clocks of its zone show this hour a second time."""
    return local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()


def keep_hours(venue: Any, zone_before: str) -> None:
    """Move the sessions of the events at `venue` that have no zone of their own.

    9:00 was typed in the old zone, and stays 9:00 in the new one: in what is live, in drafts and in
    what is scheduled. Earlier versions stay as they were.
    """
    old, new = ZoneInfo(zone_before or "UTC"), ZoneInfo(venue.time_zone or "UTC")

    def moved(moment: datetime | None) -> datetime | None:
        if moment is None:
            return None
        return moment.astimezone(old).replace(tzinfo=new).astimezone(UTC)

    items = apps.get_model("cms", "ProgrammeItem").objects
    for item in items.filter(event__venue=venue, event__time_zone="", start__isnull=False):
        item.start, item.end = moved(item.start), moved(item.end)
        item.save(update_fields=HOURS)
    events = apps.get_model("cms", "EventPage").objects
    is_next = Q(pk__in=events.values("latest_revision")) | Q(approved_go_live_at__isnull=False)
    drafts = Revision.objects.filter(is_next, content__venue=venue.pk, content__time_zone="")
    for draft in drafts:
        for item in draft.content.get("programme", []):
            for name in HOURS:
                if item[name]:
                    moment = moved(datetime.fromisoformat(item[name]))
                    item[name] = moment and moment.isoformat()
        draft.save(update_fields=["content"])
