"""Keeps the headers of every answer under 3,000 bytes.

nginx reads the headers of an answer into a buffer of one page of memory, 4 kB by default, and
answers 502 when they are longer. So headers that grow with a record or a list are cut, in this
order, and only as far as needed:

1. `Link` loses links, the least important first: other formats, then the versions of the past, then
   `prev`. `next` stays, because a client would take a page without it for the last one.
2. `Content-Location` goes. It only repeats an address.
3. The file name in `Content-Disposition` is shortened. It keeps its ending.

If that is not enough, the address itself is too long, and the answer is a 414.
"""

import re
from collections.abc import Callable
from urllib.parse import quote, unquote

from django.http import HttpRequest, HttpResponse

from api.http.errors import is_ours, of_status

# 3,000 less what is added afterwards: X-Request-ID, Date, Server, Connection and the like.
LARGEST_HEADERS = 2700
LINK = re.compile(r'<[^>]*>(?:[^",]|"[^"]*")*')
# The first word of `rel`, the most important first. What is not here goes first.
RELATIONS = ["next", "prev", "deprecation", "canonical", "original", "timemap"]
FILE_NAME = re.compile(r"filename\*=utf-8''(\S+)|filename=\"([^\"]*)\"")
LONGEST_FILE_NAME = 60  # letters, of which each may take nine bytes


def size_of(response: HttpResponse) -> int:
    """The bytes of the headers, as they are sent."""
    cookies = sum(
        len(cookie.output(header="Set-Cookie:")) + 2 for cookie in response.cookies.values()
    )
    return cookies + sum(len(name) + len(value) + 4 for name, value in response.headers.items())


def within_budget(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """`response` with headers that every proxy takes, or a 414 in its place."""
    for cut in CUTS:
        if size_of(response) <= LARGEST_HEADERS:
            return response
        cut(response)
    if size_of(response) <= LARGEST_HEADERS or response.status_code >= 400:
        return response
    if is_ours(request):
        return of_status(request, 414)
    return HttpResponse("The address is too long.", status=414, content_type="text/plain")


def _leave_out_links(response: HttpResponse) -> None:
    links = LINK.findall(response.headers.get("Link", ""))
    # Sorting is stable: the formats stay in the order in which they were given.
    kept = sorted((link.strip() for link in links), key=_rank)
    while kept and size_of(response) > LARGEST_HEADERS and _rank(kept[-1]) > 0:
        kept.pop()
        response.headers["Link"] = ", ".join(kept)
    if links and not kept:
        del response.headers["Link"]


def _rank(link: str) -> int:
    relation = re.search(r'rel="?(\w+)', link)
    name = relation[1] if relation else ""
    return RELATIONS.index(name) if name in RELATIONS else len(RELATIONS)


def _leave_out_location(response: HttpResponse) -> None:
    response.headers.pop("Content-Location", None)


def _shorten_file_name(response: HttpResponse) -> None:
    disposition = response.headers.get("Content-Disposition", "")
    if not (match := FILE_NAME.search(disposition)):
        return
    stem, dot, ending = unquote(match[1] or match[2]).rpartition(".")
    short = f"{stem[: LONGEST_FILE_NAME - len(ending)]}{dot}{ending[:LONGEST_FILE_NAME]}"
    kind = disposition.partition(";")[0]
    response.headers["Content-Disposition"] = f"{kind}; filename*=utf-8''{quote(short, safe='')}"


CUTS: tuple[Callable[[HttpResponse], None], ...] = (
    _leave_out_links,
    _leave_out_location,
    _shorten_file_name,
)
