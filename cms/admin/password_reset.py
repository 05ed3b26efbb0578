"""Asking for a new password. Neither the answer nor its duration tells whether an address is known.

The account is looked up and the mail is sent in a thread, beside the request. The link in the mail
is made there, too, so that nothing stores it.
"""

import logging
from math import ceil
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from wagtail.admin.forms.auth import PasswordResetForm
from wagtail.admin.views.account import PasswordResetView

from cms.requests import beside
from cms.requests.counting import Policy, allowance, client_of

logger = logging.getLogger("plenary.passwords")


class ResetForm(PasswordResetForm):
    """Sends the mail beside the request."""

    def save(self, **options: Any) -> None:
        beside.do(self._send, **options)

    def _send(self, **options: Any) -> None:
        # The request ends before, and the text needs only the setting of the address.
        options |= {"request": None, "domain_override": settings.API_ORIGIN}
        try:
            super().save(**options)
        except Exception:  # nothing else reports it
            logger.exception("a mail for a new password was not sent")


class LimitedResetView(PasswordResetView):
    """Refuses an address, and a client, that ask too often: known and unknown ones alike."""

    def get_form_class(self) -> type[ResetForm]:
        return ResetForm

    def form_valid(self, form: ResetForm) -> HttpResponse:
        wait = seconds_to_wait(self.request, form.cleaned_data["email"])
        if not wait:
            return super().form_valid(form)
        form.add_error(None, f"Too many requests. Try again in {ceil(wait / 60)} minutes.")
        response = self.form_invalid(form)
        response.status_code = 429
        response.headers["Retry-After"] = str(wait)
        return response


def seconds_to_wait(request: HttpRequest, email: str) -> int:
    """Count a request for `email`; 0 when it may be done now."""
    askers = {
        f"reset of {email.casefold()}": settings.PASSWORD_RESETS_OF_NAME,
        f"reset by {client_of(request.META)}": settings.PASSWORD_RESETS_OF_CLIENT,
    }
    rates = [allowance(name, Policy(*limit)) for name, limit in askers.items()]
    return max((rate.reset for rate in rates if rate.is_exceeded), default=0)
