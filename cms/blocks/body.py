"""The body: all blocks that an editor can choose."""

from collections.abc import Iterable
from itertools import chain, count
from typing import Any

from wagtail.blocks import StreamBlock

from cms.text.slugs import slug_of

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

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        """`[{id, type, value}]`, without the blocks whose record is not public."""
        blocks = []
        anchors: set[str] = set()
        for child in value or ():
            data = child.block.get_api_representation(child.value, context=context)
            if data is None:
                continue
            if child.block_type == "heading":
                data["anchor"] = anchor_of(data["text"], anchors)
                anchors.add(data["anchor"])
            blocks.append({"id": child.id, "type": child.block_type, "value": data})
        return blocks


def records_in(body: Any, kind: str) -> list[Any]:
    """The quotes, references or documents that `body` shows, in its order, each once."""
    values = [block.value for block in body if block.block_type == kind]
    records = [value["document"] if kind == "document" else value for value in values]
    return unique(records)


def unique(records: Iterable[Any]) -> list[Any]:
    return list({record.pk: record for record in records if record is not None}.values())


def anchor_of(text: str, taken: set[str]) -> str:
    """A unique name for a heading of a body: "context", "context-2"."""
    name = slug_of(text) or "section"
    numbered = (f"{name}-{number}" for number in count(2))
    return next(anchor for anchor in chain([name], numbered) if anchor not in taken)
