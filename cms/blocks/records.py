"""Blocks with a record or a file. The JSON of a record that is not public is None."""

from typing import Any

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock


class QuoteBlock(SnippetChooserBlock):
    """A quote from the archive: the same object as in `quotes`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("cms.Quote", **kwargs)

    class Meta:
        icon = "openquote"

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        return context["render"].quote(value)


class ReferenceBlock(SnippetChooserBlock):
    """A link to a reference, with its facts as stated."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("cms.Reference", **kwargs)

    class Meta:
        icon = "link-external"

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        return context["render"].reference(value)


class IllustrationBlock(blocks.StructBlock):
    """`{"image": {…image, alt text for this place}, "caption": null}`."""

    image = ImageBlock()
    caption = blocks.CharBlock(max_length=500, required=False)

    class Meta:
        icon = "image"
        label = "Picture"

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        chosen = value["image"]
        if chosen is None:
            return None
        alt = "" if chosen.decorative else chosen.contextual_alt_text
        image = context["render"].image(chosen, alt)
        return None if image is None else {"image": image, "caption": value["caption"] or None}


class DocumentBlock(blocks.StructBlock):
    """`{"document": {…link, file}, "caption": null}`."""

    document = DocumentChooserBlock()
    caption = blocks.CharBlock(max_length=500, required=False)

    class Meta:
        icon = "doc-full"

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        document = context["render"].document(value["document"])
        if document is None:
            return None
        return {"document": document, "caption": value["caption"] or None}


class ProgrammeBlock(blocks.StaticBlock):
    """The place of the event's `programme` in the text: `{}`."""

    class Meta:
        icon = "date"
        admin_text = "Shows the programme of this event here."

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        return {}


class PartnersBlock(blocks.StaticBlock):
    """The place of the event's `partners` in the text: `{}`."""

    class Meta:
        icon = "group"
        admin_text = "Shows the partners of this event here."

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        return {}
