"""The outermost middleware: request id, log line, and the rules of the API."""

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
from api.http.errors import PROBLEM_JSON, is_ours, of_status, problem_response
from api.http.header_budget import within_budget
from api.http.log_tokens import without_tokens
from api.http.method_policy import PREVIEW, methods_of
from api.http.rate_limits import take
from api.http.request_id import current_request_id
from api.snapshot_read import read_state
from cms.postgresql import waiting_at_most
from cms.requests.counting import Allowance

logger = logging.getLogger("plenary.request")

ACCEPTED_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
# Seconds for one query to PostgreSQL. A reader's query ends after two. An editor's query may wait
# for other writers, but not for ever: it holds one of the server's few threads.
LONGEST_SILENCE = 3.0
LONGEST_WAIT = 60.0
LONGEST_LOCATION = 1500  # bytes, so that a redirect stays within its header budget
KEPT_IN_QUERIES = "/#%[]=:;$&()+,!?*@'~"  # as in Django's iri_to_uri, which takes no bytes
KNOWN_METHODS = {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}
NOTHING = "default-src 'none'; frame-ancestors 'none'"
# What Django adds for pages. An answer that may load nothing and be in no frame needs none of it.
FOR_PAGES = ("X-Frame-Options", "Cross-Origin-Opener-Policy")
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class ApiMiddleware:
    """The outermost layer.

    Under /api/ and /health/ it removes cookies before any session or login sees them. It refuses
    methods that the path does not accept before it reads a body. It makes every error a problem
    document.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request.request_id = request_id = id_of(request.META)  # type: ignore[attr-defined]
        token = current_request_id.set(request_id)
        try:
            response = within_budget(request, self.answer(request))
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
        read_state.set(None)
        forget_variants(request)
        allowance = None
        if request.path_info.startswith("/api/") and request.method != "OPTIONS":
            allowance = take(request.META)
        response = too_many(request, allowance) or refusal(request) or self.get_response(request)
        if response.status_code >= 400 and response.headers.get("Content-Type") != PROBLEM_JSON:
            response = of_status(request, response.status_code)
        deprecation.say(request, response)
        response.cookies.clear()
        if "json" not in response.headers.get("Content-Type", ""):
            # An element such as <img> may show it. Only fetch reads JSON, and asks for CORS.
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if "Content-Security-Policy" not in response.headers:
            response.headers["Content-Security-Policy"] = NOTHING
            for name in FOR_PAGES:
                response.headers.pop(name, None)
        # The default: a cache may keep the answer, and must revalidate it before each use.
        response.headers.setdefault("Cache-Control", "no-cache")
        for name, value in HEADERS.items():
            response.headers[name] = value
        for name, value in allowance.headers.items() if allowance else ():
            response.headers[name] = value
        if request.path_info != PREVIEW:
            response.headers["Access-Control-Allow-Origin"] = "*"
            # A script may read every header, and no answer is for credentials. Every answer says
            # so: a cache keeps one for requests with and without an Origin.
            response.headers.setdefault("Access-Control-Expose-Headers", "*")
            forget_origin(response)
        if request.path_info.startswith("/api/"):
            compress(request, response)
        return response


def id_of(meta: Mapping[str, Any]) -> str:
    """The request id of the client if it is a plain word, else a new one."""
    request_id = meta.get("HTTP_X_REQUEST_ID", "")
    if request_id and ACCEPTED_ID.fullmatch(request_id):
        return request_id
    return f"{getrandbits(128):032x}"  # an identifier, not a secret: every known answer needs one


def too_many(request: HttpRequest, allowance: Allowance | None) -> HttpResponse | None:
    """The 429 for a client over its limit."""
    if allowance is None or not allowance.is_exceeded:
        return None
    policy = allowance.policy
    detail = f"At most {policy.quota} requests in {policy.seconds} seconds."
    headers = {"Retry-After": str(allowance.reset)}
    return problem_response(request, 429, "too_many_requests", detail, headers=headers)


def refusal(request: HttpRequest) -> HttpResponse | None:
    """The response to a request that must not reach a view, or None."""
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
        return with_slash(request)
    return None


def with_slash(request: HttpRequest) -> HttpResponse | None:
    """A redirect to the path with a slash. A path too long for one is answered as if it had it."""
    path = f"{request.path_info}/"
    response = moved_permanently(escape_uri_path(path), request)
    if len(response.headers["Location"]) <= LONGEST_LOCATION:
        return response
    request.path = request.path_info = path
    return None


def has_known_host(request: HttpRequest) -> bool:
    """Whether the Host header is allowed. Checked here, because Django would log an error."""
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True


def moved_permanently(path: str, request: HttpRequest) -> HttpResponse:
    """A 308 to `path` (percent-encoded) on the configured origin, with the same query."""
    query = quote(request.META.get("QUERY_STRING", "").encode("latin-1"), safe=KEPT_IN_QUERIES)
    address = f"{settings.API_ORIGIN}{path}"
    return HttpResponse(
        status=308, headers={"Location": f"{address}?{query}" if query else address}
    )


def forget_origin(response: HttpResponse) -> None:
    """Take Origin out of Vary: every origin gets the same answer, so caches need one copy."""
    kept = [
        name
        for name in response.headers.get("Vary", "").split(",")
        if name.strip().lower() not in ("", "origin")
    ]
    response.headers.pop("Vary", None)
    if kept:
        patch_vary_headers(response, [name.strip() for name in kept])


def count_request(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """Count by the pattern of the route. The path itself could be anything."""
    match = request.resolver_match
    route = match.route if match else "none"
    method = request.method if request.method in KNOWN_METHODS else "other"
    metrics.requests.labels(method, route, response.status_code).inc()
    metrics.seconds.labels(route).observe(seconds)


def log_request(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    path = without_tokens(request.path_info)
    queries = getattr(request, "queries", None)  # counted in development alone
    logger.info(
        "%s %s %s%s",
        request.method,
        path.encode("unicode_escape").decode("ascii"),
        response.status_code,
        f" in {seconds * 1000:.1f} ms, {queries}" if queries else "",
        extra={
            "method": request.method,
            "path": path,
            "status": response.status_code,
            "milliseconds": round(seconds * 1000, 1),
        },
    )
