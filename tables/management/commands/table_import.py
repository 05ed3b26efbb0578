"""`manage.py table_import`: import records from a table."""

import sys
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from cms.text.encodings import UnknownEncoding, encoding_named
from cms.work_lock import Busy, LockLost
from tables.commands import add_table_arguments, format_of, table_named
from tables.importing.execute import ImportRequest, dry_run, import_table
from tables.importing.office_plan import notes_of, undecided
from tables.importing.plan import CREATE, SKIP, UPDATE, Plan, Step
from tables.office.arguments import add_office_arguments, office_options
from tables.office.layout import layout_lines
from tables.office.mapping import remember
from tables.problems import InvalidTable, TableProblem

MOST_PROBLEMS = 100


def encoding(label: str) -> str:
    try:
        return encoding_named(label)
    except UnknownEncoding as error:
        raise ArgumentTypeError(str(error)) from error


class Command(BaseCommand):
    help = (
        "Create and update the records in a table. The command checks all rows before it writes "
        "the first one, and skips rows that change nothing. New records and new versions are "
        "drafts without --publish."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_table_arguments(parser)
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="print what would happen to each row, and write nothing",
        )
        parser.add_argument(
            "--encoding",
            metavar="LABEL",
            type=encoding,
            help="the encoding of a CSV that is not UTF-8, as web pages name it: windows-1252",
        )
        parser.add_argument(
            "--files", metavar="DIR|ZIP", type=Path, help="the files of documents or images"
        )
        parser.add_argument(
            "--publish", action="store_true", help="publish all records of the table"
        )

        add_office_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        path, table = options["file"], table_named(options["kind"])
        form = format_of(path)
        try:
            request = ImportRequest(
                table=table,
                path=path,
                form=form,
                name=path.name,
                encoding=options["encoding"] or "",
                files=options["files"],
                publish=options["publish"],
                office=office_options(options, table),
            )
            with Bar() as bar:
                plan = (dry_run if options["dry_run"] else import_table)(request, bar)
                if options["dry_run"] and (problems := plan.problems + undecided(plan)):
                    self._tell_layout(plan)
                    raise InvalidTable(*problems)
            if options["map"] and plan.layout and not options["dry_run"]:
                remember(plan.layout.header, table, plan.layout.mapping.columns)
        except InvalidTable as error:
            self._list(path, error.problems)
            raise CommandError(
                f"{path}: {_errors(error.problems)}. Nothing is written.", returncode=2
            ) from error
        except (Busy, LockLost) as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}", returncode=2) from error
        self._tell(plan, dry=options["dry_run"])
        if plan.problems:
            self._list(path, plan.problems)
            raise CommandError(
                f"{path}: {_errors(plan.problems)}. All other rows are written.", returncode=1
            )

    def _list(self, path: Path, problems: list[TableProblem]) -> None:
        for problem in problems[:MOST_PROBLEMS]:
            self.stderr.write(f"{path.name}: {problem}")
        if (more := len(problems) - MOST_PROBLEMS) > 0:
            self.stderr.write(f"{path.name}: and {more} more")

    def _tell_layout(self, plan: Plan) -> None:
        """What an office table is read as, what is passed over, and which drafts are new."""
        if plan.layout:
            for line in layout_lines(plan.layout):
                self.stdout.write(line)
        for note in notes_of(plan):
            self.stdout.write(note)

    def _tell(self, plan: Plan, *, dry: bool) -> None:
        self._tell_layout(plan)
        if dry:
            for step in plan.steps:
                self.stdout.write(line_of(step))
        counts = [plan.count(action) for action in (CREATE, UPDATE, SKIP)]
        template = (
            "{} to create, {} to update, {} to skip"
            if dry
            else "{} created, {} updated, {} skipped"
        )
        self.stdout.write(template.format(*counts))


def _errors(problems: list[TableProblem]) -> str:
    return f"{len(problems)} {'errors' if len(problems) > 1 else 'error'}"


def line_of(step: Step) -> str:
    """ "row 3: update WP1725 (title, dates)"."""
    changed = f" ({', '.join(step.changed)})" if step.changed else ""
    return f"row {step.row}: {step.action} {step.key}{changed}"


class Bar:
    """A progress bar on a terminal."""

    def __init__(self) -> None:
        self.bar: tqdm | None = None
        self.stage = ""

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *error: Any) -> None:
        self._close()

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self.stage:
            self._close()
            self.bar = tqdm(total=total, desc=stage, disable=None, file=sys.stderr)
            self.stage = stage
        if self.bar is not None:
            self.bar.update(1)

    def _close(self) -> None:
        if self.bar is not None:
            self.bar.close()
