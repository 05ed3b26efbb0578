"""Signing up for the newsletter. The answer never reveals whether an address is on the list."""

from typing import Any

import orjson
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.encoding import punycode
from django.utils.module_loading import import_string
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from api.http.errors import Problem
from api.http.method_policy import NEWSLETTER, methods_of
from api.http.request_body import open_to_everybody, read_sent
from api.query.params import read_query
from api.views.base import OneRepresentation
from cms.requests.counting import Policy, allowance, client_of

LONGEST_BODY = 4096
LONGEST_EMAIL = 254
NAMES = ("email", "website", "locale")
NO_ADDRESS = "Give an e-mail address, such as reader@example.org."
MESSAGE = "If the address is right, a message is on its way to it. Its link completes the request."


class NewsletterView(APIView):
    """Sign up for the newsletter with an e-mail address. The reader confirms by mail.

    The answer is the same for every address. Leave `website` out: it catches programs that fill in
    every field.
    """

    permission_classes = [AllowAny]
    content_negotiation_class = OneRepresentation
    http_method_names = ["post", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: Any = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        open_to_everybody(request, response)
        return response

    def post(self, request: HttpRequest) -> HttpResponse:
        read_query(request, {})
        sent = read_sent(request._request, NAMES, LONGEST_BODY)  # type: ignore[attr-defined]
        email, locale, trap = checked_email(sent), checked_locale(sent), checked_trap(sent)
        insist_on_rate(request)
        if not trap:
            # The list belongs to the site, which the API does not import. A setting names it.
            import_string(settings.API_NEWSLETTER)(email, locale)
        body = orjson.dumps({"message": MESSAGE})
        return HttpResponse(body, content_type="application/json", status=202)

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        return HttpResponse(status=204, headers={"Allow": ", ".join(methods_of(NEWSLETTER))})


def checked_email(sent: dict[str, Any]) -> str:
    """The address in ASCII. Raises a 400 for an address that internet mail cannot reach."""
    email = sent.get("email")
    try:
        if not isinstance(email, str) or len(email) > LONGEST_EMAIL:
            raise ValidationError("")
        email = in_ascii(email.strip())
        EmailValidator(allowlist=[])(email)
    except (ValidationError, UnicodeError) as error:
        raise refused("email", NO_ADDRESS) from error
    return email


def in_ascii(email: str) -> str:
    """`email` with its domain in the form that mail servers use.

    Raises ValidationError for ambiguous letters, for a quoted local part, and for an IP address in
    place of a domain.
    """
    local, _at, domain = email.rpartition("@")
    email = f"{local}@{punycode(domain)}"
    if not email.isascii() or len(email) > LONGEST_EMAIL or '"' in local or "[" in domain:
        raise ValidationError("")
    return email


def checked_trap(sent: dict[str, Any]) -> str:
    trap = sent.get("website", "")
    if not isinstance(trap, str):
        raise refused("website", "Leave it out, or empty.")
    return trap


def checked_locale(sent: dict[str, Any]) -> str:
    accepted = [code for code, _name in settings.LANGUAGES]
    locale = sent.get("locale", settings.LANGUAGE_CODE)
    if locale not in accepted:
        raise refused("locale", f"Give one of {', '.join(accepted)}.", allowed=accepted)
    return locale


def refused(name: str, detail: str, **more: Any) -> Problem:
    errors = [{"parameter": name, "detail": detail, **more}]
    return Problem(400, "invalid_parameter", f"{name}: {detail}", errors=errors)


def insist_on_rate(request: HttpRequest) -> None:
    """Raise a 429 for a client that sends many addresses."""
    if settings.NEWSLETTER_RATE_LIMIT is None:
        return
    policy = Policy(*settings.NEWSLETTER_RATE_LIMIT)
    rate = allowance(f"newsletter:{client_of(request.META)}", policy)
    if rate.is_exceeded:
        detail = f"At most {policy.quota} requests for the newsletter in {policy.seconds} seconds."
        headers = {"Retry-After": str(rate.reset)}
        raise Problem(429, "too_many_requests", detail, headers=headers)
