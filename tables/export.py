"""Export records as rows."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.db.models import QuerySet

from tables.columns.table import Table
from tables.formats.writer import Values

from .columns import placement
from .relations import Links
from .stored_state import states_of


def rows_of(table: Table, records: QuerySet) -> Iterator[Values]:
    """The newest version of each record, in the order of their creation."""
    links = Links()
    pks = list(records.order_by("pk").values_list("pk", flat=True))
    for state in states_of(records, pks):
        values = {column.name: column.take(state.content, links) for column in table.columns}
        yield values | {"key": links.key(table.kind, state.record.pk)}


def copy_files(records: QuerySet, folder: Path) -> int:
    """Copy the files of documents or images to the paths in their rows. Returns their number."""
    count = 0
    for record in records.iterator():
        path = folder / placement.file_path(record.slug, record.file.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with record.open_file() as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
        count += 1
    return count
