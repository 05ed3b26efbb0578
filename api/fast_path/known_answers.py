"""The fast path: answers from memory, before Django.

An answer of the API depends on the request, the log and the settings. Nothing public changes
unless the head of the log moves. So Plenary keeps an answer under everything in the request that it
may depend on. The same request gets the same answer while the head stays, and afterwards if nothing
has changed that the answer is made of. One look at the head is all that a known answer costs.

Never kept: errors, redirects, previews, answers that wait or stream, and answers that a scheduled
change could end while caches still hold them.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from api import metrics
from api.fast_path.answers import Answer, Answers, Headers
from api.fast_path.single_flight import SingleFlight
from api.http.method_policy import READING, methods_of
from api.http.middleware import id_of
from api.http.rate_limits import take
from api.snapshot_read import read_state
from archive.head_watch import Generation, HeadWatch

Environ = dict[str, Any]
Application = Callable[[Environ, Callable], Iterable[bytes]]

# The parts of a request that an answer may depend on.
ASKED = (
    "REQUEST_METHOD", "wsgi.url_scheme", "SERVER_NAME", "SERVER_PORT", "PATH_INFO", "QUERY_STRING",
    "HTTP_ACCEPT", "HTTP_ACCEPT_DATETIME", "HTTP_ACCEPT_ENCODING", "HTTP_HOST", "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_NONE_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_ORIGIN",
    "HTTP_RANGE", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO",
)  # fmt: skip
# Headers of the request from which no part of a kept answer follows: the id, and who is counted.
OF_NO_ANSWER = ("HTTP_X_REQUEST_ID", "HTTP_X_FORWARDED_FOR")
# Headers that every answer gets anew.
OF_THE_REQUEST = {"x-request-id", "ratelimit", "ratelimit-policy", "server-timing"}
CHANGES, STREAM = "/api/v1/changes/", "/api/v1/changes/stream/"
KEPT = ("200 ", "304 ")
LONGEST_BODY = 1_000_000


class FastPath:
    """A WSGI application: known answers from memory, all others from `application`."""

    def __init__(self, application: Application, most: int) -> None:
        self.application = heeding_the_key(application)
        self.head_watch = HeadWatch(settings.API_HEAD_LAG)
        self.answers = Answers(most)
        self.turns = SingleFlight()

    def __call__(self, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        if not is_for_everybody(environ):
            return self.application(environ, start_response)
        key = tuple(map(environ.get, ASKED))
        answer = self.answers.get(key, self.answers.follow(self.head_watch))
        if answer is None:
            with self.turns.of(key):
                head = self.answers.follow(self.head_watch)
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
        """The answer of `application`. It is kept if that is allowed."""
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
        if len(body) <= LONGEST_BODY and head == self.head_watch.head():
            status, headers = started
            kept = [header for header in headers if header[0].lower() not in OF_THE_REQUEST]
            read = read_state.get()
            made_of = read.made_of if read else None
            self.answers.keep(key, head, Answer(status, kept, body, until, made_of))  # type: ignore[arg-type]
        return (body,)


def heeding_the_key(application: Application) -> Application:
    """`application`, which gets no header beside those of the key when it answers everybody."""

    def answer(environ: Environ, start_response: Callable) -> Iterable[bytes]:
        if is_for_everybody(environ):
            environ = {name: environ[name] for name in environ if is_heeded(name)}
        return application(environ, start_response)

    return answer


def is_heeded(name: str) -> bool:
    """Whether an answer to everybody may read this part of the request."""
    is_header = name.startswith(("HTTP_", "CONTENT_"))
    return not is_header or name in ASKED or name in OF_NO_ANSWER


def is_for_everybody(environ: Environ) -> bool:
    """Whether the request reads the public API and does not wait for changes."""
    path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and path.startswith("/api/v1/")
        and methods_of(path) == READING
        and path != STREAM
        and not (path == CHANGES and ("wait" in query or "%" in query))
    )


def held_until(status: str, headers: Headers) -> float:
    """Until when the answer is valid while the head stays, in seconds since 1970; 0: not at all.

    `Last-Modified` appears two seconds after a change. `max-age` is cut before the next scheduled
    change. At both times the headers of the answer change.
    """
    read = read_state.get()
    names = {name.lower() for name, _value in headers}
    if not status.startswith(KEPT) or "etag" not in names or read is None:
        return 0.0
    until = read.now.timestamp() + min(read.quiet_seconds - settings.API_MAX_AGE, 86_400.0)
    if "last-modified" in names:
        return until
    return min(until, read.settles_at.timestamp()) if read.settles_at else 0.0


def in_front_of(application: Application) -> Application:
    """`application` behind the fast path, or alone if the settings give it no memory."""
    if settings.API_FAST_PATH_MB == 0:
        return heeding_the_key(application)
    return FastPath(application, settings.API_FAST_PATH_MB * 1024 * 1024)
