"""Where stored rows and versions lead to a record: in fields, in parts and in blocks."""

import json
from collections.abc import Iterable
from copy import deepcopy
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey, Model
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from cms.text.markup import Target, with_target

Fields = dict[str, Any]
# Two parts that differ in these alone are the same part twice.
OF_PLACE = ("pk", "id", "sort_order", "uid")


class Turn(NamedTuple):
    """What leads to `old`, a number of `model`, shall lead to `new`."""

    model: type[Model]
    old: Any
    new: Any

    @property
    def target(self) -> Target | None:
        """The link in rich text: of what is turned, texts lead to pages alone."""
        return ("page", self.old) if self.model is Page else None


def turn_row(row: dict[str, Any], turn: Turn) -> bool:
    """Turn the references of a serialised row. Returns whether there were any."""
    model = apps.get_model(row["model"])
    if model is Revision:
        kind: Any = ContentType.objects.get_for_id(row["fields"]["content_type"]).model_class()
        return kind is not None and turn_content(row["fields"]["content"], kind, turn)
    return _turn_fields(row["fields"], model, turn)


def turn_content(content: Fields, model: type[Model], turn: Turn) -> bool:
    """The same for the content of a version, with its parts."""
    turned = _turn_fields(content, model, turn)
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        parts = content.get(name) or []
        of_parts = [turn_content(part, relation.related_model, turn) for part in parts]
        if any(of_parts):
            content[name] = _without_doubles(parts, of_parts)
            turned = True
    return turned


def _turn_fields(fields: Fields, model: type[Model], turn: Turn) -> bool:
    turned = False
    for field in model._meta.concrete_fields:
        value = fields.get(field.name)
        if isinstance(field, ForeignKey) and field.related_model is turn.model:
            if value == turn.old:
                itself = model is turn.model and fields.get("pk") == turn.new
                fields[field.name] = None if itself else turn.new
                turned = True
        elif isinstance(field, StreamField) and value:
            raw = json.loads(value) if isinstance(value, str) else value
            raw, was_there = _turn_block(field.stream_block, raw, turn)
            if was_there:
                fields[field.name] = json.dumps(raw)
                turned = True
    return turned


def _turn_block(block: blocks.Block, value: Any, turn: Turn) -> tuple[Any, bool]:
    """The stored value of a block, with its references turned."""
    if isinstance(block, blocks.ChooserBlock):
        is_it = block.model_class is turn.model and value == turn.old
        return (turn.new, True) if is_it else (value, False)
    if isinstance(block, blocks.RichTextBlock) and isinstance(value, str):
        text = with_target(value, turn.target, turn.new) if turn.target else value
        return text, text != value
    if isinstance(block, TypedTableBlock) and isinstance(value, dict):
        return _turn_table(block, value, turn)
    if isinstance(block, blocks.StructBlock) and isinstance(value, dict):
        pairs = {
            name: _turn_block(block.child_blocks[name], inner, turn)
            for name, inner in value.items()
            if name in block.child_blocks
        }
        turned = any(was_there for _inner, was_there in pairs.values())
        return {**value, **{name: inner for name, (inner, _) in pairs.items()}}, turned
    if isinstance(block, blocks.StreamBlock | blocks.ListBlock) and isinstance(value, list):
        results = [_turn_item(block, item, turn) for item in value]
        was_there = [of_item for _item, of_item in results]
        items = [item for item, _of_item in results]
        return (_without_doubles(items, was_there) if any(was_there) else value), any(was_there)
    return value, False


def _turn_table(block: TypedTableBlock, table: Fields, turn: Turn) -> tuple[Fields, bool]:
    """A table whose cells are turned. Rows that say the same stay: they are rows of a table."""
    columns = [block.child_blocks.get(column["type"]) for column in table["columns"]]
    rows, turned = [], False
    for row in table["rows"]:
        cells = [
            _turn_block(column, cell, turn) if column else (cell, False)
            for column, cell in zip(columns, row["values"], strict=True)
        ]
        rows.append({**row, "values": [cell for cell, _was_there in cells]})
        turned |= any(was_there for _cell, was_there in cells)
    return {**table, "rows": rows}, turned


def _turn_item(block: Any, item: Any, turn: Turn) -> tuple[Any, bool]:
    if not isinstance(item, dict) or "value" not in item:
        return item, False
    is_list = isinstance(block, blocks.ListBlock)
    child = block.child_block if is_list else block.child_blocks.get(item.get("type"))
    if child is None:
        return item, False
    inner, was_there = _turn_block(child, item["value"], turn)
    return {**item, "value": inner}, was_there


def _without_doubles(parts: list[Any], turned: list[bool]) -> list[Any]:
    """The parts, without a turned one that says the same as another one."""
    pairs = list(zip(parts, turned, strict=True))
    contents = [content_of(part) for part, was_turned in pairs if not was_turned]
    kept = []
    for part, was_turned in pairs:
        if was_turned and content_of(part) in contents:
            continue
        if was_turned:
            contents.append(content_of(part))
        kept.append(part)
    return kept


def content_of(part: Any) -> Any:
    """What a part says, without its number and its place."""
    if not isinstance(part, dict):
        return part
    return {name: value for name, value in part.items() if name not in OF_PLACE}


def leads_to(rows: Iterable[dict[str, Any]], keys: Iterable[tuple[str, Any]]) -> bool:
    """Whether one of the rows leads to one of these records."""
    turns = [Turn(apps.get_model(label), pk, None) for label, pk in keys]
    return any(turn_row(deepcopy(row), turn) for row in rows for turn in turns)
