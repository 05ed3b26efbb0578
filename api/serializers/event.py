"""The document of an event."""

from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.rendering.render import Json
from archive.encoding import timestamp
from cms.models import Appearance, EventPage, Partner, ProgrammeItem
from cms.vocabularies import (
    Access,
    AttributionRule,
    CallToActionKind,
    Capacity,
    EventKind,
    Mode,
    OrdinalBasis,
    PartnerKind,
    PartnerRole,
    Phase,
    ProgrammeItemKind,
)

from .base import (
    DocumentLinkSerializer,
    EventDatesSerializer,
    LinkSerializer,
    PictureSerializer,
    TranslatableDocumentSerializer,
    choice,
    nullable,
    words,
)
from .blocks import BodyField
from .links import QuoteLinkSerializer, ReferenceLinkSerializer


class PartnerLinkSerializer(LinkSerializer):
    country = words(help_text="ISO 3166-1, two letters.")
    kind = choice(PartnerKind)
    logo = nullable(PictureSerializer)


class PartnershipSerializer(serializers.Serializer):
    role = choice(PartnerRole)
    role_stated = words()
    partner = PartnerLinkSerializer()


class VenueLinkSerializer(LinkSerializer):
    locality = words()
    country = words()
    time_zone = words()


class ProgrammeItemSerializer(serializers.Serializer):
    title = serializers.CharField()
    kind = choice(ProgrammeItemKind)
    start = nullable(serializers.DateTimeField)
    end = nullable(serializers.DateTimeField)
    summary = words()
    questions = serializers.ListField(child=serializers.CharField())
    people = LinkSerializer(many=True)
    documents = DocumentLinkSerializer(many=True)


class AppearanceSerializer(serializers.Serializer):
    person = LinkSerializer()
    capacity = choice(Capacity)
    role_then = words()
    affiliation_then = words()


class CallToActionSerializer(serializers.Serializer):
    label = serializers.CharField()  # type: ignore[assignment]  # the key, not the attribute
    kind = choice(CallToActionKind)
    url = nullable(serializers.URLField)


@extend_schema_serializer(component_name="Event")
class EventSerializer(TranslatableDocumentSerializer):
    """One edition of a series, or a meeting that belongs to none."""

    code = words()
    title_stated = words()
    series = nullable(LinkSerializer)
    ordinal = nullable(serializers.IntegerField)
    ordinal_basis = choice(OrdinalBasis)
    ordinal_stated = words()
    previous = nullable(LinkSerializer)
    next = nullable(LinkSerializer)
    kind = choice(EventKind)
    kind_stated = serializers.ListField(child=serializers.CharField())
    access = choice(Access, may_be_null=True)
    access_stated = words()
    attribution_rule = choice(AttributionRule, may_be_null=True)
    attribution_stated = words()
    audience_stated = words()
    mode = choice(Mode, may_be_null=True)
    phase = choice(Phase, may_be_null=True)
    dates = EventDatesSerializer()
    venue = nullable(VenueLinkSerializer)
    place_stated = words()
    organiser = nullable(LinkSerializer)
    partners = PartnershipSerializer(many=True)
    summary = words()
    body = BodyField()
    themes = LinkSerializer(many=True)
    references = ReferenceLinkSerializer(many=True)
    quotes = QuoteLinkSerializer(many=True)
    programme = ProgrammeItemSerializer(many=True)
    people = AppearanceSerializer(many=True)
    documents = DocumentLinkSerializer(many=True)
    calls_to_action = CallToActionSerializer(many=True)
    related = LinkSerializer(many=True)
    image = nullable(PictureSerializer)

    def identity(self, event: EventPage) -> Json:
        return {"code": event.code or None}

    def facts(self, event: EventPage) -> Json:
        render = self.render
        previous, following = self.context["neighbours"](event)
        return {
            "title_stated": event.title_stated or None,
            "series": render.link(event.series),
            "ordinal": event.ordinal,
            "ordinal_basis": event.ordinal_basis,
            "ordinal_stated": event.ordinal_stated or None,
            "previous": render.link(previous),
            "next": render.link(following),
            "kind": event.event_kind,
            "kind_stated": event.kind_stated_list,
            "access": event.access or None,
            "access_stated": event.access_stated or None,
            "attribution_rule": event.attribution_rule or None,
            "attribution_stated": event.attribution_stated or None,
            "audience_stated": event.audience_stated or None,
            "mode": event.mode or None,
            "phase": event.phase or None,
            "dates": self.show_dates(event),
            "venue": self.show_venue(event),
            "place_stated": event.place_stated or None,
            "organiser": render.link(event.organiser),
            "partners": self.show_partners(event),
            "summary": event.summary or None,
            "body": self.show_body(event),
            "themes": render.links(each.theme for each in event.children["event_themes"]),
            "references": _shown(
                render.reference(each.reference) for each in event.children["event_references"]
            ),
            "quotes": _shown(render.quote(each.quote) for each in event.children["event_quotes"]),
            "programme": self.show_programme(event),
            "people": self.show_people(event),
            "documents": _shown(
                render.document(each.document) for each in event.children["event_documents"]
            ),
            "calls_to_action": [
                {"label": each.label, "kind": each.action_kind, "url": each.url or None}
                for each in event.children["calls_to_action"]
            ],
            "related": render.links(each.related for each in event.children["related_events"]),
            "sources": self.show_sources(event),
        } | self.tail(event, image=render.image(event.image))

    def show_dates(self, event: EventPage) -> Json:
        venue = event.venue
        zone = event.time_zone
        if not zone and venue is not None and self.render.sees(venue):
            zone = venue.time_zone
        dates = event.dates_document()
        stated = dates.pop("stated")
        return dates | {"time_zone": zone or None, "stated": stated}

    def show_venue(self, event: EventPage) -> Json | None:
        venue: Any = event.venue
        return self.render.link(
            venue,
            lambda: {
                "locality": venue.locality or None,
                "country": str(venue.country) or None,
                "time_zone": venue.time_zone or None,
            },
        )

    def show_partners(self, event: EventPage) -> list[Json]:
        return [
            {"role": each.role, "role_stated": each.role_stated or None, "partner": link}
            for each in event.children["partnerships"]
            if (link := self.partner_link(each.partner))
        ]

    def partner_link(self, partner: Partner) -> Json | None:
        return self.render.link(
            partner,
            lambda: {
                "country": str(partner.country) or None,
                "kind": partner.partner_kind,
                "logo": self.render.image(partner.logo),
            },
        )

    def show_programme(self, event: EventPage) -> list[Json]:
        """Under a rule of silence, a session names only people who may be named."""
        nameable = {each.person_id for each in event.children["appearances"] if each.may_be_named}
        return [self.programme_item(event, item, nameable) for item in event.children["programme"]]

    def programme_item(self, event: EventPage, item: ProgrammeItem, nameable: set[int]) -> Json:
        people = [self.context["people"].get(pk) for pk in chosen_ids(item.people)]
        named = [
            each for each in people if each and (each.pk in nameable or not event.is_off_the_record)
        ]
        files = (self.context["documents"].get(pk) for pk in chosen_ids(item.documents))
        return {
            "title": item.title,
            "kind": item.item_kind,
            "start": utc(item.start),
            "end": utc(item.end),
            "summary": item.summary or None,
            "questions": item.questions_list,
            "people": self.render.links(named),
            "documents": _shown(self.render.document(each) for each in files),
        }

    def show_people(self, event: EventPage) -> list[Json]:
        return [
            shown
            for each in event.children["appearances"]
            if event.may_name(each) and (shown := self.appearance(each))
        ]

    def appearance(self, appearance: Appearance) -> Json | None:
        link = self.render.link(appearance.person)
        if link is None:
            return None
        return {
            "person": link,
            "capacity": appearance.capacity,
            "role_then": appearance.role_then or None,
            "affiliation_then": appearance.affiliation_then or None,
        }


def chosen_ids(stream) -> list[int]:
    """The ids that a stream of choosers holds, without loading what they name."""
    return [block["value"] for block in stream.raw_data if block["value"]]


def utc(moment: datetime | None) -> str | None:
    """`moment` as documents write it: "2016-01-13T09:00:00Z"."""
    return timestamp(moment) if moment else None


def _shown(records) -> list[Any]:
    return [each for each in records if each is not None]
