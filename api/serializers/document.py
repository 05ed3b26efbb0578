"""The document of a document."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.rendering.render import Json, file_of
from cms.models import CustomDocument
from cms.vocabularies import DocumentKind

from .base import DocumentSerializer, FileSerializer, MetaSerializer, choice, words


class FileDocumentSerializer(DocumentSerializer):
    """What images and documents share."""

    credit = words()
    licence = words()
    same_as = serializers.ListField(child=serializers.URLField())
    meta = MetaSerializer()

    def rights(self, record) -> Json:
        return {
            "credit": record.credit or None,
            "licence": record.licence or None,
        }

    def end(self, record) -> Json:
        return {
            "same_as": record.same_as_list,
            "meta": {"published_at": None, "first_published_at": None},
        }


@extend_schema_serializer(component_name="Document")
class DownloadSerializer(FileDocumentSerializer):
    """A file that readers download."""

    kind = choice(DocumentKind)
    summary = words()
    language = words()
    file = FileSerializer()

    def facts(self, document: CustomDocument) -> Json:
        return {
            "kind": document.document_kind,
            "summary": document.summary or None,
            "language": document.language or None,
            **self.rights(document),
            "file": file_of(document),
            **self.end(document),
        }
