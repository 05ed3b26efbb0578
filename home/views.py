"""The pages behind the links in letters of the newsletter.

Programs that check mail open every link. So opening a page changes nothing, and its button does.
Nobody signs in here. The token in the URL is the permission, so no cookie can be abused.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from home.newsletter import confirm, is_leave_token, leave, subscription_to_confirm

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
    subscription = subscription_to_confirm(token)
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


TEXTS: dict[str, tuple[str, str, str]] = {
    "confirm": ("Subscribe to the newsletter?", "Press the button to subscribe.", "Subscribe"),
    "confirmed": ("You are subscribed", "Every letter tells you how to unsubscribe.", ""),
    "leave": ("Unsubscribe from the newsletter?", "We delete your address at once.", "Unsubscribe"),
    "left": ("You are unsubscribed", "We have deleted your address.", ""),
    "over": (
        "This link is no longer valid",
        "It was already used, or it is too old. Use the form on the site to get a new one.",
        "",
    ),
}


def _page(request: HttpRequest, name: str, status: int = 200) -> HttpResponse:
    heading, text, button = TEXTS[name]
    context = {
        "heading": heading,
        "text": text,
        "button": button,
        "site": settings.FRONTEND_ORIGIN,
    }
    return TemplateResponse(
        request, "home/newsletter/page.html", context, status=status, headers=HEADERS
    )
