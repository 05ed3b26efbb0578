"""Every error of the API is a problem document (RFC 9457) from this module."""

import sys
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

import orjson
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views import defaults
from rest_framework.exceptions import APIException

from api.http.db_errors import fault_of
from api.http.method_policy import methods_of
from api.http.synonyms import SYNONYMS
from api.replica import primary_may_do_better
from archive.models import Damaged

PROBLEM_JSON = "application/problem+json"
OURS = ("/api/", "/documents/", "/health/", "/media/")

# Stable codes and their titles.
PROBLEM_TITLES = {
    "bad_request": "The request cannot be read",
    "unknown_parameter": "Unknown parameter",
    "invalid_parameter": "A parameter has a value that is not accepted",
    "https_required": "Use HTTPS",
    "forbidden": "Not allowed",
    "not_found": "Not found",
    "not_acceptable": "There is no such format of this",
    "method_not_allowed": "This address does not take this method",
    "gone": "This record is no longer public",
    "cursor_gone": "The log is not the one of this cursor",
    "precondition_failed": "The record is not as the request demands",
    "too_large": "More was sent than is read here",
    "unsupported_media_type": "This address reads another type",
    "uri_too_long": "The address is too long",
    "too_many_requests": "Too many requests",
    "server_error": "Something went wrong here",
    "unavailable": "Not available at the moment",
}
CODE_OF_STATUS = {
    400: "bad_request",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    410: "gone",
    412: "precondition_failed",
    413: "too_large",
    414: "uri_too_long",
    415: "unsupported_media_type",
    429: "too_many_requests",
    500: "server_error",
    503: "unavailable",
}
DETAILS = {
    "bad_request": "Check the address, the Host header and the encoding.",
    "forbidden": "There is nothing here for this request.",
    "not_found": "Nothing public has this address.",
    "method_not_allowed": "The header Allow names what is answered here.",
    "precondition_failed": "If-Match and If-Unmodified-Since name another version than today's.",
    "server_error": "The error is logged under the request id. Trying again may help.",
    "unavailable": "The archive cannot be reached. Try again in a moment.",
}


DAMAGED = "The stored document is damaged. It will be read again when it has been repaired."


class Problem(APIException):
    """An error with a status, a stable code, and what would be accepted instead.

    `errors` holds one object for each parameter: `{"parameter", "value", "detail", "nearest",
    "allowed"}`. `more` are further members of the document.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: list[dict[str, Any]] | None = None,
        headers: dict[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(detail, code)
        self.status_code = status
        self.code = code
        whole: dict[str, Any] = {"detail": detail, "nearest": None, "allowed": []}
        self.errors = [{**error, **whole, **error} for error in errors or []]
        self.headers = headers or {}
        self.more = more


def nearest(word: str, accepted: Iterable[str]) -> str | None:
    """The accepted word that other APIs call `word`, or the most similar one, or None.

    Neither regards capitals.
    """
    by_folded = {name.casefold(): name for name in accepted}
    folded = word.casefold()
    meant = [name for name in SYNONYMS.get(folded, ()) if name in by_folded]
    matches = meant or get_close_matches(folded, by_folded, n=1, cutoff=0.5)
    return by_folded[matches[0]] if matches else None


def problem_response(
    request: HttpRequest | None,
    status: int,
    code: str,
    detail: str,
    *,
    errors: list[dict[str, Any]] | None = None,
    headers: dict[str, str] | None = None,
    **more: Any,
) -> HttpResponse:
    """The response of a problem. No cache may store it."""
    document: dict[str, Any] = {
        "type": f"{settings.API_ORIGIN}/api/v1/docs/problems/#{code}",
        "title": PROBLEM_TITLES[code],
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": getattr(request, "request_id", None),
        **more,
    }
    if errors:
        document["errors"] = errors
    response = HttpResponse(orjson.dumps(document), content_type=PROBLEM_JSON, status=status)
    response.headers["Cache-Control"] = "no-store"
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


def of_status(request: HttpRequest | None, status: int) -> HttpResponse:
    """The problem for a status that Django itself answers with."""
    code = CODE_OF_STATUS.get(status, "bad_request" if status < 500 else "server_error")
    headers = {"Retry-After": "5"} if status == 503 else {}
    if status == 405:
        headers["Allow"] = ", ".join(methods_of(request.path_info if request else ""))
    return problem_response(
        request, status, code, DETAILS.get(code, PROBLEM_TITLES[code]), headers=headers
    )


def exception_handler(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """DRF's exception handler. None makes DRF raise the exception again: a 500."""
    request = context["request"]._request
    if isinstance(error, Damaged):
        error = Problem(503, "unavailable", DAMAGED)
    if isinstance(error, Problem):
        return problem_response(
            request,
            error.status_code,
            error.code,
            str(error.detail),
            errors=error.errors,
            headers=error.headers,
            **error.more,
        )
    if fault_of(error):
        return None if primary_may_do_better(error) else of_status(request, 503)
    if isinstance(error, Http404):
        return of_status(request, 404)
    if isinstance(error, PermissionDenied):
        return of_status(request, 403)
    if isinstance(error, APIException):
        return of_status(request, error.status_code)
    return None


def is_ours(request: HttpRequest) -> bool:
    """Whether the path belongs to the public API, whose errors are problem documents."""
    return f"{request.path_info}/".startswith(OURS)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_ours(request):
        return of_status(request, 400)
    return defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_ours(request):
        return of_status(request, 403)
    return defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_ours(request):
        return of_status(request, 404)
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    fault = fault_of(sys.exception())
    if is_ours(request):
        return of_status(request, 503 if fault else 500)
    if fault is None:
        return defaults.server_error(request)
    page = render_to_string("503.html", {"fault": fault})
    return HttpResponse(page, status=503, headers={"Retry-After": "5"})
