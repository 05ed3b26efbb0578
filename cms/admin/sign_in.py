"""Limits of signing in: failures are counted for a name at an address, and for each alone."""

from collections.abc import Callable
from threading import BoundedSemaphore
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_ip_address, get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cms.requests.counting import Policy, allowance, client_of

CHECKED_AT_ONCE = 1  # passwords, in this process
MOST_WAITING = 4  # threads that wait for their turn
LONGEST_WAIT = 3  # seconds
MANY = "Many people are signing in. Try again in a moment."


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


def bucket_of(request: HttpRequest) -> str | None:
    """The address that failures are counted for. IPv6: the first one of its /64 network."""
    client = client_of(request.META)
    return None if client == "unknown" else client.partition("/")[0]


class SignInGate:
    """Bounds what strangers may make this process compute.

    A password is slow to check, on purpose. Without a bound, connections that post wrong passwords
    would take all threads and all processors, also those of the public API.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.checking = BoundedSemaphore(CHECKED_AT_ONCE)
        self.inside = BoundedSemaphore(CHECKED_AT_ONCE + MOST_WAITING)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or request.path != reverse("wagtailadmin_login"):
            return self.get_response(request)
        limit = Policy(*settings.SIGN_INS_OF_CLIENT)
        used = allowance(f"sign-in by {client_of(request.META)}", limit)
        if used.is_exceeded:
            return _refusal(
                429, f"Too many attempts. Try again in {used.reset} seconds.", used.reset
            )
        if not self.inside.acquire(blocking=False):
            return _refusal(503, MANY, 2)
        try:
            if not self.checking.acquire(timeout=LONGEST_WAIT):
                return _refusal(503, MANY, 2)
            try:
                return self.get_response(request)
            finally:
                self.checking.release()
        finally:
            self.inside.release()


def _refusal(status: int, message: str, seconds: int) -> HttpResponse:
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
    return HttpResponse(message, status=status, content_type="text/plain", headers=headers)
