"""The palette of a body: every block an editor can choose, and nothing else."""

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
        for child in value or ():
            shown = child.block.get_api_representation(child.value, context=context)
            if shown is not None:
                blocks.append({"id": child.id, "type": child.block_type, "value": shown})
        return blocks
