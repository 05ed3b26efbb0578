"""The document of a reference."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.rendering.render import Json, reference_facts
from cms.models import Reference
from cms.vocabularies import ReferenceKind

from .base import DatesSerializer, TranslatableDocumentSerializer, choice, nullable, words


@extend_schema_serializer(component_name="Reference")
class ReferenceSerializer(TranslatableDocumentSerializer):
    """A thing cited: a declaration, a treaty, an appeal, a session."""

    kind = choice(ReferenceKind)
    issuer = words()
    symbol = words()
    body_name = words()
    session_number = nullable(serializers.IntegerField)
    facts_stated = words()
    dates = DatesSerializer()
    website = nullable(serializers.URLField)

    def facts(self, reference: Reference) -> Json:
        return reference_facts(reference) | {
            "sources": self.show_sources(reference),
            **self.tail(reference),
        }
