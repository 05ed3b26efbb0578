"""The document of a quote."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.rendering.render import Json
from cms.models import Quote
from cms.vocabularies import Verification

from .base import (
    DatesSerializer,
    LinkSerializer,
    TranslatableDocumentSerializer,
    choice,
    nullable,
    words,
)


class OccasionSerializer(serializers.Serializer):
    reference = nullable(LinkSerializer)
    event = nullable(LinkSerializer)
    stated = words()
    dates = DatesSerializer()


@extend_schema_serializer(component_name="Quote")
class QuoteSerializer(TranslatableDocumentSerializer):
    """Words that somebody said, exactly."""

    text = serializers.CharField()
    language = serializers.CharField()
    speaker = nullable(LinkSerializer)
    speaker_organisation = nullable(LinkSerializer)
    attribution_stated = words()
    role_then = words()
    occasion = OccasionSerializer()
    verification = choice(Verification)

    def facts(self, quote: Quote) -> Json:
        return {
            "text": quote.text,
            "language": quote.language,
            **self.render.attribution(quote),
            "occasion": {
                "reference": self.render.link(quote.occasion_reference),
                "event": self.render.link(quote.occasion_event),
                "stated": quote.occasion_stated or None,
                "dates": quote.dates_document(),
            },
            "verification": quote.verification,
            "sources": self.show_sources(quote),
            **self.tail(quote),
        }
