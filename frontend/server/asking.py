"""The questions that a page was made from, so that they can be asked again."""

import time
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from .api import Api, ApiAnswer, Headers, Query, Unavailable

Asked = tuple[str, Query, str]  # path, query, and the version of the answer


class SharedAnswers:
    """Answers that all pages are made from: the title and the navigation, and what kinds there are.

    They are asked for again once in `fresh_seconds`, not for each page.
    """

    def __init__(self, api: Api, fresh_seconds: float) -> None:
        self.api = api
        self.fresh_seconds = fresh_seconds
        self._answers: dict[tuple[str, Query], tuple[ApiAnswer, float]] = {}

    def get(self, path: str, query: Query, headers: Headers) -> ApiAnswer:
        """Raises `Unavailable` when the answer was never known."""
        answer, until = self._answers.get((path, query), (None, 0.0))
        if answer is not None and until > time.monotonic():
            return answer
        try:
            answer = self._ask(path, query, answer, headers)
        except Unavailable:
            if answer is None:
                raise
        if answer.status == 200:  # a reader can ask for any language: what is none is not kept
            self._answers[path, query] = (answer, time.monotonic() + self.fresh_seconds)
        return answer

    def _ask(
        self, path: str, query: Query, before: ApiAnswer | None, headers: Headers
    ) -> ApiAnswer:
        if before is None:
            return self.api.get(path, query, headers)
        again = self.api.get(path, query, {**headers, "If-None-Match": before.etag})
        return before if again.status == 304 else again


@dataclass
class Questions:
    """Asks the API for one page, and keeps what it asked."""

    api: Api
    shared_answers: SharedAnswers
    client: str = ""
    asked: list[Asked] = field(default_factory=list)
    shared: list[Asked] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def get(self, path: str, query: Query = ()) -> ApiAnswer:
        answer = self.api.get(path, query, self._headers())
        self.asked.append((path, query, answer.etag))
        self._note(answer)
        return answer

    def get_shared(self, path: str, query: Query = ()) -> ApiAnswer:
        answer = self.shared_answers.get(path, query, self._headers())
        self.shared.append((path, query, answer.etag))
        self._note(answer)
        return answer

    def _note(self, answer: ApiAnswer) -> None:
        if changed := answer.headers.get("Last-Modified"):
            self.changed.append(changed)

    @property
    def last_modified(self) -> str:
        """When the newest of the answers changed."""
        return max(self.changed, key=parsedate_to_datetime, default="")

    def _headers(self) -> dict[str, str]:
        return {"X-Forwarded-For": self.client} if self.client else {}

    def are_as_before(self, asked: list[Asked], shared: list[Asked]) -> bool:
        """Whether the API still gives the same answers. Raises `Unavailable`."""
        headers = self._headers()
        for path, query, etag in shared:
            answer = self.shared_answers.get(path, query, headers)
            self._note(answer)
            if answer.etag != etag:
                return False
        return all(
            etag and self._again(path, query, {**headers, "If-None-Match": etag}).status == 304
            for path, query, etag in asked
        )

    def _again(self, path: str, query: Query, headers: Headers) -> ApiAnswer:
        answer = self.api.get(path, query, headers)
        self._note(answer)
        return answer
