"""What each column of an office table is read as: as somebody says, as before, or as proposed."""

import hashlib
import json
from dataclasses import dataclass

from django.utils import timezone

from tables.columns.table import Table
from tables.models import ColumnMapping
from tables.problems import InvalidTable, TableProblem, nearest

from .header import Header, proposed
from .options import NOT_READ
from .targets import takes_several, targets_of
from .vocabulary.labels import fold


@dataclass(frozen=True)
class Mapping:
    """The targets by header. `remembered` is the mapping that somebody has chosen before."""

    columns: dict[str, str]
    remembered: ColumnMapping | None = None


def mapping_of(header: Header, table: Table, chosen: dict[str, str]) -> Mapping:
    """`chosen` comes before what was chosen for the same headers, and that before a proposal."""
    remembered = ColumnMapping.objects.filter(
        plural=table.plural, headers=signature(header)
    ).first()
    columns = proposed(header, table)
    if remembered:
        columns |= {name: remembered.columns.get(name, NOT_READ) for name in columns}
    problems: list[TableProblem] = []
    for name, target in chosen.items():
        matches = [own for own in header.names if own == name or fold(own) == fold(name)]
        if not matches:
            near = nearest(name, {own.casefold(): own for own in header.names})
            message = (
                f"There is no column “{name}”. The columns are: {', '.join(header.names)}.{near}"
            )
            problems.append(TableProblem(header.last_row, "", message))
        elif target and target not in targets_of(table):
            message = (
                f"“{target}” is no column of {table.plural}.{nearest(target, targets_of(table))}"
            )
            problems.append(TableProblem(header.last_row, name, message))
        else:
            columns[matches[0]] = target
    if problems:
        raise InvalidTable(*problems)
    return Mapping(columns, remembered)


def check_mapping(header: Header, table: Table, columns: dict[str, str]) -> None:
    """Refuse two columns for one value, and a table in which nothing is recognised."""
    problems = []
    first: dict[str, str] = {}
    for name, target in columns.items():
        earlier = first.setdefault(target, name)
        if target and earlier != name and not takes_several(table, target):
            message = f"“{earlier}” is read as {target}, too. Choose one of the two."
            problems.append(TableProblem(header.last_row, name, message))
    if not any(columns.values()):
        names = ", ".join(header.names)
        message = f"No column is known: {names}. Say what each is, such as --map “Header=title”."
        problems.append(TableProblem(header.last_row, "", message))
    if problems:
        raise InvalidTable(*problems)


def remember(header: Header, table: Table, columns: dict[str, str]) -> None:
    """Keep a mapping that somebody has chosen, for the next table with the same headers."""
    ColumnMapping.objects.update_or_create(
        plural=table.plural,
        headers=signature(header),
        defaults={"columns": columns, "chosen_at": timezone.now()},
    )


def signature(header: Header) -> str:
    """The SHA-256 of the headers, in any order."""
    return hashlib.sha256(json.dumps(sorted(header.folded)).encode()).hexdigest()
