"""The document of a partner."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.rendering.render import Json
from cms.models import Partner
from cms.vocabularies import PartnerKind

from .base import (
    LinkSerializer,
    PictureSerializer,
    TranslatableDocumentSerializer,
    choice,
    nullable,
    words,
    years,
)
from .series import YearsSerializer


class PartnerNameSerializer(YearsSerializer):
    def get_fields(self):
        return {"name": serializers.CharField(), "language": words(), **super().get_fields()}


@extend_schema_serializer(component_name="Partner")
class PartnerSerializer(TranslatableDocumentSerializer):
    """An organisation. Its role at an event stands in the event's `partners`."""

    acronym = words()
    names = PartnerNameSerializer(many=True)
    kind = choice(PartnerKind)
    country = words(help_text="ISO 3166-1, two letters.")
    parent = nullable(LinkSerializer)  # type: ignore[assignment]  # the key, not the attribute
    summary = words()
    website = nullable(serializers.URLField)
    logo = nullable(PictureSerializer)
    ror = nullable(serializers.URLField)
    wikidata = nullable(serializers.URLField)

    def facts(self, partner: Partner) -> Json:
        return {
            "acronym": partner.acronym or None,
            "names": [
                {"name": each.name, "language": each.language or None} | years(each)
                for each in partner.children["names"]
            ],
            "kind": partner.partner_kind,
            "country": str(partner.country) or None,
            "parent": self.render.link(partner.parent),
            "summary": partner.summary or None,
            "website": partner.website or None,
            "logo": self.render.image(partner.logo),
            "ror": f"https://ror.org/{partner.ror}" if partner.ror else None,
            "wikidata": wikidata_url(partner.wikidata),
            "sources": self.show_sources(partner),
            **self.tail(partner),
        }


def wikidata_url(identifier: str) -> str | None:
    return f"https://www.wikidata.org/entity/{identifier}" if identifier else None
