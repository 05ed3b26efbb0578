"""Let a translation lead to the translations of what it names."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import ForeignKey
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField
from wagtail.models import Page, TranslatableMixin

from cms.text.markup import targets_in
from cms.trash.references import Turn, turn_content

Content = dict[str, Any]

Key = tuple[Any, Any]  # the model and the number of a record


def named_in(content: Content, model: Any) -> Iterator[Key]:
    """The translatable records that a version names in fields, parts and blocks. No query."""
    for field in model._meta.concrete_fields:
        value = content.get(field.name)
        if isinstance(field, ForeignKey) and value and _is_translatable(field.related_model):
            yield field.related_model, value
        elif isinstance(field, StreamField) and value:
            raw = json.loads(value) if isinstance(value, str) else value
            yield from _named_in_block(field.stream_block, raw)
    for relation in get_all_child_relations(model):
        for part in content.get(relation.get_accessor_name()) or []:
            yield from named_in(part, relation.related_model)


def _named_in_block(block: Any, value: Any) -> Iterator[Key]:
    if isinstance(block, blocks.ChooserBlock):
        if value and _is_translatable(block.model_class):
            yield block.model_class, value
    elif isinstance(block, blocks.RichTextBlock) and isinstance(value, str):
        yield from ((Page, pk) for kind, pk in targets_in(value) if kind == "page")
    elif isinstance(block, TypedTableBlock) and isinstance(value, dict):
        names = [column["type"] for column in value["columns"]]
        for row in value["rows"]:
            for name, cell in zip(names, row["values"], strict=True):
                yield from _named_in_block(block.child_blocks.get(name), cell)
    elif isinstance(block, blocks.StructBlock) and isinstance(value, dict):
        for name, inner in value.items():
            yield from _named_in_block(block.child_blocks.get(name), inner)
    elif isinstance(block, blocks.StreamBlock | blocks.ListBlock) and isinstance(value, list):
        is_list = isinstance(block, blocks.ListBlock)
        for item in value:
            child = block.child_block if is_list else block.child_blocks.get(item.get("type"))
            yield from _named_in_block(child, item.get("value") if child else None)


def _is_translatable(model: Any) -> bool:
    return issubclass(model, TranslatableMixin)


def translations_of(named: Iterable[Key], locale: Any) -> dict[Key, Any]:
    """The translation of each into `locale`. Two queries for each kind."""
    by_model = defaultdict(set)
    for model, pk in named:
        by_model[model].add(pk)
    translations: dict[Key, Any] = {}
    for model, pks in by_model.items():
        keys = dict(model._default_manager.filter(pk__in=pks).values_list("pk", "translation_key"))
        translated = model._default_manager.filter(translation_key__in=keys.values(), locale=locale)
        by_key = {translation.translation_key: translation for translation in translated}
        translations |= {(model, pk): by_key[key] for pk, key in keys.items() if key in by_key}
    return translations


def with_links(translation: Any) -> Any:
    """The newest version of `translation`, leading to translations where there are some. The same
    object when there is nothing to change."""
    draft = translation.get_latest_revision_as_object()
    content = draft.serializable_data()
    turned = False
    named = set(named_in(content, type(draft)))
    for (model, pk), other in translations_of(named, translation.locale).items():
        for kind in {model, *_parents_of(model)}:
            turned |= other.pk != pk and turn_content(
                content, type(draft), Turn(kind, pk, other.pk)
            )
    return draft.with_content_json(content) if turned else translation


def lead_to_translations(translation: Any, user: Any = None) -> Any:
    """Save the draft of `translation` with its links turned, if any turns. Returns the draft."""
    linked = with_links(translation)
    if linked is not translation:
        linked.save_revision(user=user, changed=True)
        if not translation.live and not isinstance(translation, Page):
            linked.save()
    return linked


def _parents_of(model: Any) -> set[Any]:
    """A field for any page names the table of all pages."""
    return {Page} if issubclass(model, Page) else set()
