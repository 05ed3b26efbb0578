"""All that the API knows of themes."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.query.filter_types import LOCALE, Through, key
from api.rendering.render import Json
from api.resources.base import BY_TITLE, HEAD, SnippetResource, link
from api.resources.facets import Facets, keys_of
from api.serializers.base import (
    LinkSerializer,
    TranslatableDocumentSerializer,
    nullable,
    nullable_text,
)
from archive.registry import Document
from cms.models import Theme


@extend_schema_serializer(component_name="Theme")
class ThemeSerializer(TranslatableDocumentSerializer):
    """A subject."""

    broader = nullable(LinkSerializer)
    alternative_labels = serializers.ListField(child=serializers.CharField())
    summary = nullable_text()

    def facts(self, theme: Theme) -> Json:
        return {
            "broader": self.render.link(theme.broader),
            "alternative_labels": theme.alternative_labels_list,
            "summary": theme.summary or None,
            "sources": self.show_sources(theme),
            **self.tail(theme),
        }


class ThemeResource(SnippetResource):
    model = Theme
    position = 60
    serializer = ThemeSerializer
    schema_type = "DefinedTerm"
    leads_to_events = True
    related = ("broader",)
    summary_fields = (*HEAD, "broader", "alternative_labels", "summary", "meta")
    has = ("broader", "summary", "sources", "alternates")
    filters = (key("broader", "theme", "Themes right below this one."), LOCALE)
    through = (Through("event", names="theme"),)
    tree = "broader"
    orderings = (*BY_TITLE, "broader")
    links: ClassVar = {"broader": link("broader", "theme")}

    def facets(self, document: Document) -> Facets:
        return {"broader": keys_of(document["broader"])}
