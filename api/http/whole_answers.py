"""An answer that is sent in parts is made whole before its first part goes out.

A server cannot say in the middle of an answer that the rest is missing: to the reader, a list that
ends with half of its records looks like the whole list. So Plenary first writes such an answer to a
temporary file. It then has a length, by which a reader notices a connection that broke, and what
fails while it is made is an error from the beginning.

Such an answer costs as much as a thousand others. So a process makes few for the public, and works
at one of them at a time.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import IO, Any

from django.http import HttpRequest, HttpResponseBase

from api.http.errors import problem_response
from api.http.waiting_places import Places
from cms.requests.counting import client_of

IN_MEMORY = 1 << 20
PART = 1 << 16
AT_ONCE, OF_ONE_CLIENT = 4, 2
SLICE, PAUSE = 0.05, 0.002  # seconds
OR_PAGES = "Ask again in a few seconds, or ask for pages of the list."
REFUSALS = {
    429: ("too_many_requests", f"{OF_ONE_CLIENT} long lists are being made for you. {OR_PAGES}"),
    503: ("unavailable", f"Many long lists are being made. {OR_PAGES}"),
}


class WholeAnswers:
    """Stands directly before the views. What `is_endless` passes as it comes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.places = Places(lambda: AT_ONCE, OF_ONE_CLIENT)
        self.turn = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: Any = self.get_response(request)
        has_length = not response.streaming or response.has_header("Content-Length")
        if has_length or request.method == "HEAD" or getattr(response, "is_endless", False):
            return response
        if not request.path.startswith("/api/"):
            return whole(response, response.streaming_content)
        with self.places.take(client_of(request.META)) as refusal:
            if refusal is None:
                return whole(response, self.in_turn(response.streaming_content))
        return problem_response(request, refusal, *REFUSALS[refusal], headers={"Retry-After": "5"})

    def in_turn(self, parts: Iterable[bytes]) -> Iterator[bytes]:
        """`parts`, made while it is the turn of this answer. A turn is short."""
        remaining, is_at_end = iter(parts), False
        while not is_at_end:
            with self.turn:
                made, is_at_end = slice_of(remaining)
            yield from made
            time.sleep(PAUSE)  # or the others would not wake up before the next turn


def slice_of(parts: Iterator[bytes]) -> tuple[list[bytes], bool]:
    """What can be made of `parts` in a moment, and whether that is all."""
    until, made = time.monotonic() + SLICE, []
    for part in parts:
        made.append(part)
        if time.monotonic() > until:
            return made, False
    return made, True


def whole(response: Any, parts: Iterable[bytes]) -> HttpResponseBase:
    """`response` with its length, once all of `parts` are there."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  `parts_of` closes it
    try:
        for part in parts:
            file.write(part)
    except BaseException:
        file.close()
        raise
    response.headers["Content-Length"] = str(file.tell())
    response.streaming_content = parts_of(file)
    return response


def parts_of(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while part := file.read(PART):
            yield part
