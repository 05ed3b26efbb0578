"""The document of a series."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.rendering.render import Json
from cms.models import SeriesPage

from .base import (
    LinkSerializer,
    PictureSerializer,
    TranslatableDocumentSerializer,
    nullable,
    words,
    years,
)
from .blocks import BodyField


class YearsSerializer(serializers.Serializer):
    """A span of years; null where it is not stated."""

    def get_fields(self):
        return {
            "from": serializers.IntegerField(allow_null=True),
            "to": serializers.IntegerField(allow_null=True),
        }


class AliasSerializer(YearsSerializer):
    def get_fields(self):
        return {"name": serializers.CharField(), **super().get_fields()}


class DefaultPartnerSerializer(YearsSerializer):
    def get_fields(self):
        return {"partner": LinkSerializer(), **super().get_fields()}


class EditionsSerializer(serializers.Serializer):
    count = serializers.IntegerField()
    url = serializers.URLField(help_text="The list of all editions.")
    first = nullable(LinkSerializer)
    latest = nullable(LinkSerializer)


class SpanSerializer(serializers.Serializer):
    start = serializers.CharField()
    end = serializers.CharField()


@extend_schema_serializer(component_name="Series")
class SeriesSerializer(TranslatableDocumentSerializer):
    """A conference series. Span and gaps are computed from its public editions."""

    aliases = AliasSerializer(many=True)
    summary = words()
    body = BodyField()
    cadence_stated = words()
    organiser = nullable(LinkSerializer)
    themes = LinkSerializer(many=True)
    default_partners = DefaultPartnerSerializer(many=True)
    editions = EditionsSerializer()
    span = nullable(SpanSerializer)
    gaps = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="Numbers between known ones without a record: the first 1000 of them.",
    )
    image = nullable(PictureSerializer)

    def facts(self, series: SeriesPage) -> Json:
        render = self.render
        partners = [
            (each, render.link(each.partner)) for each in series.children["default_partners"]
        ]
        return {
            "aliases": [
                {"name": each.name} | years(each) for each in series.children["series_aliases"]
            ],
            "summary": series.summary or None,
            "body": self.show_body(series),
            "cadence_stated": series.cadence_stated or None,
            "organiser": render.link(series.organiser),
            "themes": render.links(each.theme for each in series.children["series_themes"]),
            "default_partners": [
                {"partner": link} | years(each) for each, link in partners if link is not None
            ],
            **self.context["editions"](series),
            "sources": self.show_sources(series),
            **self.tail(series, image=render.image(series.image)),
        }
