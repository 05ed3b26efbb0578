"""All that the API knows of people."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.formats import jsonld_nodes
from api.query.filter_types import LOCALE, Through, key, role
from api.query.identifiers import ORCID, WIKIDATA
from api.rendering.render import Json
from api.resources.base import HEAD, SnippetResource, link
from api.resources.facets import Facets, keys_of
from api.serializers.base import (
    LinkSerializer,
    PictureSerializer,
    TranslatableDocumentSerializer,
    YearsSerializer,
    nullable,
    nullable_text,
    years,
)
from api.serializers.identifiers import IdentifierField
from archive.registry import Document
from cms.models import Affiliation, Person
from cms.vocabularies import Capacity


class AffiliationSerializer(YearsSerializer):
    def get_fields(self) -> dict[str, serializers.Field]:
        return {
            "partner": nullable(LinkSerializer),
            "organisation_stated": nullable_text(),
            "role": nullable_text(),
            **super().get_fields(),
        }


@extend_schema_serializer(component_name="Person")
class PersonSerializer(TranslatableDocumentSerializer):
    """A person. Offices of the time stand with quotes and appearances."""

    sort_name = serializers.CharField()
    given_name = nullable_text()
    family_name = nullable_text()
    honorific = nullable_text()
    summary = nullable_text()
    portrait = nullable(PictureSerializer)
    affiliations = AffiliationSerializer(many=True)
    orcid = IdentifierField(ORCID)
    wikidata = IdentifierField(WIKIDATA)

    def facts(self, person: Person) -> Json:
        return {
            "sort_name": person.sort_name,
            "given_name": person.given_name or None,
            "family_name": person.family_name or None,
            "honorific": person.honorific or None,
            "summary": person.summary or None,
            "portrait": self.render.image(person.portrait),
            "affiliations": [
                self.affiliation(affiliation) for affiliation in person.children["affiliations"]
            ],
            "orcid": ORCID.address(person.orcid),
            "wikidata": WIKIDATA.address(person.wikidata),
            "sources": self.show_sources(person),
            **self.tail(person),
        }

    def affiliation(self, affiliation: Affiliation) -> Json:
        return {
            "partner": self.render.link(affiliation.partner),
            "organisation_stated": affiliation.organisation_stated or None,
            "role": affiliation.role or None,
        } | years(affiliation)


class PersonResource(SnippetResource):
    model = Person
    position = 50
    serializer = PersonSerializer
    schema_type = "Person"
    leads_to_events = True
    related = ("portrait",)
    parts: ClassVar = {"affiliations": ("partner",), **SnippetResource.parts}
    summary_fields = (*HEAD, "sort_name", "honorific", "portrait", "meta")
    pictures: ClassVar = {"portrait": "portrait"}
    has = ("summary", "portrait", "affiliations", "orcid", "wikidata", "sources")
    filters = (key("partner", "partner", "People of this organisation, now or once."), LOCALE)
    through = (
        Through(
            "event",
            names="person",
            role=role("capacity", "person", Capacity, "What the person does at the event."),
        ),
        Through("partner", ("kind", "country"), named="partner", prefix="partner_"),
    )
    links: ClassVar = {
        "portrait": link("portrait", "image"),
        "affiliations": link("affiliations.partner", "partner"),
    }

    def facets(self, document: Document) -> Facets:
        return {
            "partner": keys_of(
                *(affiliation["partner"] for affiliation in document["affiliations"])
            )
        }

    def json_ld(self, document: Document) -> Any:
        return jsonld_nodes.person(document)
