"""The texts of public content, without hidden records in them."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model

from api.rendering.rich_text import public_html
from cms.blocks import BodyBlock
from cms.models import CustomDocument, CustomImage, Person, Quote, Reference

Raw = dict[str, Any]


class PublicTexts:
    """Cleans stored streams, block by block."""

    def __init__(self, public: dict[type[Model], set[int]], pages: set[int]) -> None:
        self.public, self.pages = public, pages

    def of(self, stream: list[Raw]) -> list[Raw]:
        """`stream` without the blocks that are not public."""
        blocks = (self._block(block) for block in stream or ())
        return [block for block in blocks if block is not None]

    def _block(self, block: Raw) -> Raw | None:
        kind, value = block["type"], block["value"]
        if kind in CHOSEN:
            model, find = CHOSEN[kind]
            return block if find(value) in self.public[model] else None
        if kind in RICH:
            return {**block, "value": RICH[kind](value, self._html)}
        return block if kind in BodyBlock.base_blocks else None

    def _html(self, html: str) -> str:
        return public_html(html, self._is_public)

    def _is_public(self, kind: str, pk: int) -> bool:
        return pk in (self.pages if kind == "page" else self.public[CustomDocument])


def _in_list(value: Any, clean: Callable[[str], str]) -> Any:
    items = [
        {**item, "value": clean(item["value"])} if isinstance(item, dict) else clean(item)
        for item in value["items"]
    ]
    return {**value, "items": items}


def _in_table(value: Any, clean: Callable[[str], str]) -> Any:
    is_rich = [column["type"] == "rich_text" for column in value["columns"]]
    rows = [
        {
            **row,
            "values": [
                clean(cell) if rich and cell else cell
                for rich, cell in zip(is_rich, row["values"], strict=True)
            ],
        }
        for row in value["rows"]
    ]
    return {**value, "rows": rows}


# The record that a block shows, and how to read its id from the value.
CHOSEN: dict[str, tuple[Any, Callable[[Any], Any]]] = {
    "quote": (Quote, lambda value: value),
    "reference": (Reference, lambda value: value),
    "image": (CustomImage, lambda value: (value["image"] or {}).get("image")),
    # A body has a document with a caption, the programme has a document alone.
    "document": (
        CustomDocument,
        lambda value: value["document"] if isinstance(value, dict) else value,
    ),
    "person": (Person, lambda value: value),
}
# How to clean the rich text in the value of a block.
RICH: dict[str, Callable[[Any, Callable[[str], str]], Any]] = {
    "paragraph": lambda value, clean: clean(value),
    "list": _in_list,
    "table": _in_table,
}
