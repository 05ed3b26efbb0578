"""`manage.py table_template`: an empty table of one kind of record."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tables.commands import add_table_arguments, atomic_file, format_of, table_named
from tables.template import write_template


class Command(BaseCommand):
    help = "Write an empty table with the columns of a kind. In XLSX a second sheet explains them."

    def add_arguments(self, parser: CommandParser) -> None:
        add_table_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        table, form = table_named(options["kind"]), format_of(options["file"])
        with atomic_file(options["file"]) as file:
            write_template(table, form, file)
        self.stdout.write(f"{options['file']}: {len(table.columns)} columns")
