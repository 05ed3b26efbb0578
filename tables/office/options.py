"""What a person says about an office table. What they do not say, Plenary proposes."""

from dataclasses import asdict, dataclass, field
from typing import Any

MAKE_DRAFT, LEAVE_OUT = "+", "-"  # answers about a name that is not there
ORDERS = ("day", "month")  # what is first in 03/04/2016
NOT_READ = ""  # the target of a column that is not read
# The kinds of which an office table may make drafts, and those that Plenary asks about.
CREATABLE = ("partner", "person", "theme", "venue")
ASKED = ("partner", "person", "theme")


@dataclass(frozen=True)
class OfficeOptions:
    """`columns` are the targets by header, `constants` values for all rows, `answers` what a name
    means: "partner:unicef" is a key, MAKE_DRAFT or LEAVE_OUT. `create` has kinds."""

    sheet: str = ""
    header_row: int = 0
    columns: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    create: tuple[str, ...] = ()
    date_order: str = ""

    def stored(self) -> dict[str, Any]:
        return asdict(self)


def options_from(stored: dict[str, Any]) -> OfficeOptions:
    return OfficeOptions(**{**stored, "create": tuple(stored["create"])})
