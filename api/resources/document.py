"""All that the API knows of documents."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_serializer

from api.formats import jsonld_works
from api.query import filter_types
from api.query.filter_types import Through
from api.rendering.render import Json, file_of
from api.resources.base import BY_TITLE, HEAD, ModelResource
from api.resources.facets import Facets, words_of
from api.serializers.base import FileSerializer, choice, nullable_text
from api.serializers.files import FileDocumentSerializer
from archive.registry import Document
from archive.search import files
from archive.visibility import Visibility
from cms.models import CustomDocument
from cms.vocabularies import DocumentKind

PDF = "application/pdf"
DATACITE_TYPES = {"report": "Report", "other": "Other"}


@extend_schema_serializer(component_name="Document")
class DownloadSerializer(FileDocumentSerializer):
    """A file that readers download."""

    kind = choice(DocumentKind)
    summary = nullable_text()
    language = nullable_text()
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


class DocumentResource(ModelResource):
    model = CustomDocument
    position = 90
    serializer = DownloadSerializer
    schema_type = "DigitalDocument"
    is_publication = True
    summary_fields = (*HEAD, "kind", "summary", "language", "file", "licence", "meta")
    has = ("summary", "licence", "credit")
    filters = (
        filter_types.choice("kind", DocumentKind, "The kind of document."),
        filter_types.LanguageTag("language", "The language of the file.", repeatable=True),
    )
    through = (Through("event", names="document"),)
    orderings = (*BY_TITLE, "kind", "language")

    def prepare(self, object_ids: Sequence[int]) -> None:
        documents = CustomDocument.objects.filter(pk__in=object_ids)
        for document in Visibility(timezone.now()).filter(documents):
            if document.content_type == PDF:
                files.text_of(document.sha256, document.pk)

    def searched_file(self, document: Document) -> str | None:
        file = document["file"]
        return file["sha256"] if file["media_type"] == PDF else None

    def facets(self, document: Document) -> Facets:
        return {"kind": [document["kind"]], **words_of(document, "language")}

    def json_ld(self, document: Document) -> Any:
        return jsonld_works.digital_document(document)

    def datacite_types(self, document: Document) -> tuple[str, str]:
        kind = DocumentKind(document["kind"])
        ours = "Document" if kind == DocumentKind.OTHER else kind.label
        return DATACITE_TYPES.get(kind, "Text"), ours
