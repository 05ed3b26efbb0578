"""What every request passes first: an id, a line in the log, and the rules of the API."""

import logging
import re
import time
from collections.abc import Callable, Mapping
from random import getrandbits
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.urls import is_valid_path
from django.utils.cache import patch_vary_headers
from django.utils.encoding import escape_uri_path

from api import metrics
from api.http import deprecation
from api.http.compression import compress, forget_variants
from api.http.errors import MEDIA_TYPE, is_ours, of_status, problem_response
from api.http.method_policy import PREVIEW, methods_of
from api.http.rate_limits import Allowance, take
from api.http.request_id import current_request_id
from api.snapshot_read import moment
from cms.postgresql import waiting_at_most

logger = logging.getLogger("plenary.request")

ACCEPTED_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
# The last part of these addresses is a token: whoever reads it could use it.
TOKEN = re.compile(r"(/newsletter/(?:confirm|unsubscribe)/)[^/]+")
# Seconds for each question to PostgreSQL, which stops a reader's after two itself. An editor's may
# wait for others who write, and not for ever: it keeps a thread of the server, which has few.
LONGEST_SILENCE = 3.0
LONGEST_WAIT = 60.0
KEPT_IN_QUERIES = "/#%[]=:;$&()+,!?*@'~"  # as in Django's iri_to_uri, which takes no bytes
KNOWN_METHODS = {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}
NOTHING = "default-src 'none'; frame-ancestors 'none'"
# What a script may read. Said to everybody, as caches keep one answer for those with an origin and
# those without.
EXPOSED = (
    "Content-Location, Deprecation, ETag, Last-Modified, Link, Location, Memento-Datetime, "
    "RateLimit, RateLimit-Policy, Retry-After, Sunset, X-Request-ID"
)
HEADERS = {
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class ApiMiddleware:
    """The outermost layer.

    Under /api/ and /health/ it takes the cookies away before a session or a login could see them,
    refuses what the address does not take without looking at a body, and makes sure that every
    error is a problem document.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request.request_id = request_id = id_of(request.META)  # type: ignore[attr-defined]
        token = current_request_id.set(request_id)
        try:
            response = self.answer(request)
            response.headers["X-Request-ID"] = request_id
            elapsed = time.perf_counter() - started
            log_request(request, response, elapsed)
            count_request(request, response, elapsed)
        finally:
            current_request_id.reset(token)
        return response

    def answer(self, request: HttpRequest) -> HttpResponse:
        if is_ours(request):
            with waiting_at_most(LONGEST_SILENCE):
                return self.answer_public(request)
        with waiting_at_most(LONGEST_WAIT):
            return self.get_response(request)

    def answer_public(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(("/api/", "/health/")):
            request.META.pop("HTTP_COOKIE", None)
        moment.set(None)
        forget_variants(request)
        allowance = None
        if request.path_info.startswith("/api/") and request.method != "OPTIONS":
            allowance = take(request.META)
        response = too_many(request, allowance) or refusal(request) or self.get_response(request)
        if response.status_code >= 400 and response.headers.get("Content-Type") != MEDIA_TYPE:
            response = of_status(request, response.status_code)
        deprecation.say(request, response)
        response.cookies.clear()
        response.headers.setdefault("Content-Security-Policy", NOTHING)
        # What says nothing for itself may be kept, and must be asked for before it is used again.
        response.headers.setdefault("Cache-Control", "no-cache")
        for name, value in HEADERS.items():
            response.headers[name] = value
        for name, value in allowance.headers.items() if allowance else ():
            response.headers[name] = value
        if request.path_info != PREVIEW:
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers.setdefault("Access-Control-Expose-Headers", EXPOSED)
            forget_origin(response)
        if request.path_info.startswith("/api/"):
            compress(request, response)
        return response


def id_of(meta: Mapping[str, Any]) -> str:
    """The client's own id when it is a plain word, else a new one."""
    request_id = meta.get("HTTP_X_REQUEST_ID", "")
    if request_id and ACCEPTED_ID.fullmatch(request_id):
        return request_id
    return f"{getrandbits(128):032x}"  # a name and no secret: every known answer has one


def too_many(request: HttpRequest, allowance: Allowance | None) -> HttpResponse | None:
    """The 429 of a client that has asked too often."""
    if allowance is None or not allowance.is_exceeded:
        return None
    policy = allowance.policy
    detail = f"At most {policy.quota} requests in {policy.seconds} seconds."
    headers = {"Retry-After": str(allowance.reset)}
    return problem_response(request, 429, "too_many_requests", detail, headers=headers)


def refusal(request: HttpRequest) -> HttpResponse | None:
    """The answer to a request that no view shall see."""
    path = request.path_info
    if request.method not in methods_of(path):
        return of_status(request, 405)
    if "\x00" in path:
        return of_status(request, 404)
    if not has_known_host(request):
        return of_status(request, 400)
    if settings.SECURE_SSL_REDIRECT and path.startswith("/api/") and not request.is_secure():
        detail = "This address answers only over HTTPS, and does not redirect."
        return problem_response(request, 403, "https_required", detail)
    if not path.endswith("/") and not is_valid_path(path) and is_valid_path(f"{path}/"):
        return moved_permanently(escape_uri_path(f"{path}/"), request)
    return None


def has_known_host(request: HttpRequest) -> bool:
    """Whether the Host header is one of ours. Asked here, because Django logs it as a fault."""
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True


def moved_permanently(path: str, request: HttpRequest) -> HttpResponse:
    """A 308 to `path`, which is percent-encoded, on the configured origin; the query stays."""
    query = quote(request.META.get("QUERY_STRING", "").encode("latin-1"), safe=KEPT_IN_QUERIES)
    address = f"{settings.API_ORIGIN}{path}"
    return HttpResponse(
        status=308, headers={"Location": f"{address}?{query}" if query else address}
    )


def forget_origin(response: HttpResponse) -> None:
    """Every origin gets the same answer: caches need one copy."""
    kept = [
        name
        for name in response.headers.get("Vary", "").split(",")
        if name.strip().lower() not in ("", "origin")
    ]
    response.headers.pop("Vary", None)
    if kept:
        patch_vary_headers(response, [name.strip() for name in kept])


def count_request(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """By the pattern of the address: what stands in its place could be anything."""
    match = request.resolver_match
    route = match.route if match else "none"
    method = request.method if request.method in KNOWN_METHODS else "other"
    metrics.requests.labels(method, route, response.status_code).inc()
    metrics.seconds.labels(route).observe(seconds)


def log_request(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    path = TOKEN.sub(r"\1***", request.path_info)
    logger.info(
        "%s %s %s",
        request.method,
        path.encode("unicode_escape").decode("ascii"),
        response.status_code,
        extra={
            "method": request.method,
            "path": path,
            "status": response.status_code,
            "milliseconds": round(seconds * 1000, 1),
        },
    )
