"""What a column of an office table can be read as: a column of ours, or a part of one."""

from functools import cache

from tables.columns.base import ChoiceColumn, Column, LinesColumn
from tables.columns.dates import DateRangeColumn
from tables.columns.relations import ItemsColumn, RelationListColumn
from tables.columns.table import Table

DATE_PARTS = {"start": "first day", "end": "last day", "year": "year"}
AFFILIATION_PARTS = {"organisation": "organisation", "role": "role"}
ROLES = ("role", "capacity")
# Columns that take the texts of several columns of the office table.
JOINED = ("summary", "internal_notes", "body", "place_stated", "audience_stated", "same_as")


@cache
def targets_of(table: Table) -> dict[str, str]:
    """`{"title": "Title", "partners.sponsor": "Partners: sponsor", …}`, with labels for people."""
    targets: dict[str, str] = {}
    for column in table.columns:
        label = column.name.replace("_", " ").capitalize()
        targets[column.name] = label
        targets |= {
            f"{column.name}.{part}": f"{label}: {part_label}" for part, part_label in _parts(column)
        }
    return targets


def _parts(column: Column) -> list[tuple[str, str]]:
    if isinstance(column, DateRangeColumn):
        return list(DATE_PARTS.items())
    if column.name == "affiliations":
        return list(AFFILIATION_PARTS.items())
    role = role_of(column)
    return [(value, str(label).lower()) for value, label in role.choices.choices] if role else []


def role_of(column: Column) -> ChoiceColumn | None:
    """The role or capacity in the items of a column."""
    if not isinstance(column, ItemsColumn):
        return None
    choices = [part for part in column.columns if part.name in ROLES]
    return choices[0] if choices and isinstance(choices[0], ChoiceColumn) else None


def takes_several(table: Table, target: str) -> bool:
    """Whether several columns of the office table may be read as `target`."""
    name = target.partition(".")[0]
    column = next(column for column in table.columns if column.name == name)
    return name in JOINED or isinstance(column, ItemsColumn | RelationListColumn | LinesColumn)
