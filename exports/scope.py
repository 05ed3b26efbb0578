"""How much of the archive an export holds, in the words that it says so with."""

from dataclasses import dataclass

from archive.encoding import timestamp
from exports.snapshot import Source

PUBLIC = "what is public"
WHOLE = "everything editors see"


@dataclass(frozen=True)
class Scope:
    """The scope of one export. `is_whole`: drafts, notes and what is hidden are in it, too.

    `origin` is where a mirror will stand, if that is not the API's own origin.
    """

    source: Source
    is_whole: bool = False
    origin: str | None = None

    @property
    def can_come_back(self) -> bool:
        """Whether the export holds the content itself, from which a site can be rebuilt."""
        return self.source.is_everything

    @property
    def part(self) -> str:
        if self.source.series is not None:
            return f"the series {self.source.series}, with what its editions show"
        return "the archive"

    @property
    def time(self) -> str:
        """The last entry of the log that is in it, or the time that was asked for."""
        return timestamp(self.source.as_of or self.source.head.recorded_at)

    @property
    def contents(self) -> str:
        return WHOLE if self.is_whole else PUBLIC

    @property
    def words(self) -> str:
        """ "What is public of the archive, as of 2026-11-25T18:00:00Z"."""
        return f"{self.contents.capitalize()} of {self.part}, as of {self.time}"
