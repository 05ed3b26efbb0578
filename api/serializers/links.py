"""Links with the facts of what they lead to."""

from rest_framework import serializers

from cms.vocabularies import ReferenceKind, Verification

from .base import DatesSerializer, LinkSerializer, choice, nullable, nullable_text


class ReferenceLinkSerializer(LinkSerializer):
    kind = choice(ReferenceKind)
    issuer = nullable_text()
    symbol = nullable_text()
    body_name = nullable_text()
    session_number = nullable(serializers.IntegerField)
    facts_stated = nullable_text()
    dates = DatesSerializer()
    website = nullable(serializers.URLField)


class QuoteLinkSerializer(LinkSerializer):
    text = serializers.CharField()
    language = serializers.CharField()
    speaker = nullable(LinkSerializer)
    speaker_organisation = nullable(LinkSerializer)
    attribution_stated = nullable_text()
    role_then = nullable_text()
    occasion_stated = nullable_text()
    verification = choice(Verification)
