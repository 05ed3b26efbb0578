"""The current content of records: the newest version, published or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
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
class StoredState:
    record: Any
    content: Content

    @property
    def is_live(self) -> bool:
        return getattr(self.record, "live", True)

    @property
    def is_scheduled(self) -> bool:
        """Whether publishing the content makes it public only later."""
        go_live_at = self.content.get("go_live_at")
        if isinstance(go_live_at, str):
            go_live_at = parse_datetime(go_live_at)
        return go_live_at is not None and go_live_at > timezone.now()

    @property
    def has_draft(self) -> bool:
        """Whether a published record has changes that are not published."""
        return self.is_live and getattr(self.record, "has_unpublished_changes", False)


def states_of(records: QuerySet, pks: list[int]) -> Iterator[StoredState]:
    """The states of the `records` with these primary keys, in order, in a few queries a batch."""
    model: Any = records.model
    if issubclass(model, RevisionMixin):
        records = records.select_related("latest_revision")
    if issubclass(model, ClusterableModel):
        relations = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
        records = records.prefetch_related(*relations)
    for part in in_batches(pks):
        records_by_pk = records.in_bulk(part)
        yield from (
            StoredState(records_by_pk[pk], content_of(records_by_pk[pk]))
            for pk in part
            if pk in records_by_pk
        )


def content_of(record: Any) -> Content:
    """The content of the draft, or of the record when it has no draft."""
    if getattr(record, "has_unpublished_changes", False) and record.latest_revision:
        # The place in the tree and the translation belong to the record and not to a version.
        own = get_serializable_data_for_fields(record)
        fixed = {name: own[name] for name in OWN if name in own}
        return {**record.latest_revision.content, **fixed}
    if isinstance(record, ClusterableModel):
        return record.serializable_data()
    return get_serializable_data_for_fields(record)
