"""Events as a Django REST framework viewset with nested serializers."""

from typing import Any

from rest_framework import serializers, viewsets
from rest_framework.permissions import AllowAny

from cms.models import (
    EventPage,
    EventQuote,
    EventReference,
    EventTheme,
    Partner,
    Partnership,
    Quote,
    Reference,
    SeriesPage,
    Theme,
    Venue,
)


def serializer_of(model_class: type, names: tuple[str, ...], **nested: Any) -> type:
    """A serializer of these fields, some of them by serializers of their own."""
    meta = type("Meta", (), {"model": model_class, "fields": [*names, *nested]})
    name = f"{model_class.__name__}Serializer"
    return type(name, (serializers.ModelSerializer,), {"Meta": meta, **nested})


PartnerSerializer = serializer_of(Partner, ("id", "slug", "name", "acronym", "partner_kind"))
QuoteSerializer = serializer_of(Quote, ("id", "slug", "text", "language", "occasion_stated"))
ThemeSerializer = serializer_of(Theme, ("id", "slug", "label"))
ReferenceSerializer = serializer_of(Reference, ("id", "slug", "name", "symbol"))
SeriesSerializer = serializer_of(SeriesPage, ("id", "slug", "title"))
VenueSerializer = serializer_of(Venue, ("id", "slug", "name", "locality"))

EventSerializer = serializer_of(
    EventPage,
    (
        "id", "slug", "title", "code", "title_stated", "ordinal", "ordinal_basis", "event_kind",
        "access", "attribution_rule", "mode", "phase", "start", "end", "precision", "summary",
    ),
    body=serializers.ListField(source="body.raw_data"),
    series=SeriesSerializer(),
    venue=VenueSerializer(),
    organiser=PartnerSerializer(),
    partnerships=serializer_of(
        Partnership, ("role", "role_stated"), partner=PartnerSerializer()
    )(many=True),
    event_quotes=serializer_of(EventQuote, (), quote=QuoteSerializer())(many=True),
    event_themes=serializer_of(EventTheme, (), theme=ThemeSerializer())(many=True),
    event_references=serializer_of(EventReference, (), reference=ReferenceSerializer())(
        many=True
    ),
)  # fmt: skip


class EventViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = (
        EventPage.objects.live()
        .select_related("series", "venue", "organiser")
        .prefetch_related(
            "partnerships__partner",
            "event_quotes__quote",
            "event_themes__theme",
            "event_references__reference",
        )
    )
    serializer_class = EventSerializer
    permission_classes = [AllowAny]
    lookup_field = "code"
