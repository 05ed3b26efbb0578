"""`manage.py table_export`: all records of one kind as a table."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from tqdm import tqdm

from tables.columns.table import Table
from tables.commands import add_table_arguments, atomic_file, format_of, table_named
from tables.export import copy_files, rows_of
from tables.formats.writer import WRITERS
from tables.problems import TooLong


class Command(BaseCommand):
    help = "Write all records of a kind, including drafts, as a table for table_import."

    def add_arguments(self, parser: CommandParser) -> None:
        add_table_arguments(parser)
        parser.add_argument(
            "--files",
            metavar="DIR",
            type=Path,
            help="also write the files of documents or images to this folder",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        table, form, folder = table_named(options["kind"]), format_of(options["file"]), None
        if options["files"]:
            folder = _folder(table, options["files"])
        with transaction.atomic(), atomic_file(options["file"]) as file:
            records = table.model._default_manager.all()
            count = records.count()
            rows = tqdm(rows_of(table, records), total=count, disable=None, file=sys.stderr)
            try:
                WRITERS[form](table.columns, rows, file)
            except TooLong as error:
                raise CommandError(f"{options['file']}: {error}", returncode=2) from error
            if folder:
                copy_files(records, folder)
        self.stdout.write(f"{options['file']}: {count} {table.plural}")


def _folder(table: Table, folder: Path) -> Path:
    if "file" not in table.names:
        raise CommandError("--files needs the kind documents or images.", returncode=2)
    return folder
