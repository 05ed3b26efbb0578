"""Places for requests that take long: few at a time, and fewer of one client."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock


class Places:
    """The requests that this process holds: `most()` of them, `of_one_client` of each client."""

    def __init__(self, most: Callable[[], int], of_one_client: int | None = None) -> None:
        self._most, self._of_one_client = most, of_one_client
        self._lock = Lock()
        self.taken: Counter[str] = Counter()

    @contextmanager
    def take(self, client: str = "") -> Iterator[int | None]:
        """The status of the refusal where no place is free. A place is free again at the end."""
        with self._lock:
            refusal = self._refusal(client)
            self.taken[client] += refusal is None
        try:
            yield refusal
        finally:
            with self._lock:
                self.taken[client] -= refusal is None
                self.taken += Counter()  # forget who has none

    def _refusal(self, client: str) -> int | None:
        if self._of_one_client is not None and self.taken[client] >= self._of_one_client:
            return 429
        return 503 if self.taken.total() >= self._most() else None
