"""`Accept`: which media type a client prefers."""

import re
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from api.formats import FORMATS
from api.formats.listing import LIST_FORMATS
from api.http.compression import LONGEST_HEADER
from api.http.errors import Problem
from api.http.request_body import JSON

KNOWN = {JSON, *(format_.media_type for format_ in (*FORMATS, *LIST_FORMATS))}
WEIGHT = re.compile(r"q\s*=")
NOT_AT_ALL = re.compile(r"q\s*=\s*0(\.0*)?")


def preferred(request: HttpRequest, others: Iterable[str]) -> str | None:
    """The media type to answer with: JSON, one of `others`, or None if none is acceptable.

    JSON is the default, also for a client that names none of our formats, such as a browser. Among
    equal weights the type that the client names first wins.
    """
    header = request.META.get("HTTP_ACCEPT", "")
    if "/" not in header or len(header) > LONGEST_HEADER:
        return JSON
    named = [_name_and_weight(media_range) for media_range in header.lower().split(",")]
    refused = {name for name, weight in named if NOT_AT_ALL.fullmatch(weight)}
    asked = HttpRequest()
    asked.META["HTTP_ACCEPT"] = ",".join(
        f"{name};{weight}" if weight else name for name, weight in named
    )
    liked = asked.get_preferred_type(
        [media_type for media_type in (JSON, *others) if media_type not in refused]
    )
    if liked is None and not KNOWN & {name for name, _weight in named}:
        return JSON
    return liked


def _name_and_weight(media_range: str) -> tuple[str, str]:
    """A media range and its weight. Charset and profile do not count: no format here has any."""
    name, *parameters = (part.strip() for part in media_range.split(";"))
    weight = next((parameter for parameter in parameters if WEIGHT.match(parameter)), "")
    return name, weight


def not_acceptable(why: str, names: Iterable[str]) -> Problem:
    """The 406 that names the available media types."""
    allowed = [JSON, *names]
    return Problem(406, "not_acceptable", f"{why} There is: {', '.join(allowed)}.", allowed=allowed)


def varies_by_accept(response: HttpResponse) -> HttpResponse:
    """`response` with `Vary: Accept`, so that caches keep one copy for each media type."""
    patch_vary_headers(response, ["Accept"])
    return response
