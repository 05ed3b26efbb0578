"""The document of a theme."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.rendering.render import Json
from cms.models import Theme

from .base import LinkSerializer, TranslatableDocumentSerializer, nullable, words


@extend_schema_serializer(component_name="Theme")
class ThemeSerializer(TranslatableDocumentSerializer):
    """A subject."""

    broader = nullable(LinkSerializer)
    alternative_labels = serializers.ListField(child=serializers.CharField())
    summary = words()

    def facts(self, theme: Theme) -> Json:
        return {
            "broader": self.render.link(theme.broader),
            "alternative_labels": theme.alternative_labels_list,
            "summary": theme.summary or None,
            "sources": self.show_sources(theme),
            **self.tail(theme),
        }
