"""New records: first all of them as drafts, then their links to each other, then in public.

So nothing of a table with new records is public before all of them are there, and no record is
published with a link that leads nowhere.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from modelcluster.models import model_from_serializable_data
from wagtail.models import Page

from archive.admin.editing_locks import all_are_free
from archive.publisher.pending import add_later
from cms.admin.files.new_files import publish_new_files_of
from tables.columns.base import Column, Content
from tables.columns.body import LINK_TO_A_ROW, BodyColumn
from tables.columns.relations import RelationColumn, RelationListColumn
from tables.stored_state import content_of

from . import insert
from .plan import Plan, Step
from .row_record import Drafts
from .transactions import Outcome

EXISTS = "Somebody has made a record with this key meanwhile. The row is not written."
NO_PARENT = "Somebody has deleted or moved its series meanwhile. The row is not written."
EDITED = "Somebody has changed the new record before the import was finished. See what it has now."
NO_TARGET = "A row that it links to is not written, so the link is missing."


class NewRecords:
    def __init__(
        self, plan: Plan, drafts: Drafts, now: datetime, written: Callable[[], None]
    ) -> None:
        self.plan, self.table, self.links = plan, plan.table, plan.links
        self.drafts, self.now, self.count_one = drafts, now, written
        self.numbers = {step.row: step.pk for step in plan.steps}
        columns = [column for column in self.table.columns if _may_link_to_a_row(column, plan)]
        self.linking: list[Column] = columns

    # -- The records ------------------------------------------------------------------------------

    def create(self, batch: list[Step]) -> Outcome:
        """Insert the rows as drafts, with the links to rows that are there."""
        if not all_are_free():
            return Outcome(waiting=batch)
        for step in batch:  # a batch that was cut off is written again
            step.pk, step.unlinked = self.numbers[step.row], []
            self.links.add(self.table.kind, step.key, step.pk)
        outcome, steps = self._without_conflicts(batch)
        if not steps:
            return outcome
        records = [self._record_of(step) for step in steps]
        insert.insert(records, user=self.plan.rights.user, now=self.now)
        for step, record in zip(steps, records, strict=True):
            step.pk = record.pk
            self.links.add(self.table.kind, step.key, step.pk)
        for column in self.linking:
            self._link_new(column, steps, records)
        insert.complete(records, user=self.plan.rights.user, now=self.now)
        for step, record in zip(steps, records, strict=True):
            step.revision = record.latest_revision_id
            self.count_one()
        return outcome

    def _without_conflicts(self, batch: list[Step]) -> tuple[Outcome, list[Step]]:
        """Leave out the rows that somebody else has made meanwhile, or whose series is gone."""
        outcome, steps = Outcome(), []
        slugs = [step.content["slug"] for step in batch]
        paths = _paths([step.parent.pk for step in batch if step.parent])
        if self.table.is_page:
            pages = Page.objects.filter(slug__in=slugs).values_list("path", "slug")
            taken = {(path[: -Page.steplen], slug) for path, slug in pages}
        else:
            records = self.table.model._default_manager.filter(slug__in=slugs)
            taken = set(records.values_list("locale", "slug"))
        for step in batch:
            place = step.parent.path if step.parent else step.content["locale"]
            if (place, step.content["slug"]) in taken:
                outcome.refused.append((step, "key", EXISTS))
            elif step.parent and paths.get(step.parent.pk) != step.parent.path:
                outcome.refused.append((step, "key", NO_PARENT))
            else:
                steps.append(step)
        return outcome, steps

    def _record_of(self, step: Step) -> Any:
        blank = self.drafts.blank
        content = {**step.content}
        for column in self.linking:
            if _leads_to_a_row(column, content):
                step.unlinked.append(column.name)
                content[column.fields[0]] = blank[column.fields[0]]
        record = self.drafts.record_with(content, step.parent)
        record.cached_parent = step.parent
        return record

    # -- Their links to each other ----------------------------------------------------------------

    def _link_new(self, column: Column, steps: list[Step], records: list[Any]) -> None:
        """Link the records of one batch to each other, before their first version is made."""
        linked = []
        for step, record in zip(steps, records, strict=True):
            if column.name not in step.unlinked:
                continue
            content = column.put(step.values[column.name], self.links)
            if not _leads_to_a_row(column, content):
                step.unlinked.remove(column.name)
                _set(record, column.fields[0], content[column.fields[0]])
                linked.append(record)
        if linked and not isinstance(column, RelationListColumn):
            names = [column.fields[0]]
            self.table.model._default_manager.bulk_update(linked, names, batch_size=insert.BATCH)

    def link(self, batch: list[Step]) -> Outcome:
        """Write the links that led to a row of a later batch."""
        if not all_are_free():
            return Outcome(waiting=batch)
        outcome = Outcome()
        records = self._unchanged(batch, outcome)
        for step, record in records:
            content = content_of(record)
            for name in step.unlinked:
                column = next(column for column in self.linking if column.name == name)
                links = column.put(step.values[name], self.links)
                if _leads_to_a_row(column, links):
                    outcome.refused.append((step, name, NO_TARGET))
                else:
                    content |= links
            linked = record.with_content_json(content)
            linked.save()
            step.revision = linked.save_revision(user=self.plan.rights.user).pk
        return outcome

    # -- In public --------------------------------------------------------------------------------

    def publish(self, batch: list[Step]) -> Outcome:
        if not all_are_free():
            return Outcome(waiting=batch)
        outcome = Outcome()
        records = [record for _step, record in self._unchanged(batch, outcome)]
        if records:
            insert.publish(records, user=self.plan.rights.user, now=self.now)
            publish_new_files_of(records, self.plan.rights.user)
            add_later((self.table.kind, record.pk) for record in records)
        for _record in records:
            self.count_one()
        return outcome

    def _unchanged(self, batch: list[Step], outcome: Outcome) -> list[tuple[Step, Any]]:
        """The rows with their records, if nobody has changed them since this import made them."""
        records = self.table.model._default_manager.in_bulk([step.pk for step in batch])
        pairs = [(step, records.get(step.pk)) for step in batch]
        for step, record in pairs:
            if record is None or record.latest_revision_id != step.revision:
                outcome.refused.append((step, "key", EDITED))
        gone = {step.row for step, _column, _message in outcome.refused}
        return [(step, record) for step, record in pairs if step.row not in gone]


def _paths(pks: list[int]) -> dict[int, str]:
    return dict(Page.objects.filter(pk__in=pks).values_list("pk", "path"))


def _may_link_to_a_row(column: Column, plan: Plan) -> bool:
    if isinstance(column, BodyColumn):
        return True
    if not isinstance(column, RelationColumn | RelationListColumn):
        return False
    return column.to == plan.table.kind


def _leads_to_a_row(column: Column, content: Content) -> bool:
    """Whether the content has the negative number of a row whose record does not exist yet."""
    value = content.get(column.fields[0])
    if isinstance(column, BodyColumn):
        return bool(LINK_TO_A_ROW.search(value or ""))
    if isinstance(column, RelationListColumn):
        return any(
            isinstance(part, int) and part < 0 for item in value or [] for part in item.values()
        )
    return (value or 0) < 0


def _set(record: Any, name: str, content: Any) -> None:
    if isinstance(content, list):
        model = type(record)._meta.get_field(name).related_model
        content = [model_from_serializable_data(model, item, check_fks=False) for item in content]
    setattr(record, f"{name}_id" if isinstance(content, int) else name, content)
