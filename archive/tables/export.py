"""Records out of the archive, as rows."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.db.models import QuerySet

from . import places
from .kinds import Table
from .links import Links
from .states import states_of
from .writing import Values


def rows_of(table: Table, records: QuerySet) -> Iterator[Values]:
    """The newest version of each of `records`, in the order in which they were made."""
    links = Links()
    pks = list(records.order_by("pk").values_list("pk", flat=True))
    for state in states_of(records, pks):
        values = {column.name: column.take(state.content, links) for column in table.columns}
        yield values | {"key": links.key(table.kind, state.record.pk)}


def copy_files(records: QuerySet, folder: Path) -> int:
    """Put the files of documents or images where their rows say; return how many there are."""
    count = 0
    for record in records.iterator():
        path = folder / places.file_path(record.slug, record.file.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with record.open_file() as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
        count += 1
    return count
