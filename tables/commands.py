"""Arguments and output of the three commands for tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from django.core.management.base import CommandError, CommandParser

from tables.columns.table import Table
from tables.formats.writer import WRITERS
from tables.kinds import by_plural

from .problems import nearest


def add_table_arguments(parser: CommandParser) -> None:
    parser.add_argument("kind", metavar="KIND", help=", ".join(by_plural()))
    parser.add_argument("file", metavar="FILE", type=Path, help=".csv, .xlsx, .json or .ndjson")


def table_named(kind: str) -> Table:
    tables = by_plural()
    if kind not in tables:
        near = nearest(kind, tables)
        raise CommandError(f"“{kind}” is not one of: {', '.join(tables)}.{near}", returncode=2)
    return tables[kind]


def format_of(path: Path) -> str:
    """The format of a table, by the extension of its file."""
    form = path.suffix.lower().lstrip(".")
    if form not in WRITERS:
        raise CommandError(
            f"{path}: a table is a file that ends with .{', .'.join(WRITERS)}.", returncode=2
        )
    return form


@contextmanager
def atomic_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that appears under its name only when it is complete."""
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            part = Path(file.name)
            try:
                yield file
            except BaseException:
                part.unlink()
                raise
        part.chmod(0o644)
        part.replace(path)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=2) from error
