"""The blocks of a body: the schema of each, and where rich text stands in it."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import (
    PolymorphicProxySerializer,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers

from cms.vocabularies import CallToActionKind

from .base import DocumentLinkSerializer, PictureSerializer, choice, nullable, nullable_text
from .links import QuoteLinkSerializer, ReferenceLinkSerializer

# A component that refers to itself: no serializer can. `api.openapi.description` adds it.
NODE: dict[str, Any] = {
    "type": "object",
    "description": "A node of rich text. A text has `text` and `marks`; all others but a line "
    "break have `children`; a heading has its `level`, a list says whether it is `ordered`, a link "
    "has `href` and, when it leads to a record, `link`.",
    "properties": {
        "type": {
            "type": "string",
            "enum": ["paragraph", "heading", "blockquote", "list", "list_item", "link", "text",
                     "line_break"],
        },
        "text": {"type": "string"},
        "marks": {
            "type": "array",
            "items": {
                "type": "string",
                "enum": ["bold", "italic", "code", "subscript", "superscript"],
            },
        },
        "level": {"type": "integer"},
        "ordered": {"type": "boolean"},
        "href": {"type": "string"},
        "link": {
            "type": ["object", "null"],
            "properties": {"type": {"type": "string"}, "key": {"type": "string"}},
            "required": ["type", "key"],
        },
        "children": {"type": "array", "items": {"$ref": "#/components/schemas/RichTextNode"}},
    },
    "required": ["type"],
}  # fmt: skip


@extend_schema_field(
    {
        "anyOf": [
            {"type": "string"},
            {"type": "array", "items": {"$ref": "#/components/schemas/RichTextNode"}},
        ],
        "description": "Clean HTML, or what `rich_text` asked for.",
    }
)
class RichTextField(serializers.JSONField):
    """Text with marks and links."""


class HeadingValueSerializer(serializers.Serializer):
    text = serializers.CharField()
    level = serializers.IntegerField(min_value=2, max_value=4)
    anchor = serializers.CharField(help_text="For the `id` of the heading: no other one has it.")


class ListValueSerializer(serializers.Serializer):
    ordered = serializers.BooleanField()
    items = serializers.ListField(child=RichTextField())


class KeyQuestionsValueSerializer(serializers.Serializer):
    title = nullable_text()
    questions = serializers.ListField(child=serializers.CharField())


class ColumnSerializer(serializers.Serializer):
    heading = nullable_text()
    type = serializers.ChoiceField(choices=["text", "number", "rich_text"])


class TableValueSerializer(serializers.Serializer):
    """A cell is a text, a number as a text (null when empty), or rich text, as its column says."""

    caption = nullable_text()
    columns = ColumnSerializer(many=True)
    rows = serializers.ListField(child=serializers.ListField(child=serializers.JSONField()))


class IllustrationValueSerializer(serializers.Serializer):
    image = PictureSerializer()
    caption = nullable_text()


class DocumentValueSerializer(serializers.Serializer):
    document = DocumentLinkSerializer()
    caption = nullable_text()


class EmbedValueSerializer(serializers.Serializer):
    url = serializers.URLField()
    title = serializers.CharField()
    caption = nullable_text()


class ActionValueSerializer(serializers.Serializer):
    label = serializers.CharField()  # type: ignore[assignment]  # the key, not the attribute
    kind = choice(CallToActionKind)
    url = nullable(serializers.URLField)


class PlaceholderSerializer(serializers.Serializer):
    """Nothing: the event's own list belongs here."""


# One entry for each block of `cms.blocks.BodyBlock`.
VALUES: dict[str, serializers.Field] = {
    "heading": HeadingValueSerializer(),
    "paragraph": RichTextField(),
    "list": ListValueSerializer(),
    "key_questions": KeyQuestionsValueSerializer(),
    "table": TableValueSerializer(),
    "quote": QuoteLinkSerializer(),
    "reference": ReferenceLinkSerializer(),
    "programme": PlaceholderSerializer(),
    "partners": PlaceholderSerializer(),
    "image": IllustrationValueSerializer(),
    "document": DocumentValueSerializer(),
    "embed": EmbedValueSerializer(),
    "call_to_action": ActionValueSerializer(),
}


def block_serializer(name: str) -> type[serializers.Serializer]:
    """`{"id", "type": name, "value"}`."""
    component = f"{name.title().replace('_', '')}Block"
    fields = {
        "id": serializers.CharField(),
        "type": serializers.ChoiceField(choices=[name]),
        "value": VALUES[name],
        "__doc__": f"A block of the type {name}.",
    }
    serializer = type(f"{component}Serializer", (serializers.Serializer,), fields)
    return extend_schema_serializer(component_name=component)(serializer)


@extend_schema_field(
    PolymorphicProxySerializer(
        component_name="BodyBlock",
        serializers={name: block_serializer(name) for name in VALUES},
        resource_type_field_name="type",
        many=True,
    )
)
class BodyField(serializers.JSONField):
    """Blocks in their order. New types may come: leave out a block whose type you do not know."""


def with_rich_text(block: dict[str, Any], form: Callable[[str], Any]) -> dict[str, Any]:
    """`block` with its rich text, wherever it stands, in another form."""
    change = RICH_TEXT.get(block["type"])
    return {**block, "value": change(block["value"], form)} if change else block


def _in_list(value: Any, form: Callable[[str], Any]) -> Any:
    return {**value, "items": [form(item) for item in value["items"]]}


def _in_table(value: Any, form: Callable[[str], Any]) -> Any:
    is_rich = [column["type"] == "rich_text" for column in value["columns"]]
    rows = [
        [form(cell) if rich else cell for rich, cell in zip(is_rich, row, strict=True)]
        for row in value["rows"]
    ]
    return {**value, "rows": rows}


RICH_TEXT: dict[str, Callable[[Any, Callable[[str], Any]], Any]] = {
    "paragraph": lambda value, form: form(value),
    "list": _in_list,
    "table": _in_table,
}
