"""The palette of a body: every block an editor can choose, and nothing else."""

from itertools import chain, count

from anyascii import anyascii
from django.utils.text import slugify
from wagtail.blocks import StreamBlock

from .records import (
    DocumentBlock,
    IllustrationBlock,
    PartnersBlock,
    ProgrammeBlock,
    QuoteBlock,
    ReferenceBlock,
)
from .text import (
    ActionBlock,
    EmbedBlock,
    HeadingBlock,
    KeyQuestionsBlock,
    ListBlock,
    ParagraphBlock,
    TableBlock,
)


class BodyBlock(StreamBlock):
    heading = HeadingBlock(group="Text")
    paragraph = ParagraphBlock(group="Text")
    list = ListBlock(group="Text")
    key_questions = KeyQuestionsBlock(group="Text")
    table = TableBlock(group="Text")
    quote = QuoteBlock(group="Records")
    reference = ReferenceBlock(group="Records")
    programme = ProgrammeBlock(group="Records")
    partners = PartnersBlock(group="Records")
    image = IllustrationBlock(group="Files")
    document = DocumentBlock(group="Files")
    embed = EmbedBlock(group="Files")
    call_to_action = ActionBlock(group="Files")

    def get_api_representation(self, value, context=None):
        """`[{id, type, value}]`, without the blocks whose record is not public."""
        blocks = []
        anchors: set[str] = set()
        for child in value or ():
            shown = child.block.get_api_representation(child.value, context=context)
            if shown is None:
                continue
            if child.block_type == "heading":
                shown["anchor"] = anchor_of(shown["text"], anchors)
                anchors.add(shown["anchor"])
            blocks.append({"id": child.id, "type": child.block_type, "value": shown})
        return blocks


def anchor_of(text: str, taken: set[str]) -> str:
    """A name for a heading that no other one of its body has: "context", "context-2"."""
    wanted = slugify(anyascii(text)) or "section"
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(name for name in chain([wanted], numbered) if name not in taken)
