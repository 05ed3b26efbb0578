"""What somebody wants to have out of the archive, and the making of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from exports.atomic_output import place
from exports.bag.bag import fill_bag
from exports.documents import copy_medium, write_documents, write_media, write_tombstones
from exports.hashing_writer import Folder
from exports.mirror import mirror
from exports.scope import Scope
from exports.snapshot import Source, Unavailable, open_source

ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?")
Fill = Callable[[Path, Source, Scope], None]


@dataclass(frozen=True)
class Order:
    """A format of `FORMATS`, and how much of the archive. `origin`: see `Scope`."""

    format: str = "bag"
    series: str | None = None
    as_of: datetime | None = None
    whole: bool = False
    origin: str | None = None

    def make(self, target: Path) -> None:
        """Write it to `target`: a folder, or one file for a name that ends with .zip or .tar.

        Raises `Unavailable` for what cannot be had, and OSError for what cannot be written; then
        nothing is there under that name.
        """
        if self.whole and (self.format != "bag" or self.series or self.as_of):
            raise Unavailable("What editors see goes into a bag of everything as it is now.")
        if self.origin and (self.format != "mirror" or not ORIGIN.fullmatch(self.origin)):
            raise Unavailable("A mirror has an origin, such as https://mirror.example.org.")

        def fill(root: Path) -> str:
            with open_source(series=self.series, as_of=self.as_of) as source:
                FORMATS[self.format](root, source, Scope(source, self.whole, self.origin))
                return f"plenary-{self.format}-{source.head.sequence}"

        place(target, fill)


def fill_ndjson(root: Path, source: Source, scope: Scope) -> None:
    folder = Folder(root, ("sha256",))
    write_documents(folder, source)
    write_tombstones(folder, source)
    write_media(folder, source)


def fill_mirror(root: Path, source: Source, scope: Scope) -> None:
    folder = Folder(root, ("sha256",))
    for path, content in mirror(source, scope.origin):
        folder.write(path, content)
    for medium in source.files():
        if medium.is_served:
            copy_medium(folder, medium)


FORMATS: dict[str, Fill] = {"bag": fill_bag, "ndjson": fill_ndjson, "mirror": fill_mirror}


def moment(text: str) -> datetime:
    """A time with its zone, or a day that stands for its end in UTC. Raises `Unavailable`."""
    try:
        found = datetime.fromisoformat(text if "T" in text else f"{text}T23:59:59Z")
        if found.tzinfo is not None:
            return found.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise Unavailable(f"{text} is no time. Give 2016-01-26 or 2016-01-26T18:00:00Z.")
