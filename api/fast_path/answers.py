"""The answers that a process knows, and which of them it forgets when something changes."""

import time
from dataclasses import dataclass
from threading import Lock

from django.conf import settings

from api.fast_path.changes import ALL_ANSWERS, Changes, changes_in, query_since
from archive.head_watch import Generation, HeadWatch

Headers = list[tuple[str, str]]
# Approximate overhead in bytes of memory: of an answer, and of each of its headers.
OVERHEAD = 1300
PAIR = 160


@dataclass(slots=True)
class Answer:
    """A status, headers without those of one request, a body, and how long they are valid.

    `made_of` names the kinds and the records that it may change with. None: with any of them.
    """

    status: str
    headers: Headers
    body: bytes
    until: float  # seconds since 1970
    made_of: frozenset[str] | None = None

    def outlives(self, changed: frozenset[str]) -> bool:
        """Whether it is the same after a change of the kinds and records `changed`."""
        return self.made_of is not None and self.made_of.isdisjoint(changed)


class Answers:
    """The answers at one head, in at most `most` bytes. The oldest go first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._lock = Lock()
        # Head and answers in one value, so that no thread sees the answers of another head.
        self._known: tuple[Generation | None, dict[tuple, Answer]] = (None, {})
        self._bytes = 0

    def get(self, key: tuple, head: Generation | None) -> Answer | None:
        """The answer to `key` if it is right at `head`, else None."""
        known_head, answers = self._known
        answer = answers.get(key) if known_head == head else None
        return answer if answer is not None and time.time() < answer.until else None

    def follow(self, head_watch: HeadWatch) -> Generation | None:
        """Forget what has changed up to the head, and return the head.

        None if the database does not say what has changed. Then nothing is known at that head.
        """
        head = head_watch.head()
        if head == self._known[0] or head is None:
            return head
        with self._lock:
            known_head = self._known[0]
            if head == known_head:
                return head
            if known_head is None:
                changes = Changes(head)
            else:
                rows = head_watch.rows(query_since(known_head))
                if rows is None:
                    return None
                changes = changes_in(rows, known_head)
            self._forget(changes)
            return changes.head

    def _forget(self, changes: Changes) -> None:
        """Go on to the head of `changes` with the answers that outlive them.

        `max-age` is cut before the next scheduled change, so no answer is valid until then.
        """
        latest = float("inf")
        if changes.next_change is not None:
            latest = changes.next_change.timestamp() - settings.API_MAX_AGE
        changed, answers = changes.names, self._known[1]
        if changed is ALL_ANSWERS:
            self._known, self._bytes = (changes.head, {}), 0
            return
        for key, answer in list(answers.items()):
            if answer.outlives(changed):
                answer.until = min(answer.until, latest)
            else:
                self._bytes -= size_of(key, answers.pop(key))
        self._known = changes.head, answers

    def keep(self, key: tuple, head: Generation, answer: Answer) -> None:
        """Keep `answer`, unless the head has moved on."""
        with self._lock:
            if head != self._known[0]:
                return
            answers = self._known[1]
            self._bytes -= size_of(key, answers.pop(key, None))
            answers[key] = answer
            self._bytes += size_of(key, answer)
            while self._bytes > self.most:
                oldest = next(iter(answers))
                self._bytes -= size_of(oldest, answers.pop(oldest))


def size_of(key: tuple, answer: Answer | None) -> int:
    """Approximate size in bytes of memory."""
    if answer is None:
        return 0
    headers_size = sum(len(name) + len(value) + PAIR for name, value in answer.headers)
    return len(answer.body) + headers_size + sum(len(part) for part in key if part) + OVERHEAD
