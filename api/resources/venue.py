"""All that the API knows of venues."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.formats import jsonld_nodes
from api.query.filter_types import LOCALE, Country, Stated, Through
from api.query.places import BBOX, coordinates_of
from api.rendering.render import Json
from api.resources.base import BY_TITLE, HEAD, SnippetResource
from api.resources.facets import Facets, words_of
from api.serializers.base import TranslatableDocumentSerializer, nullable, nullable_text
from archive.registry import Document
from cms.models import Venue


@extend_schema_serializer(component_name="Venue")
class VenueSerializer(TranslatableDocumentSerializer):
    """A place where editions are held."""

    address = nullable_text()
    locality = nullable_text()
    country = nullable_text(help_text="ISO 3166-1, two letters.")
    latitude = nullable(serializers.FloatField)
    longitude = nullable(serializers.FloatField)
    time_zone = nullable_text(help_text="IANA name.")

    def facts(self, venue: Venue) -> Json:
        return {
            "address": venue.address or None,
            "locality": venue.locality or None,
            "country": str(venue.country) or None,
            "latitude": None if venue.latitude is None else float(venue.latitude),
            "longitude": None if venue.longitude is None else float(venue.longitude),
            "time_zone": venue.time_zone or None,
            "sources": self.show_sources(venue),
            **self.tail(venue),
        }


class VenueResource(SnippetResource):
    model = Venue
    position = 70
    serializer = VenueSerializer
    schema_type = "Place"
    summary_fields = (
        *HEAD, "locality", "country", "latitude", "longitude", "time_zone", "meta",
    )  # fmt: skip
    has = ("address", "country", "latitude", "sources")
    filters = (
        Country("country", "The country.", repeatable=True),
        Stated("locality", "The town, in full.", repeatable=True),
        BBOX,
        LOCALE,
    )
    orderings = (*BY_TITLE, "locality", "country")
    through = (Through("event", names="venue"),)

    def facets(self, document: Document) -> Facets:
        return {
            "country": [document["country"]],
            **words_of(document, "locality"),
            **coordinates_of(document),
        }

    def json_ld(self, document: Document) -> Any:
        return jsonld_nodes.venue(document)
