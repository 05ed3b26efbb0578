"""A record as the rows of its tables, and back."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db.models import CASCADE, Model
from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex
from wagtail.search import index as search

from cms.finding import index as finder
from cms.models import Identified

Row = dict[str, Any]  # {"model": "cms.theme", "pk": 3, "fields": {"label": "Peace", …}}
Key = tuple[str, Any]

# Plenary makes these again, or they belong to moderation that has ended.
LEFT_OUT = {
    "wagtailsearch.indexentry",
    "wagtailsearch.sqliteftsindexentry",
    "cms.customrendition",
    "cms.schedulefailure",
    "wagtailadmin.editingsession",
    "wagtailcore.workflowstate",
    "wagtailcore.taskstate",
}


def serialise(objects: Iterable[Any]) -> list[Row]:
    return json.loads(serializers.serialize("json", objects))


def key_of(row: Row) -> Key:
    return row["model"], row["pk"]


def digest_of(row: Row) -> str:
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()


def own_rows(record: Model) -> list[Row]:
    """The rows of `record`: its own, those of its ordered parts, its versions and tags."""
    return serialise(_distinct(_gather(record, with_links=False)))


def all_rows(record: Model) -> list[Row]:
    """Those, and everything that is deleted with it, such as redirects to a page."""
    return serialise(_distinct(_gather(record, with_links=True)))


def _distinct(objects: Iterable[Model]) -> list[Model]:
    return list({(type(one), one.pk): one for one in objects}.values())


def _gather(record: Any, *, with_links: bool) -> Iterator[Model]:
    for parent in record._meta.get_parent_list():
        yield parent._base_manager.get(pk=record.pk)
    yield record
    for relation in relations_to(type(record)):
        is_part = isinstance(relation.field, ParentalKey)
        goes_too = with_links and relation.on_delete is CASCADE
        model = relation.related_model
        if (is_part or goes_too) and not issubclass(model, (Identified, Page)) and _is_kept(model):
            for part in model._base_manager.filter(**{relation.field.name: record.pk}):
                yield from _gather(part, with_links=with_links)
    for field in record._meta.private_fields:
        if hasattr(field, "bulk_related_objects") and _is_kept(field.related_model):
            yield from field.bulk_related_objects([record])


def relations_to(model: type[Model]) -> list[Any]:
    """The foreign keys to `model`, also those without a name on its side."""
    return [
        field
        for field in model._meta.get_fields(include_hidden=True)
        if field.auto_created and not field.concrete and (field.one_to_many or field.one_to_one)
    ]


def _is_kept(model: type[Model]) -> bool:
    return model._meta.label_lower not in LEFT_OUT


def current(key: Key) -> Row | None:
    """The row as it is now."""
    label, pk = key
    rows = serialise(apps.get_model(label)._base_manager.filter(pk=pk))
    return rows[0] if rows else None


def write(rows: Iterable[Row]) -> None:
    """Put these rows into their tables, with the same numbers. The log hears of each."""
    for restored in serializers.deserialize("python", list(rows)):
        restored.save()


def holder_of(row: Row) -> Key | None:
    """The record that has the row as its own or as one of its parts."""
    model = apps.get_model(row["model"])
    for field in model._meta.fields:
        if isinstance(field, ParentalKey):
            return field.related_model._meta.label_lower, row["fields"][field.name]
    return key_of(row) if issubclass(model, Identified) else None


def index_again(keys: Iterable[Key]) -> None:
    """After rows were written past the models: the indexes of uses, words and names."""
    for label, pk in dict.fromkeys(keys):
        model: Any = apps.get_model(label)
        record = model._default_manager.filter(pk=pk).first()
        if record is not None:
            ReferenceIndex.create_or_update_for_object(record)
            search.insert_or_update_object(record)
            finder.write([record])
