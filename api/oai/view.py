"""The OAI-PMH endpoint.

OAI-PMH requires POST beside GET. A posted form is read like a query, and writes nothing. Errors of
the protocol are answers with status 200. Errors of HTTP are problem documents, as everywhere in the
API. Each answer holds its time, so no cache keeps it.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from lxml import etree

from api.http.errors import Problem
from api.http.method_policy import OAI, methods_of
from api.http.request_body import FORM, length_of
from api.oai.verbs import answer_to
from api.query.params import MAX_QUERY_BYTES
from api.views.base import ReadView


class OaiView(ReadView):
    """One request of a harvester, answered from one state of the archive."""

    http_method_names = ["get", "head", "post", "options"]
    schema = None  # the protocol describes itself

    def get(self, request: HttpRequest) -> HttpResponse:
        query = request.META["QUERY_STRING"]
        if len(query) > MAX_QUERY_BYTES:
            detail = f"A query has at most {MAX_QUERY_BYTES} bytes."
            raise Problem(414, "uri_too_long", detail)
        return respond(query)

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.content_type != FORM:
            raise Problem(415, "unsupported_media_type", f"Send a form: Content-Type {FORM}.")
        if length_of(request) > MAX_QUERY_BYTES:
            raise Problem(413, "too_large", f"At most {MAX_QUERY_BYTES} bytes are read here.")
        return respond(request._request.body.decode("latin-1"))  # type: ignore[attr-defined]

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        return HttpResponse(status=204, headers={"Allow": ", ".join(methods_of(OAI))})


def respond(query: str) -> HttpResponse:
    """The answer to `query`, which WSGI decodes as Latin-1."""
    answered = answer_to(query, timezone.now())
    body = etree.tostring(answered, xml_declaration=True, encoding="UTF-8")
    headers = {"Cache-Control": "no-cache"}
    return HttpResponse(body, content_type="text/xml; charset=utf-8", headers=headers)
