"""The state of the log for direct reads, asked once for each head."""

from datetime import datetime

from django.utils import timezone

from api.fast_path.statement import Statement, adapted, as_text
from api.log_state import NO_COUNT, STATE, LogState, state_in
from api.snapshot_read import ReadState, note
from cms.postgresql.library import Rows

NAMES = (
    "epoch", "generation", "sequence", "renewed", "is_overdue", "next_expiry", "next_go_live",
    "counted",
)  # fmt: skip
state_of_log = Statement(
    "plenary_state",
    f"SELECT {as_text(*NAMES)} FROM ({STATE.format(count=NO_COUNT[0])}) AS state",  # noqa: S608
)


class LatestState:
    """The state at the latest head, until the next scheduled change.

    Whatever changes the state also moves the head, to a generation that no head ever had before.
    Rows say the generation that they were read at. The kept state is theirs if it has the same.
    """

    def __init__(self) -> None:
        self._state: LogState | None = None

    def of(self, rows: Rows, made_of: frozenset[str] | None) -> ReadState | None:
        """The state that `rows` were read in, noted with `made_of`. None: it is not known.

        The last column of the rows is the generation of the log. Without rows it is the state of
        now.
        """
        now, generation = timezone.now(), int(rows[0][-1]) if rows else None
        if generation is None or not is_current(self._state, generation, now):
            at = adapted(now)
            states = state_of_log.rows((at, at, at))
            self._state = state_in(states[0]) if states else None
        state = self._state
        return note(state, now, made_of) if state and is_current(state, generation, now) else None


def is_current(state: LogState | None, generation: int | None, now: datetime) -> bool:
    """Whether `state` has the generation, if it is known, and nothing is due by `now`."""
    if state is None or state.head is None or state.is_overdue:
        return False
    if generation not in (None, state.head[1]):
        return False
    return state.next_change is None or now < state.next_change
