"""The document of a venue."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.rendering.render import Json
from cms.models import Venue

from .base import TranslatableDocumentSerializer, nullable, words


@extend_schema_serializer(component_name="Venue")
class VenueSerializer(TranslatableDocumentSerializer):
    """A place where editions are held."""

    address = words()
    locality = words()
    country = words(help_text="ISO 3166-1, two letters.")
    latitude = nullable(serializers.FloatField)
    longitude = nullable(serializers.FloatField)
    time_zone = words(help_text="IANA name.")

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
