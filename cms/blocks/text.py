"""Blocks with text.

Each block turns its value into JSON in `get_api_representation(value, context)`. `context` holds
`render`. It cleans rich text and makes its links absolute (`rich_text(html)`). It renders
public records and returns None for others (`link(record)`, `quote(quote)`, `image(image, alt)`).
"""

from typing import Any

from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from cms.vocabularies import CallToActionKind

# Headings are separate blocks, so that a front end can make an outline.
TEXT_FEATURES = ["bold", "italic", "link", "document-link", "superscript", "subscript"]
# An item and a cell can hold a list of their own.
LIST_FEATURES = [*TEXT_FEATURES, "ol", "ul"]


class HeadingBlock(blocks.StructBlock):
    """`{"text": "Context", "level": 2}`; the body adds its `anchor`."""

    text = blocks.CharBlock(max_length=255)
    level = blocks.ChoiceBlock(
        choices=[("2", "Section"), ("3", "Subsection"), ("4", "Smaller")], default="2"
    )

    class Meta:
        icon = "title"

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        return {"text": value["text"], "level": int(value["level"])}


class ParagraphBlock(blocks.RichTextBlock):
    """Clean HTML: `"<p>Words with <b>weight</b>.</p>"`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        return context["render"].rich_text(value.source)


class ListBlock(blocks.StructBlock):
    """`{"ordered": false, "items": ["<p>First</p>"]}`."""

    ordered = blocks.BooleanBlock(required=False, label="Numbered")
    items = blocks.ListBlock(ParagraphBlock(label="Item", features=LIST_FEATURES))

    class Meta:
        icon = "list-ul"

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        render = context["render"]
        return {
            "ordered": bool(value["ordered"]),
            "items": [render.rich_text(item.source) for item in value["items"]],
        }


class KeyQuestionsBlock(blocks.StructBlock):
    """`{"title": "Key questions" or null, "questions": ["Who …?"]}`."""

    title = blocks.CharBlock(max_length=255, required=False)
    questions = blocks.ListBlock(blocks.CharBlock(max_length=500, label="Question"))

    class Meta:
        icon = "help"

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        return {"title": value["title"] or None, "questions": list(value["questions"])}


class TableBlock(TypedTableBlock):
    """`{"caption": null, "columns": [{"heading", "type"}], "rows": [["cell", 2]]}`."""

    def __init__(self, **kwargs: Any) -> None:
        cells = [
            ("text", blocks.CharBlock(required=False, label="Text")),
            ("number", blocks.DecimalBlock(required=False, label="Number")),
            (
                "rich_text",
                ParagraphBlock(required=False, label="Text with links", features=LIST_FEATURES),
            ),
        ]
        super().__init__(cells, **kwargs)

    class Meta:
        icon = "table"

    @cached_property
    def _render_cell(self) -> Any:
        return {
            "text": lambda cell, render: cell or "",
            "number": lambda cell, render: None if cell is None else str(cell),
            "rich_text": lambda cell, render: render.rich_text(cell.source) if cell else "",
        }

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        render = context["render"]
        kinds = [column["block"].name for column in value.columns]
        return {
            "caption": value.caption or None,
            "columns": [
                {"heading": column["heading"] or None, "type": kind}
                for column, kind in zip(value.columns, kinds, strict=True)
            ],
            "rows": [
                [
                    self._render_cell[kind](cell, render)
                    for kind, cell in zip(kinds, row["values"], strict=True)
                ]
                for row in value.row_data
            ],
        }


class EmbedBlock(blocks.StructBlock):
    """`{"url": "https://…", "title": "A film", "caption": null}`.

    The JSON has the address and not the player, so the front end decides when a browser loads it.
    """

    url = blocks.URLBlock(label="Address of the film, recording or post")
    title = blocks.CharBlock(
        max_length=255, help_text="A description for readers who cannot load it."
    )
    caption = blocks.CharBlock(max_length=500, required=False)

    class Meta:
        icon = "media"

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        return {"url": value["url"], "title": value["title"], "caption": value["caption"] or None}


class ActionBlock(blocks.StructBlock):
    """`{"label": "Sign up", "kind": "newsletter", "url": null}`."""

    label = blocks.CharBlock(max_length=255, label="Label")
    kind = blocks.ChoiceBlock(choices=CallToActionKind.choices, default=CallToActionKind.READ_MORE)
    url = blocks.URLBlock(required=False, label="Web address")

    class Meta:
        icon = "plus-inverse"
        label = "Call to action"

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        return {"label": value["label"], "kind": value["kind"], "url": value["url"] or None}
