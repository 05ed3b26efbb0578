"""The shapes that documents share.

A serializer is the schema of a document and makes it: its fields are what OpenAPI says, and
`to_representation` builds the same keys from a record, with a `Render` as `context["render"]`.
"""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.rendering.render import Json, Render
from cms.vocabularies import DateQualifier, OpenEnd, Precision


def nullable(field: type[serializers.Field], **kwargs: Any) -> serializers.Field:
    """A field that is always there, and null where nothing is stated."""
    return field(allow_null=True, **kwargs)


def nullable_text(**kwargs: Any) -> serializers.Field:
    return nullable(serializers.CharField, **kwargs)


def choice(choices: Any, *, may_be_null: bool = False, **kwargs: Any) -> serializers.Field:
    return serializers.ChoiceField(choices=choices.choices, allow_null=may_be_null, **kwargs)


class LinkSerializer(serializers.Serializer):
    """Enough of another record to show and to find it."""

    id = serializers.UUIDField()
    type = serializers.CharField()
    key = serializers.CharField()
    url = serializers.URLField()
    html_url = serializers.URLField(help_text="Its page on the front end.")
    title = serializers.CharField()


class AlternateSerializer(LinkSerializer):
    """The same record in another language."""

    locale = serializers.CharField()


class DatesSerializer(serializers.Serializer):
    """A date no more precise than its source: "2012-01-26", "2012-01", "2012" or null.

    `edtf` says all of it. When `qualifier`, `open` or `days` have a value, or the precision is a
    season or a decade, `start` and `end` are only the limits of the date.
    """

    start = nullable_text()
    end = nullable_text(help_text="Null for a single day, and for a span with an open end.")
    precision = choice(Precision)
    edtf = nullable_text(
        help_text="ISO 8601-2, Extended Date/Time Format: level 1, and sets of separate days."
    )
    qualifier = choice(DateQualifier, may_be_null=True)
    open = choice(OpenEnd, may_be_null=True)
    days = serializers.ListField(
        child=serializers.CharField(), help_text="Each day, when the days do not follow each other."
    )
    stated = nullable_text(help_text="The words of the source.")


class EventDatesSerializer(DatesSerializer):
    time_zone = nullable_text(help_text="IANA name.")


class FileSerializer(serializers.Serializer):
    url = serializers.URLField()
    filename = serializers.CharField()
    media_type = serializers.CharField()
    size = nullable(serializers.IntegerField)
    sha256 = nullable_text()


class DocumentLinkSerializer(LinkSerializer):
    file = FileSerializer()


class PictureSourceSerializer(serializers.Serializer):
    type = serializers.CharField()
    srcset = serializers.CharField()


class PictureProfileSerializer(serializers.Serializer):
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    src = serializers.URLField()
    sources = PictureSourceSerializer(many=True)


class FocalPointSerializer(serializers.Serializer):
    """In parts of the width and of the height."""

    x = serializers.FloatField()
    y = serializers.FloatField()
    width = serializers.FloatField()
    height = serializers.FloatField()


class PictureSerializer(LinkSerializer):
    """A picture where it is shown. An alternative text of "" means decoration."""

    alt = nullable_text()
    decorative = serializers.BooleanField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    credit = nullable_text()
    licence = nullable_text()
    focal_point = nullable(FocalPointSerializer)
    profiles = serializers.DictField(child=PictureProfileSerializer())


class SourceSerializer(serializers.Serializer):
    """Where facts are known from. An empty `speaks_for` means: all of them. `quotations` are the
    words of the source, `sha256` is the checksum of the page or file as it was read."""

    url = nullable(serializers.URLField)
    document = nullable(LinkSerializer)
    title = nullable_text()
    retrieved = nullable(serializers.DateField)
    speaks_for = serializers.ListField(child=serializers.CharField())
    quotations = serializers.ListField(child=serializers.CharField())
    sha256 = nullable_text()


@extend_schema_serializer(component_name="MetaData")
class MetaSerializer(serializers.Serializer):
    published_at = serializers.DateTimeField()
    first_published_at = serializers.DateTimeField()


@extend_schema_serializer(component_name="PageMetaData")
class PageMetaSerializer(MetaSerializer):
    seo_title = nullable_text()
    search_description = nullable_text()


class DocumentSerializer(serializers.Serializer):
    """What every document begins with."""

    id = serializers.UUIDField()
    type = serializers.CharField()
    key = serializers.CharField()
    url = serializers.URLField()
    html_url = serializers.URLField()
    locale = nullable_text()
    slug = serializers.CharField()
    title = serializers.CharField()

    @property
    def render(self) -> Render:
        return self.context["render"]

    def to_representation(self, record: Any) -> Json:
        document = self.render.head(record, **self.identity(record))
        document.update(self.facts(record))
        return document

    def identity(self, record: Any) -> Json:
        """What identifies the record beside its key and its slug."""
        return {}

    def facts(self, record: Any) -> Json:
        """All keys of the document after the first ones."""
        raise NotImplementedError

    def show_body(self, record: Any) -> list[Json]:
        block = record.body.stream_block
        return block.get_api_representation(record.body, context={"render": self.render})

    def show_sources(self, record: Any) -> list[Json]:
        return [
            {
                "url": source.url or None,
                "document": self.render.link(source.document),
                "title": source.title or None,
                "retrieved": source.retrieved.isoformat() if source.retrieved else None,
                "speaks_for": source.speaks_for_list,
                "quotations": source.quotations_list,
                "sha256": source.sha256 or None,
            }
            for source in record.children["sources"]
        ]

    def tail(self, record: Any, **picture: Json | None) -> Json:
        """The last keys of a document that can be translated."""
        return {
            "same_as": record.same_as_list,
            **picture,
            "alternates": self.context["alternates"](record),
            "meta": {
                "published_at": None,
                "first_published_at": None,
                "seo_title": record.seo_title or None,
                "search_description": record.search_description or None,
            },
        }


class TranslatableDocumentSerializer(DocumentSerializer):
    sources = SourceSerializer(many=True)
    same_as = serializers.ListField(child=serializers.URLField())
    alternates = AlternateSerializer(many=True)
    meta = PageMetaSerializer()


class YearsSerializer(serializers.Serializer):
    """A span of years; null where it is not stated."""

    def get_fields(self) -> dict[str, serializers.Field]:
        return {
            "from": serializers.IntegerField(allow_null=True),
            "to": serializers.IntegerField(allow_null=True),
        }


def years(record: Any) -> Json:
    """The span of a name or a role: `{"from": 2005, "to": null}`."""
    return {"from": record.year_from, "to": record.year_to}


def summary_of(serializer: type[DocumentSerializer], names: tuple[str, ...]) -> type:
    """A serializer of the list item: the fields `names` of a document."""
    kept = {name: serializer._declared_fields[name] for name in names}
    base = serializer.__name__.removesuffix("Serializer")
    return type(f"{base}SummarySerializer", (serializers.Serializer,), kept)
