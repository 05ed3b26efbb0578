"""The document of a person."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.rendering.render import Json
from cms.models import Affiliation, Person

from .base import (
    LinkSerializer,
    PictureSerializer,
    TranslatableDocumentSerializer,
    nullable,
    words,
    years,
)
from .partner import wikidata_url
from .series import YearsSerializer


class AffiliationSerializer(YearsSerializer):
    def get_fields(self):
        return {
            "partner": nullable(LinkSerializer),
            "organisation_stated": words(),
            "role": words(),
            **super().get_fields(),
        }


@extend_schema_serializer(component_name="Person")
class PersonSerializer(TranslatableDocumentSerializer):
    """A person. Offices of the time stand with quotes and appearances."""

    sort_name = serializers.CharField()
    given_name = words()
    family_name = words()
    honorific = words()
    summary = words()
    portrait = nullable(PictureSerializer)
    affiliations = AffiliationSerializer(many=True)
    orcid = nullable(serializers.URLField)
    wikidata = nullable(serializers.URLField)

    def facts(self, person: Person) -> Json:
        return {
            "sort_name": person.sort_name,
            "given_name": person.given_name or None,
            "family_name": person.family_name or None,
            "honorific": person.honorific or None,
            "summary": person.summary or None,
            "portrait": self.render.image(person.portrait),
            "affiliations": [self.affiliation(each) for each in person.children["affiliations"]],
            "orcid": f"https://orcid.org/{person.orcid}" if person.orcid else None,
            "wikidata": wikidata_url(person.wikidata),
            "sources": self.show_sources(person),
            **self.tail(person),
        }

    def affiliation(self, affiliation: Affiliation) -> Json:
        return {
            "partner": self.render.link(affiliation.partner),
            "organisation_stated": affiliation.organisation_stated or None,
            "role": affiliation.role or None,
        } | years(affiliation)
