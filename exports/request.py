"""A request for an export, and how it is written."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from api.query.as_of import moment_of
from exports.atomic_output import write_atomically
from exports.bag.bag import fill_bag
from exports.documents import copy_medium, write_documents, write_media, write_tombstones
from exports.hashing_writer import HashingFolder
from exports.mirror import mirror
from exports.scope import Scope
from exports.snapshot import CannotExport, Snapshot, open_snapshot

ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?")
Fill = Callable[[Path, Snapshot, Scope], None]


@dataclass(frozen=True)
class ExportRequest:
    """The format (see `EXPORT_FORMATS`) and the scope of an export. For `origin` see `Scope`."""

    format: str = "bag"
    series: str | None = None
    as_of: datetime | None = None
    whole: bool = False
    origin: str | None = None

    def write(self, target: Path) -> None:
        """Write the export to `target`: a folder, or one file if the name ends with .zip or .tar.

        Raises `Unavailable` or OSError when that is impossible. Then `target` does not exist.
        """
        if self.whole and (self.format != "bag" or self.series or self.as_of):
            raise CannotExport(
                "Everything that editors see goes only into a bag of the present archive: leave "
                "out series, time and format."
            )
        if self.origin and (self.format != "mirror" or not ORIGIN.fullmatch(self.origin)):
            raise CannotExport(
                "Only a mirror has an origin. Write it like https://mirror.example.org."
            )

        def fill(root: Path) -> str:
            with open_snapshot(series=self.series, as_of=self.as_of) as snapshot:
                EXPORT_FORMATS[self.format](
                    root, snapshot, Scope(snapshot, self.whole, self.origin)
                )
                return f"plenary-{self.format}-{snapshot.head.sequence}"

        write_atomically(target, fill)


def fill_ndjson(root: Path, snapshot: Snapshot, scope: Scope) -> None:
    folder = HashingFolder(root, ("sha256",))
    write_documents(folder, snapshot)
    write_tombstones(folder, snapshot)
    write_media(folder, snapshot)


def fill_mirror(root: Path, snapshot: Snapshot, scope: Scope) -> None:
    folder = HashingFolder(root, ("sha256",))
    for path, content in mirror(snapshot, scope.origin):
        folder.write(path, content)
    for medium in snapshot.files():
        if medium.is_served:
            copy_medium(folder, medium)


EXPORT_FORMATS: dict[str, Fill] = {"bag": fill_bag, "ndjson": fill_ndjson, "mirror": fill_mirror}


def parse_time(text: str) -> datetime:
    """A time with its zone, or the end of a day in UTC. Raises `Unavailable` for other text."""
    try:
        return moment_of(text)
    except ValueError as error:
        message = f"{text} is not a time. Write 2016-01-26 or 2016-01-26T18:00:00Z."
        raise CannotExport(message) from error
