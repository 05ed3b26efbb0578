"""The pages that the newsletter's messages lead to.

Programs that check mail follow every link, so opening one changes nothing: a button does. Nobody is
signed in here. The token in the address is the authority, and there is no cookie to forge with.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from home.newsletter import confirm, is_leave_token, leave, waiting_for

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_page(request: HttpRequest, token: str) -> HttpResponse:
    subscription = waiting_for(token)
    if subscription is None:
        return _page(request, "over", status=404)
    if request.method == "POST":
        confirm(subscription)
        return _page(request, "confirmed")
    return _page(request, "confirm")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave_page(request: HttpRequest, token: str) -> HttpResponse:
    """RFC 8058: a mail program may send the POST by itself."""
    if not is_leave_token(token):
        return _page(request, "over", status=404)
    if request.method == "POST":
        leave(token)
        return _page(request, "left")
    return _page(request, "leave")


WORDS: dict[str, tuple[str, str, str]] = {
    "confirm": ("Subscribe to the newsletter?", "One press, and you are on the list.", "Subscribe"),
    "confirmed": ("You are subscribed", "Every letter says how to leave.", ""),
    "leave": ("Leave the newsletter?", "Your address is deleted at once.", "Leave"),
    "left": ("You have left", "Your address is deleted.", ""),
    "over": (
        "This link is not good any more",
        "It was used already, or is too old. Ask for a new one with the form on the site.",
        "",
    ),
}


def _page(request: HttpRequest, name: str, status: int = 200) -> HttpResponse:
    heading, words, button = WORDS[name]
    context = {
        "heading": heading,
        "words": words,
        "button": button,
        "site": settings.FRONTEND_ORIGIN,
    }
    return TemplateResponse(
        request, "home/newsletter/page.html", context, status=status, headers=HEADERS
    )
