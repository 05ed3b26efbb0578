"""How much work goes into one transaction, so that nobody who waits for it waits for long."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

AIM = 0.4  # seconds
# Seconds between two transactions. Whoever waits for SQLite looks every tenth of a second.
PAUSE = 0.12


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
        self.size = max(1, min(fitting, 2 * self.size, self.most))
