"""The texts of a version, each with its place, read from what is stored: no query."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import CharField, Field, SlugField, TextField, URLField
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.text.markup import plain_text

Content = dict[str, Any]
# They hold text, and no words of a language.
NO_WORDS = ("code", "internal_notes", "time_zone", "same_as", "language")
# What every page has, and what is no text of this archive.
OF_PAGES = {field.name for field in Page._meta.concrete_fields} - {
    *("title", "seo_title", "search_description")
}
NO_WORDS_OF_BLOCKS = ("id", "type", "level", "kind", "url")


class Text(NamedTuple):
    """A text of a version: `key` is its place in all versions, `label` names it for editors."""

    key: str
    label: str
    value: str


def texts_of(content: Content, model: Any) -> Iterator[Text]:
    """The texts of a version in the order of its model, and those of its parts."""
    for field in _text_fields(model):
        yield from _texts_in(field, content.get(field.name))
    for relation in get_all_child_relations(model):
        part = relation.related_model
        if part._meta.model_name == "comment" or part._meta.model_name.endswith("source"):
            continue
        name = str(capfirst(part._meta.verbose_name))
        for number, row in enumerate(content.get(relation.get_accessor_name()) or [], start=1):
            place = f"{relation.get_accessor_name()}.{row.get('pk') or number}"
            for field in _text_fields(part):
                for text in _texts_in(field, row.get(field.name)):
                    yield Text(f"{place}.{text.key}", f"{name} {number}: {text.label}", text.value)


def _text_fields(model: Any) -> list[Field]:
    return [field for field in model._meta.concrete_fields if _holds_words(field)]


def _holds_words(field: Field) -> bool:
    if field.name in (*NO_WORDS, *OF_PAGES) or not field.editable or field.choices:
        return False
    is_text = isinstance(field, CharField | TextField | StreamField)
    limited = (field.max_length or 255) >= 200  # shorter ones hold codes
    return is_text and limited and not isinstance(field, SlugField | URLField)


def _texts_in(field: Field, value: Any) -> Iterator[Text]:
    label = str(capfirst(field.verbose_name))
    if not isinstance(field, StreamField):
        if value:
            yield Text(field.name, label, str(value))
        return
    blocks = json.loads(value) if isinstance(value, str) and value else value or []
    for number, block in enumerate(blocks, start=1):
        if text := "\n".join(_words_in(block.get("value"))):
            kind = field.stream_block.child_blocks.get(block.get("type"))
            named = str(kind.label if kind else block.get("type")).lower()
            place = block.get("id") or number
            yield Text(f"{field.name}.{place}", f"{label}, block {number} ({named})", text)


def _words_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if text := plain(value):
            yield text
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in NO_WORDS_OF_BLOCKS:
                yield from _words_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words_in(inner)


def plain(markup: str) -> str:
    """The words of rich text, a paragraph a line."""
    lines = plain_text(markup, "\n").splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def same_texts(one: Content, other: Content, model: Any) -> bool:
    pairs = (
        [(text.key, text.value) for text in texts_of(content, model)] for content in (one, other)
    )
    return next(pairs) == next(pairs)
