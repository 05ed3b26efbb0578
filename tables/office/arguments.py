"""The options of `table_import` for office tables."""

from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import CommandParser

from archive.registry import registry
from cms.text.numbers import whole_number
from tables.columns.table import Table
from tables.problems import InvalidTable, TableProblem, nearest

from .cell_names import question_of
from .options import CREATABLE, LEAVE_OUT, ORDERS, OfficeOptions

NAMES = {registry[kind].plural: kind for kind in CREATABLE}


def pair(text: str) -> tuple[str, str]:
    """`("Name of event", "title")` for "Name of event=title"."""
    name, sign, value = text.rpartition("=")
    if not sign or not name.strip():
        raise ArgumentTypeError(f"“{text}” needs an equals sign, such as “Name of event=title”.")
    return name.strip(), value.strip()


def row_number(text: str) -> int:
    number = whole_number(text)
    if not number:
        raise ArgumentTypeError(f"“{text}” is not the number of a row, such as 3.")
    return number


def kinds(text: str) -> tuple[str, ...]:
    plurals = [part.strip() for part in text.split(",") if part.strip()]
    for plural in plurals:
        if plural not in NAMES:
            near = nearest(plural, NAMES)
            raise ArgumentTypeError(f"“{plural}” is not one of: {', '.join(NAMES)}.{near}")
    return tuple(NAMES[plural] for plural in plurals)


def add_office_arguments(parser: CommandParser) -> None:
    group = parser.add_argument_group("office tables")
    group.add_argument("--sheet", metavar="NAME", help="the sheet of an XLSX, by name or number")
    group.add_argument(
        "--header-row", metavar="ROW", type=row_number, help="the row with the names of the columns"
    )
    group.add_argument(
        "--map",
        metavar="HEADER=COLUMN",
        type=pair,
        action="append",
        help="what a column is: “Name of event=title”. “Budget=” is not read.",
    )
    group.add_argument(
        "--set",
        metavar="COLUMN=VALUE",
        type=pair,
        action="append",
        help="a value for all rows: “series=human-rights”",
    )
    group.add_argument(
        "--create",
        metavar="KINDS",
        type=kinds,
        help="make drafts of names that no record has: “partners,people”",
    )
    group.add_argument(
        "--date-order", choices=ORDERS, help="what is first in 03/04/2016: the day or the month"
    )
    group.add_argument(
        "--use",
        metavar="NAME=KEY",
        type=pair,
        action="append",
        help="which record a name means. Without a key, the name is left out.",
    )


def office_options(options: dict[str, Any], table: Table) -> OfficeOptions | None:
    """What the options say. None when there is none of them."""
    names = ("sheet", "header_row", "map", "set", "create", "use", "date_order")
    if not any(options[name] for name in names):
        return None
    constants = dict(options["set"] or [])
    problems = [
        TableProblem(None, "", f"--set: there is no column “{name}”.{nearest(name, table.names)}")
        for name in constants
        if name not in table.names
    ]
    if problems:
        raise InvalidTable(*problems)
    return OfficeOptions(
        sheet=options["sheet"] or "",
        header_row=options["header_row"] or 0,
        columns=dict(options["map"] or []),
        constants=constants,
        answers={
            question_of(kind, name): key or LEAVE_OUT
            for name, key in options["use"] or []
            for kind in CREATABLE
        },
        create=options["create"] or (),
        date_order=options["date_order"] or "",
    )
