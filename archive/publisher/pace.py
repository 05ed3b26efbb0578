"""How much work goes into one transaction, so that nobody who waits for it waits for long."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

AIM = 0.4  # seconds
# On a busy machine the queries of a transaction take that long, however few rows it has. One row at
# a time would make an import ten times as long, and each transaction hardly shorter.
LEAST = 10
# Seconds between two transactions. Whoever waits for SQLite looks every tenth of a second.
# PostgreSQL lets them in by itself, in the order in which they came.
PAUSE = {"sqlite": 0.12, "postgresql": 0.01}


def let_others_in() -> None:
    """Wait between two transactions for those who want to write."""
    time.sleep(PAUSE[connection.vendor])


class Pace:
    """The size of the next batch, by what the last one took."""

    def __init__(self, first: int, most: int) -> None:
        self.size, self.most = first, most

    @contextmanager
    def measured(self, count: int) -> Iterator[None]:
        """Measure a batch of `count`. A batch that fails leaves the size as it is."""
        begun = time.monotonic()
        yield
        fitting = int(count * AIM / max(time.monotonic() - begun, 0.001))
        self.size = min(max(LEAST, min(fitting, 2 * self.size)), self.most)
