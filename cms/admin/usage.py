"""What uses a record, and therefore prevents its deletion."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex

from cms.models import Identified

MAX_NAMES = 3


def named(records: Iterable[Model], count: int | None = None) -> str:
    """The first names of `count` records: "“A”, “B”, “C” and 4 more"."""
    names = [f"“{record}”" for record in records]
    more = (count or len(names)) - MAX_NAMES
    return ", ".join(names[:MAX_NAMES]) + (f" and {more} more" if more > 0 else "")


def users_of(record: Model, together: Iterable[Model] = ()) -> list[tuple[type[Model], str]]:
    """The content that uses `record` in a field, a list or a text, as (model, key).

    Records that are deleted `together` with it do not count. Redirects and the like do not count
    either, because they are deleted with their target.
    """
    deleted = {_key(other) for other in [record, *together]}
    references = ReferenceIndex.get_references_to(record).order_by("base_content_type", "pk")
    users = []
    for content_type_id, pk in references.values_list("base_content_type", "object_id"):
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model is not None and issubclass(model, (Identified, Page)):
            users.append((model, pk))
    return [user for user in dict.fromkeys(users) if user not in deleted]


def _key(record: Model) -> tuple[type[Model], str]:
    return (Page if isinstance(record, Page) else type(record)), str(record.pk)


def why_kept(record: Any, together: Iterable[Model] = ()) -> str:
    """Why `record` cannot be deleted, and what to do. "" when it can be deleted."""
    if isinstance(record, Page) and (below := _pages_below(record, together)):
        verb = "are" if len(below) > 1 else "is"
        return (
            f"“{record}” cannot be deleted, because {named(below)} {verb} below it. Move or delete "
            f"the pages below it first, or unpublish “{record}”."
        )
    if users := users_of(record, together):
        first = [model._default_manager.get(pk=pk) for model, pk in users[:MAX_NAMES]]
        verb = "use" if len(users) > 1 else "uses"
        or_else = f", or unpublish “{record}”" if hasattr(record, "live") else ""
        return (
            f"“{record}” cannot be deleted, because {named(first, len(users))} {verb} it. "
            f"Remove it there first{or_else}."
        )
    return ""


def _pages_below(page: Page, together: Iterable[Model]) -> list[Page]:
    deleted = {other.pk for other in together if isinstance(other, Page)}
    return [child for child in page.get_children() if child.pk not in deleted]
