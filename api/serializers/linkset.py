"""OpenAPI schemas of a set of links."""

from rest_framework import serializers


class TargetSerializer(serializers.Serializer):
    """Where something is, and its media type."""

    href = serializers.URLField()
    type = serializers.CharField()


class LinkContextSerializer(serializers.Serializer):
    """The other formats of the record or the list at `anchor`, and the versions of a record."""

    anchor = serializers.URLField()
    alternate = TargetSerializer(many=True)
    timemap = TargetSerializer(many=True, required=False)


class LinkSetSerializer(serializers.Serializer):
    """Links as RFC 9264 has them."""

    linkset = LinkContextSerializer(many=True)
