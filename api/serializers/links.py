"""Links with the facts of what they lead to."""

from rest_framework import serializers

from cms.vocabularies import ReferenceKind, Verification

from .base import DatesSerializer, LinkSerializer, choice, nullable, words


class ReferenceLinkSerializer(LinkSerializer):
    kind = choice(ReferenceKind)
    issuer = words()
    symbol = words()
    body_name = words()
    session_number = nullable(serializers.IntegerField)
    facts_stated = words()
    dates = DatesSerializer()
    website = nullable(serializers.URLField)


class QuoteLinkSerializer(LinkSerializer):
    text = serializers.CharField()
    language = serializers.CharField()
    speaker = nullable(LinkSerializer)
    speaker_organisation = nullable(LinkSerializer)
    attribution_stated = words()
    role_then = words()
    occasion_stated = words()
    verification = choice(Verification)
