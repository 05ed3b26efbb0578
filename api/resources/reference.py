"""All that the API knows of references."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.formats import jsonld_works
from api.query import filter_types
from api.query.filter_types import LOCALE, YEAR_FILTER, Stated, Through
from api.rendering.render import Json, reference_facts
from api.resources.base import BY_DATE, HEAD, Publishes, SnippetResource
from api.resources.facets import Facets, words_of, years_of
from api.serializers.base import (
    DatesSerializer,
    TranslatableDocumentSerializer,
    choice,
    nullable,
    nullable_text,
)
from archive.registry import Document
from cms.models import Reference
from cms.vocabularies import ReferenceKind

SCHEMA_TYPES = {"report": "Report", "law": "Legislation", "session": "Event"}
DATACITE_TYPES = {"report": "Report", "session": "Event", "other": "Other"}


@extend_schema_serializer(component_name="Reference")
class ReferenceSerializer(TranslatableDocumentSerializer):
    """A thing cited: a declaration, a treaty, an appeal, a session."""

    kind = choice(ReferenceKind)
    issuer = nullable_text()
    symbol = nullable_text()
    body_name = nullable_text()
    session_number = nullable(serializers.IntegerField)
    facts_stated = nullable_text()
    dates = DatesSerializer()
    website = nullable(serializers.URLField)

    def facts(self, reference: Reference) -> Json:
        return reference_facts(reference) | {
            "sources": self.show_sources(reference),
            **self.tail(reference),
        }


class ReferenceResource(SnippetResource):
    model = Reference
    position = 80
    serializer = ReferenceSerializer
    is_publication = True
    publishes = Publishes.RECORD_OF_WORK
    summary_fields = (
        *HEAD, "kind", "issuer", "symbol", "body_name", "session_number", "dates", "website",
        "meta",
    )  # fmt: skip
    has = ("issuer", "symbol", "facts_stated", "website", "sources")
    filters = (
        filter_types.choice("kind", ReferenceKind, "The kind of reference."),
        Stated("issuer", "Who issued it, in full.", repeatable=True),
        Stated("symbol", "The symbol of the document, in full.", repeatable=True),
        Stated("body_name", "The body that met, in full.", repeatable=True),
        YEAR_FILTER,
        LOCALE,
    )
    through = (Through("event", names="reference"),)
    orderings = (*BY_DATE, "kind", "issuer", "symbol", "body_name")

    def facets(self, document: Document) -> Facets:
        return {
            **words_of(document, "issuer", "symbol", "body_name"),
            "kind": [document["kind"]],
            "year": years_of(document["dates"]),
        }

    def json_ld(self, document: Document) -> Any:
        return jsonld_works.reference(document)

    def schema_type_of(self, record: Document) -> str:
        return SCHEMA_TYPES.get(record.get("kind", ""), "CreativeWork")

    def datacite_types(self, document: Document) -> tuple[str, str]:
        kind = ReferenceKind(document["kind"])
        ours = "Reference" if kind == ReferenceKind.OTHER else kind.label
        return DATACITE_TYPES.get(kind, "Text"), ours
