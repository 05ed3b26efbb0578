"""The parts of an event's document: their shapes, and how each is made."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from rest_framework import serializers

from api.rendering.render import Json, Render
from api.serializers.base import (
    DocumentLinkSerializer,
    LinkSerializer,
    PictureSerializer,
    choice,
    nullable,
    nullable_text,
)
from archive.encoding import timestamp
from cms.attribution import may_name, who_agreed
from cms.blocks.body import records_in, unique
from cms.models import Appearance, EventPage, Partner, Person, ProgrammeItem
from cms.vocabularies import (
    CallToActionKind,
    Capacity,
    PartnerKind,
    PartnerRole,
    ProgrammeItemKind,
)


class PartnerLinkSerializer(LinkSerializer):
    country = nullable_text(help_text="ISO 3166-1, two letters.")
    kind = choice(PartnerKind)
    logo = nullable(PictureSerializer)


class PartnershipSerializer(serializers.Serializer):
    role = choice(PartnerRole)
    role_stated = nullable_text()
    partner = PartnerLinkSerializer()


class VenueLinkSerializer(LinkSerializer):
    locality = nullable_text()
    country = nullable_text()
    time_zone = nullable_text()


class SessionPersonSerializer(LinkSerializer):
    capacity = choice(Capacity, may_be_null=True, help_text="Null when none is stated.")


class ProgrammeItemSerializer(serializers.Serializer):
    id = serializers.UUIDField(help_text="Stays when the item moves in the programme.")
    title = serializers.CharField()
    kind = choice(ProgrammeItemKind)
    start = nullable(serializers.DateTimeField, help_text="With the offset of the event's zone.")
    end = nullable(serializers.DateTimeField)
    summary = nullable_text()
    questions = serializers.ListField(child=serializers.CharField())
    people = SessionPersonSerializer(many=True)
    documents = DocumentLinkSerializer(many=True)


class PersonLinkSerializer(LinkSerializer):
    portrait = nullable(PictureSerializer)


class AppearanceSerializer(serializers.Serializer):
    person = PersonLinkSerializer()
    capacity = choice(
        Capacity, may_be_null=True, help_text="Null for somebody whose session states none."
    )
    role_then = nullable_text()
    affiliation_then = nullable_text()


class CallToActionSerializer(serializers.Serializer):
    label = serializers.CharField()  # type: ignore[assignment]  # the key, not the attribute
    kind = choice(CallToActionKind)
    url = nullable(serializers.URLField)


def show_dates(event: EventPage, render: Render) -> Json:
    dates = event.dates_document()
    stated = dates.pop("stated")
    return dates | {"time_zone": zone_of(event, render), "stated": stated}


def zone_of(event: EventPage, render: Render) -> str | None:
    """The name of the event's time zone. A venue that is not public does not tell its zone."""
    venue = event.venue
    if not event.time_zone and venue is not None and render.sees(venue):
        return venue.time_zone or None
    return event.time_zone or None


def show_venue(event: EventPage, render: Render) -> Json | None:
    venue: Any = event.venue
    return render.link(
        venue,
        lambda: {
            "locality": venue.locality or None,
            "country": str(venue.country) or None,
            "time_zone": venue.time_zone or None,
        },
    )


def show_partners(event: EventPage, render: Render) -> list[Json]:
    return [
        {"role": partnership.role, "role_stated": partnership.role_stated or None, "partner": link}
        for partnership in event.children["partnerships"]
        if (link := partner_link(partnership.partner, render))
    ]


def partner_link(partner: Partner, render: Render) -> Json | None:
    return render.link(
        partner,
        lambda: {
            "country": str(partner.country) or None,
            "kind": partner.partner_kind,
            "logo": render.image(partner.logo, use="logo"),
        },
    )


def show_programme(event: EventPage, context: Mapping[str, Any]) -> list[Json]:
    """Under a rule that hides names, a session names only people who may be named."""
    agreed = who_agreed(event.children["appearances"])
    zone = zone_of(event, context["render"])
    return [
        programme_item(event, item, agreed, zone, context) for item in event.children["programme"]
    ]


def programme_item(
    event: EventPage,
    item: ProgrammeItem,
    agreed: set[int],
    zone: str | None,
    context: Mapping[str, Any],
) -> Json:
    render = context["render"]
    named = [
        (person, capacity)
        for person, capacity in people_of(item, context)
        if may_name(event.attribution_rule, agreed=person.pk in agreed)
    ]
    files = (context["documents"].get(pk) for pk in chosen_ids(item.documents))
    return {
        # A copy or an alias of an event has items with the same `uid`.
        "id": str(uuid.uuid5(event.uid, str(item.uid))),
        "title": item.title,
        "kind": item.item_kind,
        "start": local_time(item.start, zone),
        "end": local_time(item.end, zone),
        "summary": item.summary or None,
        "questions": item.questions_list,
        "people": not_none(
            render.link(person, partial(dict, capacity=capacity)) for person, capacity in named
        ),
        "documents": not_none(render.document(file) for file in files),
    }


def people_of(
    item: ProgrammeItem, context: Mapping[str, Any]
) -> Iterator[tuple[Person, str | None]]:
    """The people of a session, each with the capacity that it states."""
    for block in item.people.raw_data:
        if person := context["people"].get(block["value"]):
            yield person, None if block["type"] == "person" else block["type"]


def show_people(event: EventPage, context: Mapping[str, Any]) -> list[Json]:
    """The people of the event, and then those whom only its sessions have."""
    render = context["render"]
    appearances = [*event.children["appearances"], *in_sessions(event, context)]
    return [
        document
        for appearance in appearances
        if event.may_name(appearance) and (document := shown_appearance(appearance, render))
    ]


def in_sessions(event: EventPage, context: Mapping[str, Any]) -> list[Appearance]:
    """What the sessions say of people without an appearance. They have not agreed to be named."""
    appearing = {appearance.person_id for appearance in event.children["appearances"]}
    capacities: dict[int, dict[str | None, Person]] = {}
    for item in event.children["programme"]:
        for person, capacity in people_of(item, context):
            if person.pk not in appearing:
                capacities.setdefault(person.pk, {})[capacity] = person
    return [
        Appearance(person=person, capacity=capacity or "")
        for stated in capacities.values()
        for capacity, person in stated.items()
        if capacity or len(stated) == 1
    ]


def shown_appearance(appearance: Appearance, render: Render) -> Json | None:
    person = appearance.person
    link = render.link(person, lambda: {"portrait": render.image(person.portrait, use="portrait")})
    if link is None:
        return None
    return {
        "person": link,
        "capacity": appearance.capacity or None,
        "role_then": appearance.role_then or None,
        "affiliation_then": appearance.affiliation_then or None,
    }


def chosen(event: EventPage, kind: str) -> list[Any]:
    """The records of one kind in the text of `event`, and then those that were added by hand."""
    by_hand = [getattr(row, kind) for row in event.children[f"event_{kind}s"]]
    return unique([*records_in(event.body, kind), *by_hand])


def chosen_ids(stream: Any) -> list[int]:
    """The ids that a stream of choosers holds, without loading what they name."""
    return [block["value"] for block in stream.raw_data if block["value"]]


def local_time(moment: datetime | None, zone: str | None) -> str | None:
    """`moment` in the event's zone: "2016-01-13T09:00:00+01:00". It is UTC without a zone.

    Zones had seconds in their offset before they were standardised, and RFC 3339 has none. With
    the next whole minute the moment stays, and so do the hour and the minute on the clock: 9:00 in
    Amsterdam in 1935 is "1935-05-12T09:00:28+00:20".
    """
    if moment is None:
        return None
    if not zone:
        return timestamp(moment)
    offset = moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    minutes = -(-offset // timedelta(minutes=1))
    return moment.astimezone(timezone(timedelta(minutes=minutes))).isoformat(timespec="seconds")


def not_none(records: Iterable[Any]) -> list[Any]:
    return [record for record in records if record is not None]
