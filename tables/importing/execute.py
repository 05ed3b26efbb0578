"""Carry out the plan of an import, completely or not at all."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from modelcluster.models import model_from_serializable_data

from archive.publisher.log import mark
from importer.import_lock import alone
from tables.columns.base import Column
from tables.columns.body import LINK_TO_A_ROW, BodyColumn
from tables.columns.relations import RelationColumn, RelationListColumn
from tables.columns.table import Table
from tables.formats.reader import read_rows
from tables.problems import InvalidTable, invalid_table

from .file_store import clear_leftovers, store
from .files import files_at
from .insert import BATCH, complete, insert
from .plan import CREATE, SKIP, UPDATE, Plan, Step, Tick, no_tick
from .planner import make_plan
from .rights import Rights
from .row_record import Drafts


@dataclass(frozen=True)
class ImportRequest:
    """A request to import a table. `user` is None for the command."""

    table: Table
    path: Path
    form: str
    name: str  # of the uploaded file
    encoding: str = ""  # of a CSV that is not UTF-8
    files: Path | None = None
    publish: bool = False
    user: Any = None


def dry_run(request: ImportRequest, tick: Tick = no_tick) -> Plan:
    """The plan of the import with all its errors. Nothing is written."""
    with _planned(request, tick) as plan:
        return plan


def import_table(request: ImportRequest, tick: Tick = no_tick) -> Plan:
    """Import in one transaction. Raises `InvalidTable` with all errors, or `Busy`.

    Files go into storage before the transaction ends. The next import or sweep deletes the files of
    a failed import.
    """
    who = request.user.get_username() if request.user else "a command"
    with alone(who, f"{request.table.plural} from {request.name}"):
        clear_leftovers()
        try:
            with transaction.atomic(), _planned(request, tick) as plan:
                if plan.problems:
                    raise InvalidTable(*plan.problems)
                _carry_out(plan, tick)
        except IntegrityError as error:
            clear_leftovers()
            message = (
                "Somebody has changed the archive meanwhile, or two rows contradict each other"
            )
            raise invalid_table(f"{message}: {error}. Nothing is written.") from error
        except BaseException:
            clear_leftovers()
            raise
    return plan


@contextmanager
def _planned(request: ImportRequest, tick: Tick) -> Iterator[Plan]:
    rights = Rights(request.table, request.user, request.publish)
    files = files_at(request.files)
    try:
        rows = read_rows(request.path, request.form, request.encoding)
        yield make_plan(request.table, rows, rights, files, tick)
    finally:
        files.close()


def _carry_out(plan: Plan, tick: Tick) -> None:
    drafts, total, done = Drafts(plan), len(plan.steps) - plan.count(SKIP), 0
    marked: list[int] = []
    if plan.table.has_file:
        done = _write_files(plan, drafts, tick, total)
    else:
        for step in _in_batches_created(plan, drafts):
            marked.append(step.pk)
            done += 1
            tick("Writing", done, total)
        for step in plan.of(UPDATE):
            _update(plan, drafts, step)
            done += 1
            tick("Writing", done, total)
    mark((plan.table.kind, pk) for pk in marked)


def _in_batches_created(plan: Plan, drafts: Drafts) -> Iterator[Step]:
    """Create all records in batches. All rows exist before the first record is completed."""
    steps, now = plan.of(CREATE), timezone.now()
    doing = {"user": plan.rights.user, "publish": plan.rights.publish, "now": now}
    for batch in _batches(steps):
        for step in batch:
            step.record = drafts.record_of(step)
            step.record.cached_parent = step.parent
        insert([step.record for step in batch], **doing)
        for step in batch:
            step.pk = step.record.pk
            plan.links.add(plan.table.kind, step.key, step.pk)
    _link_among_each_other(plan, steps)
    for batch in _batches(steps):
        complete([step.record for step in batch], **doing)
        for step in batch:
            step.record = None
        yield from batch


def _link_among_each_other(plan: Plan, steps: list[Step]) -> None:
    """Replace negative numbers by the primary keys of the new records."""
    for column in plan.table.columns:
        if named := [step for step in steps if _leads_to_a_row(column, plan.table.kind, step)]:
            for step in named:
                step.content |= column.put(step.values[column.name], plan.links)
                _set(step.record, column.fields[0], step.content[column.fields[0]])
            if not isinstance(column, RelationListColumn):
                records = [step.record for step in named]
                names = [column.fields[0]]
                plan.table.model._default_manager.bulk_update(records, names, batch_size=BATCH)


def _leads_to_a_row(column: Column, kind: str, step: Step) -> bool:
    """Whether the content may contain the negative number of another row."""
    content = step.content.get(column.fields[0]) if column.fields else None
    if isinstance(column, BodyColumn):
        return bool(LINK_TO_A_ROW.search(content or ""))
    return (
        isinstance(column, RelationColumn | RelationListColumn)
        and column.to == kind
        and bool(content)
    )


def _set(record: Any, name: str, content: Any) -> None:
    if isinstance(content, list):
        model = type(record)._meta.get_field(name).related_model
        content = [model_from_serializable_data(model, item, check_fks=False) for item in content]
    setattr(record, f"{name}_id" if isinstance(content, int) else name, content)


def _batches(steps: list[Step]) -> Iterable[list[Step]]:
    return (steps[start : start + BATCH] for start in range(0, len(steps), BATCH))


def _update(plan: Plan, drafts: Drafts, step: Step) -> None:
    """Save a new version of an existing record, as an editor would."""
    user, publish = plan.rights.user, plan.rights.publish
    assert step.state is not None  # noqa: S101  for the reader of types
    if step.changed in (["published"], ["scheduled"]):
        record = step.state.record
        revision = record.get_latest_revision() or record.save_revision(user=user)
    else:
        for column in plan.table.columns:
            if column.name in step.changed:
                step.content |= column.put(step.values[column.name], plan.links)
        drafts.settle(step)
        record = drafts.changed_record(step)
        revision = record.save_revision(user=user, log_action=True)
    if publish:
        revision.publish(user=user)


def _write_files(plan: Plan, drafts: Drafts, tick: Tick, total: int) -> int:
    done = 0
    for step in plan.steps:
        if step.action == SKIP:
            continue
        record = drafts.record_of(step) if step.state is None else drafts.changed_record(step)
        if step.state is None or "file" in step.changed:
            with plan.files.attached(record, step.values["file"]):
                store(record)
        else:
            record.save()
        done += 1
        tick("Writing", done, total)
    return done
