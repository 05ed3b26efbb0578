"""How much of the archive an export holds, and the text that says so."""

from dataclasses import dataclass

from archive.encoding import timestamp
from exports.snapshot import Snapshot

PUBLIC = "what is public"
WHOLE = "everything editors see"


@dataclass(frozen=True)
class Scope:
    """The scope of one export. If `is_whole`, it also holds drafts, notes and hidden records.

    `origin` is the origin of a mirror, if it is not the API's own.
    """

    snapshot: Snapshot
    is_whole: bool = False
    origin: str | None = None

    @property
    def can_be_restored(self) -> bool:
        """Whether the export holds the content tables, so that a site can be rebuilt from it."""
        return self.snapshot.is_everything

    @property
    def part(self) -> str:
        if self.snapshot.series is not None:
            return f"the series {self.snapshot.series}, with what its editions show"
        return "the archive"

    @property
    def time(self) -> str:
        """The requested time, or the time of the last entry of the log in the export."""
        return timestamp(self.snapshot.as_of or self.snapshot.head.recorded_at)

    @property
    def contents(self) -> str:
        return WHOLE if self.is_whole else PUBLIC

    @property
    def description(self) -> str:
        """ "What is public of the archive, as of 2026-11-25T18:00:00Z"."""
        return f"{self.contents.capitalize()} of {self.part}, as of {self.time}"
