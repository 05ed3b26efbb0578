"""Limits of signing in: failures are counted for a name at an address, and for each alone."""

from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_ip_address, get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest


class SignInHandler(AxesDatabaseHandler):
    """Five failures lock a name out at one address. More lock out the name, or the address.

    Without the second, somebody could try five passwords for every name from one address, or for
    one name from every address.
    """

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        failures = super().get_failures(request, credentials)
        most = settings.SIGN_IN_FAILURES_OF_ONE
        name, address = get_client_username(request, credentials), get_client_ip_address(request)
        if max(_failures(request, username=name), _failures(request, ip_address=address)) >= most:
            return max(failures, settings.AXES_FAILURE_LIMIT)
        return failures


def _failures(request: HttpRequest, **whose: str | None) -> int:
    recent = AccessAttempt.objects.filter(attempt_time__gte=get_cool_off_threshold(request))
    return recent.filter(**whose).aggregate(n=Sum("failures_since_start"))["n"] or 0
