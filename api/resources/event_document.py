"""The document of an event."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.rendering.render import Json
from api.serializers.base import (
    DocumentLinkSerializer,
    EventDatesSerializer,
    LinkSerializer,
    PictureSerializer,
    TranslatableDocumentSerializer,
    choice,
    nullable,
    nullable_text,
)
from api.serializers.blocks import BodyField
from api.serializers.links import QuoteLinkSerializer, ReferenceLinkSerializer
from cms.models import EventPage
from cms.vocabularies import (
    Access,
    AttributionRule,
    EventKind,
    Mode,
    OrdinalBasis,
    Phase,
)

from .event_parts import (
    AppearanceSerializer,
    CallToActionSerializer,
    PartnershipSerializer,
    ProgrammeItemSerializer,
    VenueLinkSerializer,
    chosen,
    not_none,
    show_dates,
    show_partners,
    show_people,
    show_programme,
    show_venue,
)


@extend_schema_serializer(component_name="Event")
class EventSerializer(TranslatableDocumentSerializer):
    """One edition of a series, or a meeting that belongs to none."""

    code = nullable_text()
    title_stated = nullable_text()
    series = nullable(LinkSerializer)
    ordinal = nullable(serializers.IntegerField)
    ordinal_basis = choice(OrdinalBasis)
    ordinal_stated = nullable_text()
    previous = nullable(LinkSerializer)
    next = nullable(LinkSerializer)
    kind = choice(EventKind)
    kind_stated = serializers.ListField(child=serializers.CharField())
    access = choice(Access, may_be_null=True)
    access_stated = nullable_text()
    attribution_rule = choice(AttributionRule, may_be_null=True)
    attribution_stated = nullable_text()
    audience_stated = nullable_text()
    mode = choice(Mode, may_be_null=True)
    phase = choice(Phase, may_be_null=True)
    dates = EventDatesSerializer()
    venue = nullable(VenueLinkSerializer)
    place_stated = nullable_text()
    organiser = nullable(LinkSerializer)
    partners = PartnershipSerializer(many=True)
    summary = nullable_text()
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
            "dates": show_dates(event, render),
            "venue": show_venue(event, render),
            "place_stated": event.place_stated or None,
            "organiser": render.link(event.organiser),
            "partners": show_partners(event, render),
            "summary": event.summary or None,
            "body": self.show_body(event),
            "themes": render.links(tag.theme for tag in event.children["event_themes"]),
            "references": not_none(map(render.reference, chosen(event, "reference"))),
            "quotes": not_none(map(render.quote, chosen(event, "quote"))),
            "programme": show_programme(event, self.context),
            "people": show_people(event, self.context),
            "documents": not_none(map(render.document, chosen(event, "document"))),
            "calls_to_action": [
                {"label": action.label, "kind": action.action_kind, "url": action.url or None}
                for action in event.children["calls_to_action"]
            ],
            "related": render.links(
                relation.related for relation in event.children["related_events"]
            ),
            "sources": self.show_sources(event),
        } | self.tail(event, image=render.image(event.image))
