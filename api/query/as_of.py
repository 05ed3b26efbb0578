"""`?as_of=`: a time in the past."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from api.query.params import Parameter, Refused

# The years in which no time zone leads out of the calendar.
DAY = r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
TIME = (
    r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?"
    r"(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])"
)
PATTERN = f"{DAY}({TIME})?"
END_OF_DAY = time(23, 59, 59, tzinfo=UTC)


def moment_of(text: str) -> datetime:
    """A time with its zone, or a day that stands for its end in UTC. Raises ValueError."""
    if "T" not in text:
        return datetime.combine(date.fromisoformat(text), END_OF_DAY)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no zone.")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{text} is not in the calendar in UTC.") from error


@dataclass(frozen=True)
class PointInTime(Parameter):
    """A time with its zone, or a day: then the end of that day in UTC."""

    def read(self, value: str) -> datetime:
        if not re.fullmatch(PATTERN, value):
            raise Refused("Give a day or a time with its zone: 2016-01-26, 2016-01-26T18:00:00Z.")
        try:
            return moment_of(value)
        except ValueError as error:
            raise Refused("There is no such time. Write 2016-01-26T18:00:00Z.") from error

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{PATTERN}$"}


AS_OF = PointInTime("as_of", "As it was at that time; a day means its end, in UTC.")
