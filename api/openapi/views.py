"""Endpoints of the OpenAPI file and of its documentation page."""

import hashlib
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from api.http.caching import json_response
from api.query.params import read_query
from api.views.base import ReadView

SNAPSHOT = Path(__file__).resolve().parents[1] / "openapi.json"

# Swagger UI sets inline styles. Everything comes from this server.
DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'"
)


@cache
def snapshot() -> tuple[bytes, str]:
    """The committed OpenAPI file and its digest."""
    body = SNAPSHOT.read_bytes()
    return body, hashlib.sha256(body).hexdigest()


class OpenApiView(ReadView):
    """The description, OpenAPI 3.1, as it was committed."""

    reads_one_state = False

    def get(self, request: HttpRequest) -> HttpResponse:
        read_query(request, {})
        body, digest = snapshot()
        return json_response(request, body, digest=digest)


class DocsView(ReadView):
    """The documentation page. It needs no other server."""

    reads_one_state = False

    def get(self, request: HttpRequest) -> HttpResponse:
        response = TemplateResponse(request, "api/docs.html").render()
        response.headers["Content-Security-Policy"] = DOCS_POLICY
        response.headers["Cache-Control"] = "public, max-age=300"
        return response
