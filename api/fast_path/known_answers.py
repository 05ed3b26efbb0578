"""Answers that are known, given before Django is asked.

An answer of the API follows from the request, the log and the settings, and nothing public changes
unless the head of the log moves. So the answer to a request is kept under all that it may follow
from, with the head that was seen before it was made; the same request gets the same answer for as
long as the head stands there. One look at the head is the whole cost of knowing that.

What is never kept: errors, redirects, previews, answers that wait or stream, and whatever a
scheduled change could end while caches still hold it.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.conf import settings

from api import metrics
from api.fast_path.single_flight import Turns
from api.http.method_policy import READING, methods_of
from api.http.middleware import id_of
from api.http.rate_limits import take
from api.snapshot_read import moment
from archive.head_watch import Generation, Look

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, Callable], Iterable[bytes]]

# What an answer may follow from, beside the log and the settings.
ASKED = (
    "REQUEST_METHOD", "wsgi.url_scheme", "SERVER_NAME", "SERVER_PORT", "PATH_INFO", "QUERY_STRING",
    "HTTP_ACCEPT", "HTTP_ACCEPT_DATETIME", "HTTP_ACCEPT_ENCODING", "HTTP_HOST", "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_NONE_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_ORIGIN",
    "HTTP_RANGE", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO",
)  # fmt: skip
# What every answer has anew.
OF_THE_REQUEST = {"x-request-id", "ratelimit", "ratelimit-policy", "server-timing"}
CHANGES = "/api/v1/changes/"
KEPT = ("200 ", "304 ")
LONGEST_BODY = 1_000_000
# Bytes of memory beside what is written in it, about: of an answer, and of each of its headers.
OVERHEAD = 1000
PAIR = 160


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server was told, less what belongs to one request, and until when it holds."""

    status: str
    headers: Headers
    body: bytes
    until: float  # seconds since 1970


class Answers:
    """The answers at one head, within so many bytes; the oldest go first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        # One value, so that nobody ever reads the answers of another head.
        self._known: tuple[Generation | None, dict[tuple, Answer]] = (None, {})
        self._bytes = 0

    def get(self, key: tuple, head: Generation | None) -> Answer | None:
        """The answer to `key`, if it was made at `head`."""
        known_head, answers = self._known
        answer = answers.get(key) if known_head == head else None
        return answer if answer is not None and time.time() < answer.until else None

    def keep(self, key: tuple, head: Generation, answer: Answer) -> None:
        """Keep `answer`. Those of another head are worth nothing any more."""
        with self._lock:
            if head != self._known[0]:
                self._known, self._bytes = (head, {}), 0
            answers = self._known[1]
            self._bytes -= size_of(key, answers.pop(key, None))
            answers[key] = answer
            self._bytes += size_of(key, answer)
            while self._bytes > self._most:
                oldest = next(iter(answers))
                self._bytes -= size_of(oldest, answers.pop(oldest))


def size_of(key: tuple, answer: Answer | None) -> int:
    """Bytes of memory, about."""
    if answer is None:
        return 0
    headers_size = sum(len(name) + len(value) + PAIR for name, value in answer.headers)
    return len(answer.body) + headers_size + sum(len(part) for part in key if part) + OVERHEAD


class FastPath:
    """A WSGI application that gives known answers, and asks `application` for the others."""

    def __init__(self, application: Application, most: int) -> None:
        self.application = application
        self.look = Look(settings.API_HEAD_LAG)
        self.answers = Answers(most)
        self.turns = Turns()

    def __call__(self, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        if not is_for_everybody(environ):
            return self.application(environ, start_response)
        key = tuple(map(environ.get, ASKED))
        answer = self.answers.get(key, self.look.head())
        if answer is None:
            with self.turns.of(key):
                head = self.look.head()
                answer = self.answers.get(key, head)
                if answer is None:
                    metrics.unknown.inc()
                    return self.ask(environ, start_response, key, head)
        allowance = take(environ)
        if allowance is None:
            extra: Iterable[tuple[str, str]] = ()
        elif allowance.is_exceeded:
            return self.application(environ, start_response)
        else:
            extra = allowance.headers.items()
        metrics.known.inc()
        start_response(answer.status, [*answer.headers, ("X-Request-ID", id_of(environ)), *extra])
        return (answer.body,)

    def ask(
        self, environ: Environ, start_response: Callable, key: tuple, head: Generation | None
    ) -> Iterable[bytes]:
        """The answer of the application, kept when it may be."""
        started: list[Any] = []

        def hear(status: str, headers: Headers, exc_info: Any = None) -> Any:
            started[:] = status, headers
            return start_response(status, headers, exc_info)

        response = self.application(environ, hear)
        until = held_until(*started) if head is not None else 0.0
        if until <= time.time() or getattr(response, "streaming", True):
            return response
        body = b"".join(response)
        response.close()  # type: ignore[attr-defined]
        if len(body) <= LONGEST_BODY and head == self.look.head():
            status, headers = started
            kept = [header for header in headers if header[0].lower() not in OF_THE_REQUEST]
            self.answers.keep(key, head, Answer(status, kept, body, until))  # type: ignore[arg-type]
        return (body,)


def is_for_everybody(environ: Environ) -> bool:
    """Whether the request reads something of the API that does not wait for news."""
    path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and path.startswith("/api/v1/")
        and methods_of(path) == READING
        and not (path == CHANGES and ("wait" in query or "%" in query))
    )


def held_until(status: str, headers: Headers) -> float:
    """Until when this answer is the one to give while the head stands still; 0 for not at all.

    `Last-Modified` appears two seconds after a change, and `max-age` is cut short before the next
    scheduled one: before and after these an answer has other headers.
    """
    read = moment.get()
    names = {name.lower() for name, _value in headers}
    if not status.startswith(KEPT) or "etag" not in names or read is None:
        return 0.0
    until = read.now.timestamp() + min(read.quiet_seconds - settings.API_MAX_AGE, 86_400.0)
    if "last-modified" in names:
        return until
    return min(until, read.settles_at.timestamp()) if read.settles_at else 0.0


def in_front_of(application: Application) -> Application:
    """`application` behind the fast path, or alone where the settings give that no memory."""
    if settings.API_FAST_PATH_MB == 0:
        return application
    return FastPath(application, settings.API_FAST_PATH_MB * 1024 * 1024)
