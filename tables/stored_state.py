"""What records say now, as content: the newest version, whether it is published or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from modelcluster.models import (
    ClusterableModel,
    get_all_child_relations,
    get_serializable_data_for_fields,
)
from wagtail.models import RevisionMixin

from archive.batches import in_batches
from tables.columns.base import Content

OWN = ("pk", "locale", "translation_key", "series", "uid")


@dataclass(frozen=True)
class State:
    record: Any
    content: Content

    @property
    def is_live(self) -> bool:
        return getattr(self.record, "live", True)

    @property
    def has_draft(self) -> bool:
        """Whether a published record has changes that are not published."""
        return self.is_live and getattr(self.record, "has_unpublished_changes", False)


def states_of(records: QuerySet, pks: list[int]) -> Iterator[State]:
    """Those of `records` with these pks, in this order, in a few queries for each part."""
    model: Any = records.model
    if issubclass(model, RevisionMixin):
        records = records.select_related("latest_revision")
    if issubclass(model, ClusterableModel):
        relations = [each.get_accessor_name() for each in get_all_child_relations(model)]
        records = records.prefetch_related(*relations)
    for part in in_batches(pks):
        found = records.in_bulk(part)
        yield from (State(found[pk], content_of(found[pk])) for pk in part if pk in found)


def content_of(record: Any) -> Content:
    """The content of the draft if there is one, else of the record itself."""
    if getattr(record, "has_unpublished_changes", False) and record.latest_revision:
        # Where it lies and what it translates belong to the record and not to a version of it.
        own = get_serializable_data_for_fields(record)
        fixed = {name: own[name] for name in OWN if name in own}
        return {**record.latest_revision.content, **fixed}
    if isinstance(record, ClusterableModel):
        return record.serializable_data()
    return get_serializable_data_for_fields(record)
