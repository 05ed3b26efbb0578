"""The rows that lead to a record, live and in versions, and the same rows turned to another one."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import ReferenceIndex, Revision

from cms.finding.index import kinds
from cms.trash.references import Turn, content_of, turn_row
from cms.trash.rows import Row, relations_to, serialise


class Moved(NamedTuple):
    """A row before and after. `after` is None for one that would say the same twice."""

    before: Row
    after: Row | None


def moved_uses(old: Any, new: Any) -> list[Moved]:
    """What changes when everything that leads to `old` leads to `new`."""
    turn = Turn(type(old), old.pk, new.pk)
    moved = {}
    for row in [*_linked(old), *_in_streams(old), *_in_versions(old)]:
        after = deepcopy(row)
        if turn_row(after, turn):
            moved[row["model"], row["pk"]] = Moved(row, after)
    _clear_itself(moved, new)
    return _once(list(moved.values()), type(old), new)


def _linked(old: Any) -> Iterator[Row]:
    """The rows with a foreign key to it, without its own parts."""
    for relation in relations_to(type(old)):
        if not isinstance(relation.field, ParentalKey):
            rows = relation.related_model._base_manager.filter(**{relation.field.name: old.pk})
            yield from serialise(rows)


def _in_streams(old: Any) -> Iterator[Row]:
    """The rows with blocks of the records that use it."""
    references = ReferenceIndex.get_references_to(old).values_list("content_type", "object_id")
    for content_type_id, pk in set(references):
        model: Any = ContentType.objects.get_for_id(content_type_id).model_class()
        holders = [(model, {"pk": pk})]
        holders += [
            (relation.related_model, {relation.field.name: pk})
            for relation in get_all_child_relations(model)
        ]
        for holder, condition in holders:
            if any(isinstance(field, StreamField) for field in holder._meta.local_fields):
                yield from serialise(holder._base_manager.filter(**condition))


def _in_versions(old: Any) -> Iterator[Row]:
    """The versions that hold its primary key, or a number that looks like it."""
    types = ContentType.objects.get_for_models(*kinds().values()).values()
    versions = Revision.objects.filter(
        content_type__in=types, content__icontains=str(old.pk)
    ).exclude(content_type=ContentType.objects.get_for_model(old), object_id=str(old.pk))
    for revision in versions.iterator(chunk_size=100):
        yield from serialise([revision])


def _clear_itself(moved: dict[Any, Moved], new: Any) -> None:
    """A record that belonged to the other one does not belong to itself."""
    own = moved.get((new._meta.label_lower, new.pk))
    if own is None or own.after is None:
        return
    for field in new._meta.concrete_fields:
        if field.related_model is type(new) and own.after["fields"].get(field.name) == new.pk:
            own.after["fields"][field.name] = None


def _once(moved: list[Moved], model: type[Model], new: Any) -> list[Moved]:
    """A part that then says the same as another part of its record goes."""
    contents: dict[str, list[Any]] = {}
    result = []
    for before, after in moved:
        if after is None or not _is_part(after):
            result.append(Moved(before, after))
            continue
        label = after["model"]
        if label not in contents:
            contents[label] = [content_of(row["fields"]) for row in _others(after, model, new)]
        content = content_of(after["fields"])
        result.append(Moved(before, None if content in contents[label] else after))
        contents[label].append(content)
    return result


def _is_part(row: Row) -> bool:
    fields = apps.get_model(row["model"])._meta.fields
    return any(isinstance(field, ParentalKey) for field in fields)


def _others(row: Row, model: type[Model], new: Any) -> Iterator[Row]:
    """The rows of the same table that lead to the kept record already."""
    table = apps.get_model(row["model"])
    for field in table._meta.fields:
        if field.related_model is model:
            yield from serialise(table._base_manager.filter(**{field.name: new.pk}))
