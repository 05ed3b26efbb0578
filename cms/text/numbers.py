"""Numbers, as they may be written in what comes from outside: in ASCII digits.

Python reads more: "+5", " 5 ", "1_0", "007" and the digits of every script are numbers to `int`.
Each of them would be another address of the same page, and no schema describes them.
"""

import re
from decimal import Decimal

LARGEST = 2**63 - 1  # in a column of a database
HOW = "in digits from 0 to 9, without a sign or zeros in front"
WHOLE = re.compile(r"0|[1-9][0-9]{0,18}")
SECONDS, DAY = re.compile(r"(?:0|[1-9][0-9]{0,4})(?:\.[0-9]{1,3})?"), 86_400
SIGNED = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")


def whole_number(text: str) -> int | None:
    """The whole number that `text` writes, 0 or more. None for no number and one too large."""
    number = int(text) if WHOLE.fullmatch(text) else None
    return number if number is None or number <= LARGEST else None


def signed_decimal(text: str) -> Decimal | None:
    """The number that `text` writes, with or without a sign. None for no number."""
    return Decimal(text) if SIGNED.fullmatch(text) else None


def seconds(text: str) -> float | None:
    """The time that `text` writes, such as "30" or "0.5": more than 0, at most a day."""
    number = float(text) if SECONDS.fullmatch(text) else 0
    return number if 0 < number <= DAY else None


class PositiveConverter:
    """`<positive:name>` in a path: a whole number, 1 or more. Any other text is another path."""

    regex = "[1-9][0-9]{0,18}"

    def to_python(self, value: str) -> int:
        """Django takes a ValueError for no match."""
        number = whole_number(value)
        if number is None:
            raise ValueError(f"{value} is too large.")
        return number

    def to_url(self, value: int) -> str:
        return str(value)
