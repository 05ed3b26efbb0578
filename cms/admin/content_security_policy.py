"""The Content-Security-Policy of the admin, as strict as Wagtail allows.

The admin loads nothing from other sites, sends nothing to them, and does not run text as code.
Wagtail's forms need inline scripts and styles. Frames show the front ends with previews.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cms.admin.access import is_of_admin
from cms.previews import origins


def policy() -> str:
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self' 'unsafe-inline'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "media-src 'self'",
            " ".join(["frame-src 'self'", *sorted(origins())]),
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'self'",
        ]
    )


class AdminPolicyMiddleware:
    """Adds the policy to every response of the admin without a policy of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_of_admin(request):
            response.headers.setdefault("Content-Security-Policy", policy())
        return response
