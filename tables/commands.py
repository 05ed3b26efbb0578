"""What the three commands share."""

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
        raise CommandError(f"“{kind}” is none of: {', '.join(tables)}.{near}", returncode=2)
    return tables[kind]


def format_of(path: Path) -> str:
    """What the end of a file's name says it is."""
    form = path.suffix.lower().lstrip(".")
    if form not in WRITERS:
        raise CommandError(
            f"{path}: a table is a file that ends with .{', .'.join(WRITERS)}.", returncode=2
        )
    return form


@contextmanager
def placed(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name when it is whole."""
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
