"""Carry out the plan of an import: all rows are checked before the first one is written."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils import timezone

from archive.publisher.tasks import finish
from cms.work_lock import Check, alone
from tables.columns.table import Table
from tables.formats.csv_reader import NOT_UTF_8, encoding_of
from tables.formats.reader import read_rows
from tables.importing.short_transactions import never_held_up
from tables.models import TableImport
from tables.office.grid import OfficeFile
from tables.office.options import OfficeOptions
from tables.problems import InvalidTable, TableProblem, invalid_table

from .creating import NewRecords
from .file_store import clear_leftovers, put_file
from .files import Files, files_at
from .office_plan import MAPPED_FORMS, is_ours, link_drafts, office_plan, undecided
from .plan import CREATE, SKIP, UPDATE, Plan, Step, Tick, no_tick
from .planner import make_plan
from .rights import Rights
from .row_record import Drafts
from .transactions import Outcome, ShortTransactions
from .updating import KnownRecords

CHANGED = "Somebody has changed this record since the table was checked. Upload the table again."


@dataclass(frozen=True)
class ImportRequest:
    """A request to import a table. `user` is None for the command."""

    table: Table
    path: Path
    form: str
    name: str  # of the uploaded file
    encoding: str = ""  # of a CSV, when somebody has chosen it
    files: Path | None = None
    publish: bool = False
    user: Any = None
    # What somebody says about an office table. None: it may be one of ours.
    office: OfficeOptions | None = field(default=None, compare=False)
    # Of the records that an earlier check has read, by key. None: there was no such check.
    versions: dict[str, str] | None = field(default=None, compare=False)


def dry_run(request: ImportRequest, tick: Tick = no_tick) -> Plan:
    """The plan of the import with all its errors. Nothing is written."""
    with _planned(request, tick) as plan:
        plan.problems = plan.located_problems()
        return plan


def import_table(request: ImportRequest, tick: Tick = no_tick) -> Plan:
    """Import a table. Raises `InvalidTable` with all errors before it writes, or `Busy`.

    The import writes in short transactions, so that editors save and publish meanwhile. It leaves
    out a row whose record was changed since it was read. `problems` of the plan has these rows.
    What an import that ends early has written stays, and the same table again writes the rest.

    Files go into storage before their transaction. The next import or sweep deletes the files of
    a failed import.
    """
    who = request.user.get_username() if request.user else "a command"
    work = f"{request.table.plural} from {request.name}"
    with alone(who, work) as still_alone, never_held_up(), _planned(request, tick) as plan:
        problems = plan.located_problems() + undecided(plan)
        if problems := problems + _changed_since(request.versions, plan):
            raise InvalidTable(*problems)
        mark = TableImport.objects.create(
            plural=request.table.plural,
            name=request.name,
            who=who,
            total=sum(len(part.steps) - part.count(SKIP) for part in [*plan.drafts, plan]),
        )
        clear_leftovers()
        try:
            for draft_plan in plan.drafts:
                _Writing(draft_plan, mark, still_alone, tick).write()
            link_drafts(plan)
            _Writing(plan, mark, still_alone, tick).write()
        finally:
            clear_leftovers()
        _end(mark)
        finish()
    plan.problems = plan.located_problems()
    return plan


def _end(mark: TableImport) -> None:
    """Say that the import has ended, and forget earlier ones of the same table that broke off."""
    earlier = TableImport.objects.filter(plural=mark.plural, name=mark.name, ended_at=None)
    earlier.exclude(pk=mark.pk).delete()
    TableImport.objects.filter(pk=mark.pk).update(ended_at=timezone.now())


def _changed_since(versions: dict[str, str] | None, plan: Plan) -> list[TableProblem]:
    """The rows whose records were changed after an editor has seen what the import would do."""
    if versions is None:
        return []
    return [
        TableProblem(step.row, "key", CHANGED)
        for step in plan.steps
        if step.action != SKIP and versions.get(step.key) != step.version
    ]


@contextmanager
def _planned(request: ImportRequest, tick: Tick) -> Iterator[Plan]:
    rights = Rights(request.table, request.user, request.publish)
    files = files_at(request.files)
    try:
        yield _plan_in_memory(request, rights, files, tick)
    finally:
        files.close()


def _plan_in_memory(request: ImportRequest, rights: Rights, files: Files, tick: Tick) -> Plan:
    """The plan, which holds all rows. A server with too little memory for it writes nothing."""
    with suppress(MemoryError):  # which holds all that was read until it is forgotten
        return _plan(request, rights, files, tick)
    raise invalid_table(
        "This server has too little memory for so large a table. Split it into smaller ones."
    )


def _plan(request: ImportRequest, rights: Rights, files: Files, tick: Tick) -> Plan:
    path, form, encoding = request.path, request.form, encoding_for(request)
    if request.office is not None and form not in MAPPED_FORMS:
        raise invalid_table("These options are for CSV and XLSX. JSON has our own columns.")
    if request.office is None and is_ours(path, form, encoding):
        plan = make_plan(request.table, read_rows(path, form, encoding), rights, files, tick)
    else:
        with OfficeFile(path, form, encoding) as file:
            options = request.office or OfficeOptions()
            plan = office_plan(file, options, rights, files, tick)
    if encoding and not request.encoding and not encoding.startswith("utf-16"):
        plan.notes.insert(0, TableProblem(None, "", NOT_UTF_8))
    return plan


def encoding_for(request: ImportRequest) -> str:
    """The encoding that somebody has chosen, or that of the CSV itself."""
    return (
        encoding_of(request.path)
        if request.form == "csv" and not request.encoding
        else request.encoding
    )


class _Writing:
    """The stages of an import: "Writing" up to all rows, and "Publishing" up to all new ones."""

    def __init__(self, plan: Plan, mark: TableImport, still_alone: Check, tick: Tick) -> None:
        self.plan, self.tick, self.total = plan, tick, mark.total
        self.transactions = ShortTransactions(plan, mark, still_alone)
        self.drafts = Drafts(plan)
        self.known = KnownRecords(plan, self.drafts, self._count)
        self.new = NewRecords(plan, self.drafts, timezone.now(), self._count)
        self.stage, self.done = "Writing", 0

    def _count(self) -> None:
        self.done += 1
        self.tick(self.stage, min(self.done, self.total), self.total)

    def write(self) -> None:
        if self.plan.table.has_file:
            for step in self.plan.steps:
                if step.action != SKIP:
                    self._write_file(step)
            return
        created = self.plan.of(CREATE)
        self.transactions.write(created, self.new.create)
        unlinked = [step for step in created if step.revision and step.unlinked]
        self.transactions.write(unlinked, self.new.link, counts=False)
        self.transactions.write(self.plan.of(UPDATE), self.known.update)
        if self.plan.rights.publish:
            created = [step for step in created if step.revision]
            self.stage, self.done, self.total = "Publishing", 0, len(created)
            self.transactions.write(created, self.new.publish, counts=False)

    def _write_file(self, step: Step) -> None:
        """Write a document or picture, whose file goes into storage before the transaction."""
        is_new = step.action == CREATE
        record = self.drafts.record_of(step) if is_new else self.drafts.changed_record(step)
        if is_new or "file" in step.changed:
            with self.plan.files.attached(record, step.values["file"]):
                put_file(record)

        def save(batch: list[Step]) -> Outcome:
            if not is_new:
                return self.known.save_file(step, record)
            self._save_new(record)
            return Outcome()

        self.transactions.write([step], save)

    def _save_new(self, record: Any) -> None:
        user = self.plan.rights.user
        record.live, record.has_unpublished_changes = False, True
        record.save()
        if self.plan.rights.publish:
            record.save_revision(user=user).publish(user=user)
        self._count()
