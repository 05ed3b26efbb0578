"""All that the API knows of partners."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.formats import jsonld_nodes
from api.query import filter_types
from api.query.filter_types import LOCALE, Country, Stated, Through, key, role
from api.query.identifiers import ROR, WIKIDATA
from api.rendering.render import Json
from api.resources.base import BY_TITLE, HEAD, SnippetResource, link
from api.resources.facets import Facets, keys_of, words_of
from api.serializers.base import (
    LinkSerializer,
    PictureSerializer,
    TranslatableDocumentSerializer,
    YearsSerializer,
    choice,
    nullable,
    nullable_text,
    years,
)
from api.serializers.identifiers import IdentifierField
from archive.registry import Document
from cms.models import Partner
from cms.vocabularies import PartnerKind, PartnerRole

SCHEMA_TYPES = {
    "ministry": "GovernmentOrganization",
    "ngo": "NGO",
    "university": "CollegeOrUniversity",
}


class PartnerNameSerializer(YearsSerializer):
    def get_fields(self) -> dict[str, serializers.Field]:
        return {
            "name": serializers.CharField(),
            "language": nullable_text(),
            **super().get_fields(),
        }


@extend_schema_serializer(component_name="Partner")
class PartnerSerializer(TranslatableDocumentSerializer):
    """An organisation. Its role at an event stands in the event's `partners`."""

    acronym = nullable_text()
    names = PartnerNameSerializer(many=True)
    kind = choice(PartnerKind)
    country = nullable_text(help_text="ISO 3166-1, two letters.")
    parent = nullable(LinkSerializer)  # type: ignore[assignment]  # the key, not the attribute
    summary = nullable_text()
    website = nullable(serializers.URLField)
    logo = nullable(PictureSerializer)
    ror = IdentifierField(ROR)
    wikidata = IdentifierField(WIKIDATA)

    def facts(self, partner: Partner) -> Json:
        return {
            "acronym": partner.acronym or None,
            "names": [
                {"name": name.name, "language": name.language or None} | years(name)
                for name in partner.children["names"]
            ],
            "kind": partner.partner_kind,
            "country": str(partner.country) or None,
            "parent": self.render.link(partner.parent),
            "summary": partner.summary or None,
            "website": partner.website or None,
            "logo": self.render.image(partner.logo),
            "ror": ROR.address(partner.ror),
            "wikidata": WIKIDATA.address(partner.wikidata),
            "sources": self.show_sources(partner),
            **self.tail(partner),
        }


class PartnerResource(SnippetResource):
    model = Partner
    position = 40
    serializer = PartnerSerializer
    leads_to_events = True
    related = ("parent", "logo")
    parts: ClassVar = {"names": (), **SnippetResource.parts}
    summary_fields = (*HEAD, "acronym", "kind", "country", "parent", "website", "logo", "meta")
    pictures: ClassVar = {"logo": "logo"}
    has = ("names", "country", "parent", "website", "logo", "ror", "wikidata", "sources")
    filters = (
        filter_types.choice("kind", PartnerKind, "The kind of organisation."),
        Country("country", "The country.", repeatable=True),
        Stated("acronym", "The short name, in full.", repeatable=True),
        key("parent", "partner", "Parts of this organisation."),
        LOCALE,
    )
    through = (
        Through(
            "event",
            names="partner",
            role=role("role", "partner", PartnerRole, "What the partner is at the event."),
        ),
    )
    tree = "parent"
    orderings = (*BY_TITLE, "acronym", "kind", "country", "parent")
    links: ClassVar = {"parent": link("parent", "partner"), "logo": link("logo", "image")}

    def facets(self, document: Document) -> Facets:
        return {
            **words_of(document, "acronym"),
            "kind": [document["kind"]],
            "country": [document["country"]],
            "parent": keys_of(document["parent"]),
        }

    def json_ld(self, document: Document) -> Any:
        return jsonld_nodes.partner(document)

    def schema_type_of(self, record: Document) -> str:
        return SCHEMA_TYPES.get(record.get("kind", ""), "Organization")
