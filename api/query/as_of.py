"""`?as_of=`: a time in the past."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from api.query.params import Parameter, Refused

# The years in which no time zone leads out of the calendar.
DAY = r"[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2\d|3[01])"
TIME = r"T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-](0\d|1[0-4]):[0-5]\d)"
PATTERN = f"^{DAY}({TIME})?$"


@dataclass(frozen=True)
class PointInTime(Parameter):
    """A time with its zone, or a day: then the end of that day in UTC."""

    def read(self, value: str) -> datetime:
        if not re.match(PATTERN, value, re.ASCII):
            raise Refused("Give a day or a time with its zone: 2016-01-26, 2016-01-26T18:00:00Z.")
        text = value if "T" in value else f"{value}T23:59:59Z"
        try:
            return datetime.fromisoformat(text).astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise Refused("There is no such time. Write 2016-01-26T18:00:00Z.") from error

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": PATTERN}


AS_OF = PointInTime("as_of", "As it was at that time; a day means its end, in UTC.")
