"""Whether this machine and its database server agree about the time.

A machine publishes and withdraws by its own clock. If that clock is ahead, the machine publishes
what is under an embargo, and nobody can take that back.
"""

from django.db import connection
from django.utils import timezone

from cms.previews import SKEW


def seconds_ahead() -> float:
    """How far this machine is ahead of the server; below 0 it is behind. 0 where there is none."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return (timezone.now() - cursor.fetchone()[0]).total_seconds()


def disagreement() -> str:
    """What is wrong with the clock, in a sentence; nothing where it is right to a minute."""
    ahead = seconds_ahead()
    if abs(ahead) <= SKEW:
        return ""
    where = "ahead of" if ahead > 0 else "behind"
    return f"The clock of this machine is {abs(ahead):.0f} seconds {where} that of the database."
