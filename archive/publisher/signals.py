"""Marks what changes: the beginning of every publish.

Wagtail's publish signals are not enough. A move, a deleted snippet, a view restriction or an alias
sends other signals or none. But each of them saves or deletes a row.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from modelcluster.fields import ParentalKey
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
)
from wagtail.signals import post_page_move

from archive.publisher.after_commit import mark
from archive.publisher.dependencies import descendants
from archive.publisher.pending import Identity
from archive.registry import registry

# Fields that only editors see. A save of these alone, as of a draft, changes nothing in public.
BOOKKEEPING = frozenset(
    {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
    }
)


def connect() -> None:
    post_save.connect(note_save, dispatch_uid="archive.note_save")
    post_delete.connect(note_change, dispatch_uid="archive.note_delete")
    post_page_move.connect(note_change, dispatch_uid="archive.note_move")


def note_save(
    sender: type[Model], instance: Model, update_fields: Iterable[str] | None = None, **kwargs: Any
) -> None:
    if update_fields is not None and BOOKKEEPING.issuperset(update_fields):
        return
    note_change(sender, instance)


def note_change(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Mark every record whose document may change with `instance`."""
    if identities := list(identities_of(instance)):
        mark(identities)


def identities_of(instance: Model) -> Iterator[Identity]:
    match instance:
        case Page():
            yield from _page(instance)
        case PageViewRestriction():
            yield from _page(instance.page)
        case CollectionViewRestriction():
            yield from _files_in(instance.collection)
        case Collection():
            yield from _files_in(instance)
        case Site():
            yield from _everything(Page)
        case Locale():
            yield from _everything(Model)
        case _:
            yield from _record_or_part(instance)


def _page(page: Page) -> Iterator[Identity]:
    resource = registry.of_model(page.specific_class)
    if resource is None:
        yield from descendants([page.pk])
    else:
        yield resource.kind, page.pk


def _files_in(collection: Collection) -> Iterator[Identity]:
    below = Collection.objects.filter(path__startswith=collection.path)
    for resource in registry:
        if hasattr(resource.model, "collection_id"):
            files = resource.model._default_manager.filter(collection__in=below)
            yield from ((resource.kind, pk) for pk in files.values_list("pk", flat=True))


def _everything(model: type[Model]) -> Iterator[Identity]:
    for resource in registry:
        if issubclass(resource.model, model):
            every = resource.model._default_manager.values_list("pk", flat=True)
            yield from ((resource.kind, pk) for pk in every)


def _record_or_part(instance: Model) -> Iterator[Identity]:
    """A snippet or file itself, or the record that has `instance` as an ordered child."""
    resource = registry.of_model(type(instance))
    if resource is not None:
        yield resource.kind, instance.pk
        return
    for parental_key in _parental_keys(type(instance)):
        parent = registry.of_model(parental_key.related_model)
        if parent is not None:
            yield parent.kind, getattr(instance, parental_key.attname)


def _parental_keys(model: type[Model]) -> list[ParentalKey]:
    return [field for field in model._meta.fields if isinstance(field, ParentalKey)]
