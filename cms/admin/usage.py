"""Who uses a record: what a deletion would silently take something away from."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex

from cms.models import Identified

NAMED = 3


def named(records: Iterable[Model], count: int | None = None) -> str:
    """The first few by name, of `count` or as many as there are: "“A”, “B”, “C” and 4 more"."""
    names = [f"“{record}”" for record in records]
    more = (count or len(names)) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")


def users_of(record: Model, together: Iterable[Model] = ()) -> list[tuple[type[Model], str]]:
    """The content that leads to `record`, in a field, a list or a text, as (model, key).

    What is deleted `together` with it does not count, nor redirects and the like, which go with
    what they lead to.
    """
    going = {_key(each) for each in [record, *together]}
    references = ReferenceIndex.get_references_to(record).order_by("base_content_type", "pk")
    found = []
    for content_type_id, pk in references.values_list("base_content_type", "object_id"):
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model is not None and issubclass(model, (Identified, Page)):
            found.append((model, pk))
    return [user for user in dict.fromkeys(found) if user not in going]


def _key(record: Model) -> tuple[type[Model], str]:
    return (Page if isinstance(record, Page) else type(record)), str(record.pk)


def why_kept(record: Any, together: Iterable[Model] = ()) -> str:
    """Why `record` cannot be deleted and what to do; nothing when it can be."""
    if isinstance(record, Page) and (below := _pages_below(record, together)):
        verb = "stand" if len(below) > 1 else "stands"
        return (
            f"“{record}” cannot be deleted, because {named(below)} {verb} under it. Move or delete "
            f"what stands there first, or unpublish “{record}”."
        )
    if users := users_of(record, together):
        first = [model._default_manager.get(pk=pk) for model, pk in users[:NAMED]]
        verb = "use" if len(users) > 1 else "uses"
        or_else = ", or unpublish it" if hasattr(record, "live") else ""
        return (
            f"“{record}” cannot be deleted, because {named(first, len(users))} {verb} it. "
            f"Take it out there first{or_else}."
        )
    return ""


def _pages_below(page: Page, together: Iterable[Model]) -> list[Page]:
    going = {each.pk for each in together if isinstance(each, Page)}
    return [child for child in page.get_children() if child.pk not in going]
