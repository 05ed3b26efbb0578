"""What a draft shows."""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from cms.models.publication import PublishedByRules


def shown_by(record: Any) -> list[Any]:
    """The pages above `record`, and every record that it names, as it stands here: each once.

    It is read from the fields, lists, blocks and texts of `record`, so a draft need not be saved.
    There is one query for each kind that is named.
    """
    # Wagtail reads the references of an object only to write them to its index.
    references = ReferenceIndex._extract_references_from_object(record)
    keys = [
        (ContentType.objects.get_for_id(content_type).model_class(), pk)
        for content_type, pk, *_where in references
    ]
    wanted = defaultdict(set)
    for model, pk in keys:
        if model is not None and issubclass(model, Page | PublishedByRules):
            wanted[model].add(pk)
    records = {
        (model, str(linked.pk)): linked
        for model, pks in wanted.items()
        for linked in _by_pk(model, pks)
    }
    shown = [*_pages_above(record), *(records[key] for key in keys if key in records)]
    unique = {(type(linked), linked.pk): linked for linked in shown}
    unique.pop((type(record), record.pk), None)
    return [linked for linked in unique.values() if isinstance(linked, PublishedByRules)]


def _by_pk(model: Any, pks: set[str]) -> Any:
    if issubclass(model, Page):
        return Page.objects.filter(pk__in=pks).specific()
    return model._default_manager.filter(pk__in=pks)


def _pages_above(record: Any) -> list[Page]:
    if not isinstance(record, Page) or not record.path:
        return []
    return list(record.get_ancestors().filter(live=False).specific())
