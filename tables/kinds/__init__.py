"""The table of each kind that has one: a file of its own here, by the name of the kind."""

from importlib import import_module
from pathlib import Path

from archive.registry import registry
from tables.columns.table import Table

TABLES: tuple[Table, ...] = tuple(
    import_module(f"{__name__}.{resource.kind}").TABLE
    for resource in registry
    if (Path(__file__).parent / f"{resource.kind}.py").exists()
)


def by_plural() -> dict[str, Table]:
    """`{"events": …}`: the tables by the word that commands and addresses use."""
    return {table.plural: table for table in TABLES}
