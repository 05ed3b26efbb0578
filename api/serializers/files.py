"""What the documents of images and of files share."""

from typing import Any

from rest_framework import serializers

from api.rendering.render import Json

from .base import DocumentSerializer, MetaSerializer, nullable_text


class FileDocumentSerializer(DocumentSerializer):
    """A file, with who made it and how it may be used."""

    credit = nullable_text()
    licence = nullable_text()
    same_as = serializers.ListField(child=serializers.URLField())
    meta = MetaSerializer()

    def rights(self, record: Any) -> Json:
        return {
            "credit": record.credit or None,
            "licence": record.licence or None,
        }

    def end(self, record: Any) -> Json:
        return {
            "same_as": record.same_as_list,
            "meta": {"published_at": None, "first_published_at": None},
        }
