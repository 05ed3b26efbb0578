"""Previews: a draft, for a client with a token."""

import hashlib
import re
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView
from wagtail.admin.userbar import Userbar
from wagtail.models import Page

from api.http.errors import Problem
from api.http.method_policy import PREVIEW, methods_of
from api.http.request_body import open_to_front_ends, read_sent
from api.query.params import Parameter, read_query
from api.query.sparse_fields import RICH_TEXT, put_rich_text
from api.rendering.drafts import document_seen_by
from api.views.base import OneRepresentation
from archive.encoding import timestamp
from archive.models import Head
from cms.previews import (
    Ticket,
    draft_of,
    exchange,
    origins,
    request_of,
    ticket_of,
    version_of,
)

LONGEST_BODY = 1000
PREVIEW_PARAMETERS: dict[str, Parameter] = {"rich_text": RICH_TEXT}


class PreviewView(APIView):
    """The document of a draft, as it would be published now. No cache may store it.

    A link to a record that is not public has no URL and no title. The token opens only this draft,
    only in the front end that it was made for, and for at most 30 minutes.
    """

    permission_classes = [AllowAny]
    content_negotiation_class = OneRepresentation
    http_method_names = ["get", "head", "post", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: Any = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        open_to_front_ends(request, response, origins())
        return response

    def get(self, request: HttpRequest) -> HttpResponse:
        values = read_query(request, PREVIEW_PARAMETERS)
        ticket = self.ticket(request)
        # Records that a draft embeds change with the log.
        version = f"{version_of(ticket)} {Head.end()} {sorted(values.items())}"
        etag = f'"{hashlib.sha256(version.encode()).hexdigest()}"'
        if unchanged := get_conditional_response(request, etag=etag):
            return unchanged
        draft = draft_of(ticket)
        if draft is None:
            raise ended()
        document = document_seen_by(*draft)
        if form := values.get("rich_text"):
            put_rich_text([document], form[0])
        body = orjson.dumps(document)
        return HttpResponse(body, content_type="application/json", headers={"ETag": etag})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Exchange a one-time code for the token."""
        read_query(request, {})
        sent = read_sent(request._request, ["code"], LONGEST_BODY)  # type: ignore[attr-defined]
        code = sent.get("code")
        if not isinstance(code, str) or not code:
            errors = [{"parameter": "code", "detail": "Give the code that the address ends with."}]
            raise Problem(400, "invalid_parameter", "There is no code.", errors=errors)
        exchanged = exchange(code, request.headers.get("Origin"))
        if exchanged is None:
            raise ended()
        token, ticket = exchanged
        answer = {
            "token": token,
            "expires_at": timestamp(ticket.ends_at),
            "userbar": userbar(ticket),
        }
        return HttpResponse(orjson.dumps(answer), content_type="application/json")

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        return HttpResponse(status=204, headers={"Allow": ", ".join(methods_of(PREVIEW))})

    @staticmethod
    def ticket(request: HttpRequest) -> Ticket:
        scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
        ticket = ticket_of(token, request.headers.get("Origin"))
        if scheme.lower() != "bearer" or ticket is None:
            raise ended()
        return ticket


def ended() -> Problem:
    """The same answer for every invalid token, whatever the reason."""
    detail = "This preview has ended, or was never opened. Open it again from the editor."
    return Problem(404, "not_found", detail)


def userbar(ticket: Ticket) -> str:
    """Wagtail's user bar, with its content checks, as HTML for the end of the front end's page.

    In the editor's preview panel it only holds the checks, which need no draft.
    """
    draft_and_request = (None, request_of(ticket)) if ticket.panel else draft_of(ticket)
    if draft_and_request is None:
        raise ended()
    draft, request = draft_and_request
    bar = Userbar(object=draft if isinstance(draft, Page) else None)
    html = str(bar.render_html({"request": request}))
    # The admin's styles have URLs without an origin. The front end has another origin.
    return re.sub(r'href="/(?!/)', f'href="{settings.API_ORIGIN}/', html)
