"""What the admin's pages may load: a Content-Security-Policy as tight as Wagtail's own code bears.

Nothing is loaded from elsewhere, nothing is sent elsewhere, and no text is run as code. Wagtail's
forms have scripts and styles of their own in the page, so those must be allowed. Frames show the
front ends that preview drafts.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

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
    """Puts the policy on every answer of the admin that has none of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(reverse("wagtailadmin_home")):
            response.headers.setdefault("Content-Security-Policy", policy())
        return response
