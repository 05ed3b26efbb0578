"""All that the API knows of quotes."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.embedding.words import CardWords, words_of_quote
from api.formats import jsonld_works
from api.query import filter_types
from api.query.filter_types import LOCALE, YEAR_FILTER, Through, key
from api.rendering.render import Json
from api.resources.base import BY_DATE, HEAD, Publishes, SnippetResource, link
from api.resources.facets import Facets, keys_of, words_of, years_of
from api.serializers.base import (
    DatesSerializer,
    LinkSerializer,
    TranslatableDocumentSerializer,
    choice,
    nullable,
    nullable_text,
)
from archive.registry import Document
from cms.models import Quote
from cms.vocabularies import Verification


class OccasionSerializer(serializers.Serializer):
    reference = nullable(LinkSerializer)
    event = nullable(LinkSerializer)
    stated = nullable_text()
    dates = DatesSerializer()


@extend_schema_serializer(component_name="Quote")
class QuoteSerializer(TranslatableDocumentSerializer):
    """Words that somebody said, exactly."""

    text = serializers.CharField()
    language = serializers.CharField()
    speaker = nullable(LinkSerializer)
    speaker_organisation = nullable(LinkSerializer)
    attribution_stated = nullable_text()
    role_then = nullable_text()
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


class QuoteResource(SnippetResource):
    model = Quote
    position = 30
    serializer = QuoteSerializer
    schema_type = "Quotation"
    is_publication = True
    publishes = Publishes.RECORD
    is_embedded = True
    related = ("speaker", "speaker_organisation", "occasion_reference", "occasion_event")
    summary_fields = (
        *HEAD, "text", "language", "speaker", "speaker_organisation", "attribution_stated",
        "role_then", "occasion", "verification", "meta",
    )  # fmt: skip
    has = ("speaker", "speaker_organisation", "role_then", "sources", "alternates")
    filters = (
        key("person", "person", "Quotes of this person."),
        key("partner", "partner", "Quotes of this organisation."),
        key("event", "event", "Quotes spoken at this event."),
        key("reference", "reference", "Quotes from this session or document."),
        filter_types.choice("verification", Verification, "Whether it has been checked."),
        filter_types.LanguageTag("language", "The language of the words.", repeatable=True),
        YEAR_FILTER,
        LOCALE,
    )
    through = (Through("event", names="quote", named="event"),)
    orderings = (*BY_DATE, "language", "person", "partner", "verification", "event", "reference")
    links: ClassVar = {
        "speaker": link("speaker", "person"),
        "speaker_organisation": link("speaker_organisation", "partner"),
        "reference": link("occasion.reference", "reference"),
        "event": link("occasion.event", "event"),
    }

    def facets(self, document: Document) -> Facets:
        return {
            **words_of(document, "language"),
            "person": keys_of(document["speaker"]),
            "partner": keys_of(document["speaker_organisation"]),
            "event": keys_of(document["occasion"]["event"]),
            "reference": keys_of(document["occasion"]["reference"]),
            "verification": [document["verification"]],
            "year": years_of(document["occasion"]["dates"]),
        }

    def json_ld(self, document: Document) -> Any:
        return jsonld_works.quote(document)

    def datacite_types(self, document: Document) -> tuple[str, str]:
        return "Text", "Quotation"

    def card_words(self, document: Document) -> CardWords:
        return words_of_quote(document)
