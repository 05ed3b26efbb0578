"""Pages that the site knows already. One that the API still confirms is not made again."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from .api import Unavailable
from .asking import Asked, Questions
from .responses import Response

MOST_BYTES = 64_000_000


@dataclass
class Known:
    """A page, the questions it was made from, and until when nobody asks again."""

    response: Response
    asked: list[Asked]
    shared: list[Asked]
    fresh_until: float
    turn: Lock = field(default_factory=Lock)


class Memory:
    """The pages asked for last, up to a number of bytes."""

    def __init__(self, fresh_seconds: float) -> None:
        self.fresh_seconds = fresh_seconds
        self._lock = Lock()
        self._pages: OrderedDict[str, Known] = OrderedDict()
        self._bytes = 0

    def page(self, key: str, questions: Questions, build: Callable[[], Response]) -> Response:
        """The page of `key`. Raises `Unavailable` when it is not known and the API is away."""
        page = self._find(key)
        if page is None:
            return self._make(key, questions, build)
        if page.fresh_until > time.monotonic():
            return page.response
        # One reader at a time asks whether the page has changed. The others get it as it is.
        if not page.turn.acquire(blocking=not self.fresh_seconds):
            return page.response
        try:
            if questions.are_as_before(page.asked, page.shared):
                page.fresh_until = time.monotonic() + self.fresh_seconds
                # The API says when an answer changed only two seconds after that.
                page.response.last_modified = questions.last_modified or page.response.last_modified
                return page.response
            return self._make(key, questions, build)
        except Unavailable:
            page.fresh_until = time.monotonic() + max(self.fresh_seconds, 1.0)
            return page.response
        finally:
            page.turn.release()

    def _find(self, key: str) -> Known | None:
        with self._lock:
            if page := self._pages.get(key):
                self._pages.move_to_end(key)
            return page

    def _make(self, key: str, questions: Questions, build: Callable[[], Response]) -> Response:
        response = build()
        if response.status == 200:
            response.last_modified = questions.last_modified
        if questions.asked:
            fresh_until = time.monotonic() + self.fresh_seconds
            page = Known(response, questions.asked, questions.shared, fresh_until)
            with self._lock:
                self._keep(key, page)
        return response

    def _keep(self, key: str, page: Known) -> None:
        if before := self._pages.pop(key, None):
            self._bytes -= before.response.size
        self._pages[key] = page
        self._bytes += page.response.size
        while self._bytes > MOST_BYTES and len(self._pages) > 1:
            _key, oldest = self._pages.popitem(last=False)
            self._bytes -= oldest.response.size
