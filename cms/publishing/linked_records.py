"""What a draft shows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, prefetch_related_objects
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, ReferenceIndex

from cms.models.publication import PublishedByRules


def shown_by(record: Any) -> list[Any]:
    """The pages above `record`, and every record that it names, as it stands here: each once.

    It is read from the fields, lists, blocks and texts of `record`, so a draft need not be saved.
    There is one query for each kind that is named.
    """
    return shown_by_each([record])[0]


def shown_by_each(records: Sequence[Any]) -> list[list[Any]]:
    """What each of `records` shows. The number of queries is that of the kinds that are named."""
    keys = [list(_named_by(record)) for record in records]
    pks_by_model = defaultdict(set)
    for model, pk in chain.from_iterable(keys):
        pks_by_model[model].add(pk)
    named = {
        (model, str(linked.pk)): linked
        for model, pks in pks_by_model.items()
        for linked in _by_pk(model, pks)
    }
    hidden = _hidden_above(records)
    linked_records = []
    for record, keys_of_record in zip(records, keys, strict=True):
        above = [page for page in hidden if _is_above(page, record)]
        linked = [named[key] for key in keys_of_record if key in named]
        linked_records.append(list(_each_once(record, [*above, *linked])))
    return linked_records


def load_lists(records: Sequence[Any]) -> None:
    """Read each list of saved `records` for all records of a kind at once."""
    for model, of_kind in groupby(sorted(records, key=_model_name), key=type):
        names = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
        prefetch_related_objects(list(of_kind), *names)


def _model_name(record: Any) -> str:
    return record._meta.label


def _named_by(record: Any) -> Iterator[tuple[type[Model], str]]:
    # Wagtail reads the references of an object only to write them to its index.
    for content_type, pk, *_where in ReferenceIndex._extract_references_from_object(record):
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is not None and issubclass(model, Page | PublishedByRules):
            yield model, pk


def _each_once(record: Any, linked_records: Iterable[Any]) -> Iterator[Any]:
    unique = {(type(linked), linked.pk): linked for linked in linked_records}
    unique.pop((type(record), record.pk), None)
    return (linked for linked in unique.values() if isinstance(linked, PublishedByRules))


def _by_pk(model: Any, pks: set[str]) -> Any:
    if issubclass(model, Page):
        return Page.objects.filter(pk__in=pks).specific()
    return model._default_manager.filter(pk__in=pks)


def _hidden_above(records: Iterable[Any]) -> list[Page]:
    """The pages above any of `records` that are not public, from the top."""
    paths = {
        record.path[:end]
        for record in records
        if isinstance(record, Page)
        for end in range(Page.steplen, len(record.path or ""), Page.steplen)
    }
    if not paths:
        return []
    return list(Page.objects.filter(path__in=paths, live=False).order_by("path").specific())


def _is_above(page: Page, record: Any) -> bool:
    return isinstance(record, Page) and (record.path or "").startswith(page.path)
