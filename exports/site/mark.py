"""Where a folder with the static site stands: the state of the log that its files are of."""

import hashlib
from dataclasses import asdict, dataclass, field
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Self

import orjson
from django.conf import settings

import api
import exports
import frontend
from archive.models import Entry, Head
from exports.snapshot import Snapshot

MARK = "site.json"


@dataclass(frozen=True)
class Mark:
    """`entry` is the record of the last entry. Another log has another one there.

    `day` is the day that home pages were made on. `program` stands for the code and the
    templates, and for the addresses that they write. `touched` are the files that an update has
    begun to change: after a kill nobody knows which of their states is there. `changed` are those
    of which the manifest says something else, with their SHA-256; "" is one that is gone.
    """

    log: str
    sequence: int
    entry: str
    generation: int
    day: str
    program: str
    touched: dict[str, str] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, snapshot: Snapshot) -> Self:
        head = Head.objects.get()
        sequence = snapshot.head.sequence
        return cls(
            log=head.epoch,
            sequence=sequence,
            entry=entry_at(sequence),
            generation=head.generation,
            day=snapshot.now.astimezone(UTC).date().isoformat(),
            program=program(),
        )

    @classmethod
    def read(cls, body: bytes | None) -> Self | None:
        try:
            return cls(**orjson.loads(body or b""))
        except (ValueError, TypeError):
            return None

    @property
    def body(self) -> bytes:
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2)

    def leads_to(self, now: Self) -> bool:
        """Whether the entries since then say all that is different `now`."""
        return self.program == now.program and self.is_before(now)

    def is_before(self, now: Self) -> bool:
        """Whether it is one of the same log."""
        return (
            self.log == now.log
            and self.sequence <= now.sequence
            and self.entry == entry_at(self.sequence)
        )


def entry_at(sequence: int) -> str:
    """The record and the time of an entry."""
    row = Entry.objects.filter(pk=sequence).values_list("uid", "recorded_at").first()
    return f"{row[0]} {row[1].astimezone(UTC).isoformat()}" if row else ""


@cache
def program() -> str:
    """A name for what pages are made with."""
    digest = hashlib.sha256(
        f"{settings.API_ORIGIN} {settings.FRONTEND_ORIGIN} {settings.LANGUAGE_CODE}".encode()
    )
    for package in (api, exports, frontend):
        for file in sorted(Path(str(package.__file__)).parent.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
