"""An answer that is sent in parts is made whole before its first part goes out.

A server cannot say in the middle of an answer that the rest is missing: to the reader, a list that
ends with half of its records looks like the whole list. So Plenary first writes such an answer to a
temporary file. It then has a length, by which a reader notices a connection that broke, and what
fails while it is made is an error from the beginning.
"""

from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.http import HttpRequest, HttpResponseBase

IN_MEMORY = 1 << 20
PART = 1 << 16


class WholeAnswers:
    """Stands directly before the views. What `is_endless` passes as it comes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: Any = self.get_response(request)
        known = not response.streaming or response.has_header("Content-Length")
        if known or request.method == "HEAD" or getattr(response, "is_endless", False):
            return response
        file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  `parts_of` closes it
        try:
            for part in response.streaming_content:
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
