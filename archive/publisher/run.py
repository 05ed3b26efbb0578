"""One publish run: render, compare, append."""

import logging
from collections.abc import Iterator, Sequence, Set
from datetime import datetime
from functools import cached_property, partial
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import TranslatableMixin

from archive.batches import in_batches, with_related
from archive.encoding import digest_of, encode_again
from archive.keys import Keys
from archive.ledger.numbers import reserve
from archive.models import Head, Pending, PublicRecord
from archive.publisher.change import Change, load_before
from archive.publisher.collector import paused
from archive.publisher.compiled_query import read_all, read_few
from archive.publisher.dependencies import (
    affected_by,
    aliases_and_quotes_of,
    aliases_of,
    by_resource,
    descendants_of_hidden,
)
from archive.publisher.pending import Identity, add_later
from archive.publisher.writer import LogWriter
from archive.registry import Rendering, Resource
from archive.visibility import Visibility
from cms.models import Identified

logger = logging.getLogger("plenary.log")

# So many records that show a change follow it at once: about a second of work.
AT_ONCE = 100
# The fields that `wanted_key` looks at. An event has 150 columns in two tables.
OF_KEYS = frozenset({"uid", "slug", "code", "locale"})


class PublishRun:
    """Brings the log from the pending rows to the committed content, at one moment.

    `later` holds the records that this run has left for later.
    """

    def __init__(self, head: Head, now: datetime) -> None:
        self.visibility = Visibility(now)
        self.keys = Keys()
        self.writer = LogWriter(head, now)
        self.problems: dict[Identity, str] = {}
        self.done: set[Identity] = set()
        self.later: set[Identity] = set()
        self.batch: set[Identity] = set()

    @paused()
    def publish(self, rows: list[Pending], overdue: Set[Identity] | None = None) -> int:
        """Do what `rows` ask for; return the number of entries appended.

        `overdue` are the records that have expired, if they have been read already.
        """
        self.batch = {(row.kind, row.object_id) for row in rows if row.later}
        todo = {(row.kind, row.object_id) for row in rows}
        todo |= self._overdue() if overdue is None else overdue
        todo |= descendants_of_hidden(todo, self.visibility)
        todo |= aliases_and_quotes_of(todo)
        while todo:
            batches = list(by_resource(todo))
            self._claim_keys(batches)
            changes = [change for batch in batches for change in self._compare(*batch)]
            self.done |= todo
            todo = self._follow(changes)
            todo |= aliases_of(todo) - self.done
            for change in changes:
                self.writer.append(change)
        if self.writer.entries:
            ids = [(record.kind, record.object_id) for record in self.writer.records]
            reserve(self.writer.entries, ids)
        self.writer.write()
        self._settle(rows)
        return len(self.writer.entries)

    def _follow(self, changes: list[Change]) -> set[Identity]:
        """The records that this run goes on to.

        It leaves out records that wait for their batch, and all of them if there are too many or
        other batches wait: a series follows once after its editions, and not once after each batch
        of them. A record that shows something hidden now never waits.
        """
        load_before(changes)
        affected = affected_by(changes) - self.done
        if not affected:
            return affected
        late = affected & self.waiting
        if self.is_followed_by_others or len(affected - late) > AT_ONCE:
            late = affected
        if late:
            late = late - affected_by([change for change in changes if change.hides_something])
        self.later |= late
        return affected - late

    @cached_property
    def is_followed_by_others(self) -> bool:
        """Whether this run is a batch of those that were left for later, and not the last one."""
        return bool(self.batch) and not self.waiting <= self.batch

    @cached_property
    def waiting(self) -> set[Identity]:
        """The records that were left for later before this run began."""
        return set(Pending.objects.filter(later=True).values_list("kind", "object_id"))

    def _overdue(self) -> set[Identity]:
        return set(read_all("overdue", _overdue, self.visibility.now))

    def _claim_keys(self, batches: list[tuple[Resource, list[int]]]) -> None:
        """Keys come first: a document may link to any other one of this run.

        The records of a single batch are all loaded before the first of them is rendered.
        """
        self.keys.claims_late = len(batches) == 1
        if self.keys.claims_late:
            return
        public: list[Identified] = []
        for resource, object_ids in batches:
            key = ("keys", resource.kind, self.visibility.shape(resource.model))
            make = partial(records_with_keys, resource.model, self.visibility)
            public.extend(read_few(key, make, object_ids, self.visibility.now))
        self.keys.claim(public)

    def _compare(self, resource: Resource, object_ids: list[int]) -> Iterator[Change]:
        """Render the records, and tell which differ from their newest entries."""
        key = ("stored", resource.kind)
        stored = read_few(key, partial(_stored, resource.kind), object_ids)
        records = {record.uid: record for record in stored}
        self.keys.know_public(stored)
        renderings = {rendering.uid: rendering for rendering in self._render(resource, object_ids)}
        for uid, rendering in renderings.items():
            self.writer.dependencies[uid] = rendering.dependencies
            record = records.get(uid)
            if record is None or not self._is_current(record, rendering):
                yield Change(resource, rendering.object_id, uid, record, rendering)
        failed = {object_id for kind, object_id in self.problems if kind == resource.kind}
        for uid, record in records.items():
            if record.live and uid not in renderings and record.object_id not in failed:
                yield Change(resource, record.object_id, uid, record, None)

    def _render(self, resource: Resource, object_ids: list[int]) -> list[Rendering]:
        """All at once. If that fails, one by one, so that one broken record blocks no other."""
        try:
            with transaction.atomic():
                return resource.render(object_ids, self.visibility, self.keys)
        except Exception as error:
            if len(object_ids) > 1:
                self._claim_keys([(resource, [object_id]) for object_id in object_ids])
                return [
                    rendering
                    for object_id in object_ids
                    for rendering in self._render(resource, [object_id])
                ]
            logger.exception("cannot render %s %s", resource.kind, object_ids[0])
            self.problems[resource.kind, object_ids[0]] = f"{type(error).__name__}: {error}"
            return []

    def _is_current(self, record: PublicRecord, rendering: Rendering) -> bool:
        """Whether `rendering`, with the times of the newest entry, has the digest of that entry."""
        if not record.live or record.expires_at != rendering.expires_at:
            return False
        body = encode_again(rendering.document, record)
        return digest_of(body) == record.entry.digest

    def _settle(self, rows: list[Pending]) -> None:
        """Delete the pending rows, and write those of what is left for later.

        The row of a record that could not be rendered stays and says why. Every later run tries it
        again. A record that waits for its batch already gets no second row.
        """
        finished = [row.pk for row in rows if (row.kind, row.object_id) not in self.problems]
        for pks in in_batches(finished):
            # `delete` would read the rows first, as each model has receivers of signals.
            rows_left = Pending.objects.filter(pk__in=pks)
            rows_left._raw_delete(rows_left.db)
        asked_for = {(row.kind, row.object_id) for row in rows}
        for (kind, object_id), problem in self.problems.items():
            if (kind, object_id) not in asked_for:
                Pending.objects.create(kind=kind, object_id=object_id)
            Pending.objects.filter(kind=kind, object_id=object_id).update(
                problem=problem, later=False
            )
        if self.later:
            self.later -= self.done | self.waiting
            add_later(sorted(self.later))


def _overdue(now: datetime) -> QuerySet:
    return PublicRecord.objects.overdue(now).values_list("kind", "object_id")


def _stored(kind: str, object_ids: Sequence[int], now: datetime) -> QuerySet:
    """The records with their newest entries."""
    condition = Q(kind=kind, object_id__in=object_ids)
    records = PublicRecord.objects.filter(condition).select_related("entry")
    # Of many, the bodies of those alone that turn out to differ are read.
    return records.defer("entry__body") if len(object_ids) > AT_ONCE else records


def records_with_keys(
    model: Any, visibility: Visibility, ids: Sequence[int], now: datetime
) -> QuerySet:
    """The public records of `model` among `ids`, with what their keys are made of alone."""
    names = {field.name for field in model._meta.fields} & OF_KEYS
    objects = model._default_manager.filter(pk__in=ids).only("pk", *sorted(names))
    if issubclass(model, TranslatableMixin):
        objects = with_related(objects, ["locale"], ids)
    return visibility.at(now).filter(objects)
