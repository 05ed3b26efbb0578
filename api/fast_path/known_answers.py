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
from contextlib import nullcontext
from typing import Any

from django.conf import settings

from api import metrics
from api.caches.single_flight import SingleFlight
from api.fast_path.answers import Answer, Answers, Headers
from api.fast_path.direct_reads import DirectReads
from api.fast_path.request_key import Environ, is_heeded, key_of
from api.http.method_policy import READING, methods_of
from api.http.middleware import id_of
from api.http.rate_limits import take
from api.replica import replica
from api.snapshot_read import read_state
from archive.head_watch import Generation, HeadWatch

Application = Callable[[Environ, Callable], Iterable[bytes]]

# Headers that every answer gets anew.
OF_THE_REQUEST = {"x-request-id", "ratelimit", "ratelimit-policy", "server-timing"}
CHANGES, STREAM = "/api/v1/changes/", "/api/v1/changes/stream/"
KEPT = ("200 ", "304 ")
LONGEST_BODY = 1_000_000


class FastPath:
    """A WSGI application: known answers from memory, all others from `application`."""

    def __init__(
        self, application: Application, most: int, direct: DirectReads | None = None
    ) -> None:
        self.application = heeding_the_key(application)
        self.direct = direct
        self.head_watch = HeadWatch(settings.API_HEAD_LAG)
        self.answers = Answers(most)
        self.turns = SingleFlight()

    def __call__(self, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        if not is_for_everybody(environ):
            return self.application(environ, start_response)
        key = key_of(environ)
        answer = self.answers.get(key, self.answers.follow(self.head_watch))
        if answer is not None:
            metrics.known.inc()
            return self.send(answer, environ, start_response)
        with self.turns.of(key) if self.answers.most else nullcontext():
            head = self.answers.follow(self.head_watch)
            answer = self.answers.get(key, head)
            if answer is not None:
                metrics.known.inc()
            elif (answer := self.read(environ, key, head)) is not None:
                metrics.direct.inc()
            else:
                metrics.unknown.inc()
                return self.ask(environ, start_response, key, head)
        return self.send(answer, environ, start_response)

    def send(self, answer: Answer, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        """`answer`, counted against the limit of its reader."""
        allowance = take(environ)
        if allowance is None:
            extra: Iterable[tuple[str, str]] = ()
        elif allowance.is_exceeded:
            return self.application(environ, start_response)
        else:
            extra = allowance.headers.items()
        start_response(answer.status, [*answer.headers, ("X-Request-ID", id_of(environ)), *extra])
        return (answer.body,)

    def read(self, environ: Environ, key: tuple, head: Generation | None) -> Answer | None:
        """The answer read directly, and kept if that is allowed."""
        response = self.direct.response(environ) if self.direct and head else None
        if response is None:
            return None
        headers, body = response
        return self.keep(key, head, "200 OK", headers, body)

    def keep(
        self, key: tuple, head: Generation | None, status: str, headers: Headers, body: bytes
    ) -> Answer:
        """The answer that was just made, known from now on if nothing has changed meanwhile."""
        read = read_state.get()
        made_of = read.made_of if read else None
        answer = Answer(status, headers, body, held_until(status, headers), made_of)
        is_valid = answer.until > time.time() and len(body) <= LONGEST_BODY
        if self.answers.most and is_valid and head is not None and head == self.head_watch.head():
            self.answers.keep(key, head, answer)
        return answer

    def ask(
        self, environ: Environ, start_response: Callable, key: tuple, head: Generation | None
    ) -> Iterable[bytes]:
        """The answer of `application`. It is kept if that is allowed."""
        started: list[Any] = []

        def hear(status: str, headers: Headers, exc_info: Any = None) -> Any:
            started[:] = status, headers
            return start_response(status, headers, exc_info)

        response = self.application(environ, hear)
        status, headers = started
        if getattr(response, "streaming", True):
            return response
        headers = [header for header in headers if header[0].lower() not in OF_THE_REQUEST]
        if self.direct is not None:
            self.direct.learn(environ, status, headers)
        if held_until(status, headers) <= time.time():
            return response
        body = b"".join(response)
        response.close()  # type: ignore[attr-defined]
        self.keep(key, head, status, headers, body)
        return (body,)


def heeding_the_key(application: Application) -> Application:
    """`application`, which gets no header beside those of the key when it answers everybody."""

    def answer(environ: Environ, start_response: Callable) -> Iterable[bytes]:
        if is_for_everybody(environ):
            environ = {name: environ[name] for name in environ if is_heeded(name)}
        return application(environ, start_response)

    return answer


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
    """`application` behind the fast path, or alone if the settings leave nothing of it."""
    direct = DirectReads() if settings.API_DIRECT_READS and replica() is None else None
    if settings.API_FAST_PATH_MB == 0 and direct is None:
        return heeding_the_key(application)
    return FastPath(application, settings.API_FAST_PATH_MB * 1024 * 1024, direct)
