"""The content of a record as values that can be merged, and each conflict in words."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.text import capfirst
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField

from cms.concurrent.three_way import MISSING, Conflict
from cms.text.markup import plain_text

# Of a part: its place follows from the list, and its record is the one that is edited.
PLACE = "sort_order"


def content_of(record: Any) -> dict[str, Any]:
    """The content of `record` in JSON. A StreamField is a list of blocks, and not a string."""
    content = json.loads(json.dumps(record.serializable_data(), cls=DjangoJSONEncoder))
    return _taken_apart(type(record), content)


def with_content(record: Any, content: dict[str, Any]) -> Any:
    """`record` with merged `content`: what `content_of` has taken apart is put together again."""
    return record.with_content_json(_put_together(type(record), content))


def _taken_apart(model: Any, content: dict[str, Any]) -> dict[str, Any]:
    """Parts lose their places, which differ when anything stands before them."""
    apart = {**content}
    for name in _stream_names(model):
        apart[name] = json.loads(content[name] or "[]")
    for name, part in _parts(model, content):
        apart[name] = [_taken_apart(part, {**item, PLACE: None}) for item in content[name]]
    return apart


def _put_together(model: Any, content: dict[str, Any]) -> dict[str, Any]:
    whole = {**content}
    for name in _stream_names(model):
        whole[name] = json.dumps(content[name])
    for name, part in _parts(model, content):
        items = enumerate(content[name])
        whole[name] = [_put_together(part, {**item, PLACE: place}) for place, item in items]
    return whole


def _stream_names(model: Any) -> list[str]:
    return [one.name for one in model._meta.concrete_fields if isinstance(one, StreamField)]


def _parts(model: Any, content: dict[str, Any]) -> list[tuple[str, Any]]:
    """`(name, model)` of each list of ordered parts."""
    return [
        (relation.get_accessor_name(), relation.related_model)
        for relation in get_all_child_relations(model)
        if relation.get_accessor_name() in content
        and any(one.name == PLACE for one in relation.related_model._meta.concrete_fields)
    ]


def label_of(record: Any, conflict: Conflict) -> str:
    """Where the conflict is, as the form calls it: "Partnership 2 › Role"."""
    first, *rest = conflict.path
    relations = {one.get_accessor_name(): one for one in get_all_child_relations(type(record))}
    if first not in relations:
        label = str(capfirst(record._meta.get_field(first).verbose_name))
        return f"{label} › order" if rest[-1:] == ["order"] else label
    model = relations[first].related_model
    label = str(capfirst(model._meta.verbose_name))
    if rest[1:]:
        return f"{label} › {capfirst(model._meta.get_field(rest[1]).verbose_name)}"
    return f"{label} › order" if rest == ["order"] else label


def words_of(record: Any, conflict: Conflict, value: Any) -> str:
    """A value as an editor knows it. "" for nothing."""
    if value is MISSING:
        return "Removed"
    if conflict.path[-1] == "order":
        return f"An order of {len(value)} items"
    model: Any = type(record)
    name, *rest = conflict.path
    relations = {one.get_accessor_name(): one for one in get_all_child_relations(model)}
    if name in relations:
        model = relations[name].related_model
        if not rest[1:]:
            return "\n".join(_lines_of_part(model, value))
        return _of_field(model, rest[1], value)
    # What lies deeper is no block: an item of a list, or a part of a block.
    return _of_field(model, name, value, is_block=len(rest) == 1)


def _lines_of_part(model: Any, part: dict[str, Any]) -> Iterator[str]:
    """Each field of a part that holds something, with its label."""
    for field in model._meta.concrete_fields:
        if not isinstance(field, ParentalKey) and (
            text := _of_field(model, field.name, part.get(field.name))
        ):
            yield f"{capfirst(field.verbose_name)}: {text}"


def _of_field(model: Any, name: str, value: Any, *, is_block: bool = False) -> str:
    """The words for the value of one field of `model`, or for a block of a stream."""
    field = model._meta.get_field(name)
    if not getattr(field, "editable", False) or value in (None, "", []):
        return ""
    if field.is_relation:
        return str(field.related_model._default_manager.filter(pk=value).first() or value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(field, StreamField) and is_block:
        block = field.stream_block.child_blocks[value["type"]]
        value = block.render(block.to_python(value["value"]))
    choices = dict(getattr(field, "flatchoices", ()))
    return "\n".join(_texts(choices.get(value, value) if isinstance(value, str) else value))


def _texts(value: Any) -> Iterator[str]:
    """The texts in a value of JSON, without the ids and types of blocks."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in ("id", "type"):
                yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif value not in (None, ""):
        yield plain_text(str(value), "\n")
