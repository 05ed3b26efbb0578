"""Endpoints that accept writes: how they read a request body, and which origins may use them."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from api.http.errors import Problem, nearest
from api.http.method_policy import methods_of
from cms.text.numbers import HOW, whole_number

JSON, FORM = "application/json", "application/x-www-form-urlencoded"


def read_sent(request: HttpRequest, names: Iterable[str], longest: int) -> dict[str, Any]:
    """The JSON object or form of the request, with `names` only. Raises a 400, 413 or 415."""
    if request.content_type not in (JSON, FORM):
        detail = f"Send JSON or a form: Content-Type {JSON} or {FORM}."
        raise Problem(415, "unsupported_media_type", detail)
    if length_of(request) > longest:
        raise Problem(413, "too_large", f"At most {longest} bytes are read here.")
    sent = _form(request.body) if request.content_type == FORM else _object(request.body)
    allowed = sorted(names)
    if unknown := sorted(set(sent) - set(allowed)):
        errors = [
            {"parameter": name, "nearest": nearest(name, allowed), "allowed": allowed}
            for name in unknown
        ]
        raise Problem(400, "unknown_parameter", f"Known are: {', '.join(allowed)}.", errors=errors)
    return sent


def length_of(request: HttpRequest) -> int:
    """The Content-Length. Raises a 400."""
    length = whole_number(request.META.get("CONTENT_LENGTH") or "0")
    if length is None:
        raise Problem(400, "bad_request", f"Content-Length is a whole number {HOW}.")
    return length


def _object(body: bytes) -> dict[str, Any]:
    try:
        sent = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Problem(400, "bad_request", "The body is not JSON.") from error
    if not isinstance(sent, dict):
        raise Problem(400, "bad_request", "Send one JSON object.")
    return sent


def _form(body: bytes) -> dict[str, Any]:
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError as error:
        raise Problem(400, "bad_request", "The form cannot be read.") from error
    names = [name for name, _value in pairs]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        errors = [{"parameter": name, "detail": "It may be given once only."} for name in twice]
        raise Problem(400, "invalid_parameter", "The form has a field twice.", errors=errors)
    return dict(pairs)


def open_to_everybody(request: HttpRequest, response: HttpResponse) -> None:
    """Allow scripts of every origin to send and read."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "Retry-After, X-Request-ID"
    if request.method == "OPTIONS":
        _answer_preflight(request, response, "Content-Type")


def open_to_front_ends(request: HttpRequest, response: HttpResponse, origins: set[str]) -> None:
    """Allow only scripts of these front ends to read `response`."""
    patch_vary_headers(response, ["Origin", "Authorization"])
    origin = request.headers.get("Origin")
    if origin not in origins:
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After, X-Request-ID"
    if request.method == "OPTIONS":
        _answer_preflight(request, response, "Authorization, Content-Type, If-None-Match")


def _answer_preflight(request: HttpRequest, response: HttpResponse, headers: str) -> None:
    response.headers["Access-Control-Allow-Methods"] = ", ".join(methods_of(request.path_info))
    response.headers["Access-Control-Allow-Headers"] = headers
    response.headers["Access-Control-Max-Age"] = str(settings.CORS_PREFLIGHT_MAX_AGE)
