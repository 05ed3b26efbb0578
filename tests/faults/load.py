"""Readers who never stop asking, and what they were told."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx2

# What a proxy that ends TLS says, without which the API answers nobody.
HEADERS = {"Host": "api.test", "X-Forwarded-Proto": "https"}


def client(url: str, **more) -> httpx2.Client:
    """Somebody who asks the server at `url` as the proxy of production does.

    No TLS is spoken here: to read whose certificates are trusted would take longer than to ask.
    """
    return httpx2.Client(base_url=url, headers=HEADERS, timeout=30, verify=False, **more)


@dataclass
class Answer:
    """One answer, or the error that stood in its place, with the seconds that it took."""

    path: str
    asked_at: float
    seconds: float
    status: int = 0
    content: bytes = b""
    headers: httpx2.Headers = field(default_factory=httpx2.Headers)
    error: str = ""

    @property
    def is_good(self) -> bool:
        return self.status == 200

    @property
    def is_unavailable(self) -> bool:
        """Whether it is the 503 of the API, whole and as a problem document."""
        return (
            self.status == 503
            and self.headers.get("Content-Type") == "application/problem+json"
            and self.headers.get("Cache-Control") == "no-store"
            and int(self.headers.get("Retry-After", 0)) > 0
            and b'"code":"unavailable"' in self.content
        )


def get(reader: httpx2.Client, path: str, **headers: str) -> Answer:
    """Ask for `path`; httpx2 itself tells a body that is cut off by its length."""
    started = time.monotonic()
    try:
        response = reader.get(path, headers=headers)
    except httpx2.HTTPError as error:
        taken = time.monotonic() - started
        return Answer(path, started, taken, error=f"{type(error).__name__}: {error}")
    taken = time.monotonic() - started
    return Answer(path, started, taken, response.status_code, response.content, response.headers)


@contextmanager
def constant_load(
    url: str, paths: list[str], readers: int = 4, *, pause: float = 0.005, keep: bool = True
) -> Iterator[list[Answer]]:
    """All answers to `readers` who ask for `paths` in turn until the block ends.

    With `keep` each stays on its connection; else each request has a new one.
    """
    answers: list[Answer] = []
    stop = threading.Event()

    def read(number: int) -> None:
        turn = number
        while not stop.is_set():
            with client(url) as reader:
                answers.append(get(reader, paths[turn % len(paths)]))
                while keep and not stop.is_set():
                    turn += 1
                    answers.append(get(reader, paths[turn % len(paths)]))
                    time.sleep(pause)
            turn += 1
            time.sleep(pause)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def until(true: Callable[[], object], seconds: float = 120) -> None:
    """Return when `true` is. Without a promise to test, the limit only ends a test that hangs."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} seconds"
        time.sleep(0.05)
