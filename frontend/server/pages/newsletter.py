"""The form of the newsletter, and the page that confirms what was sent."""

from typing import Any

from frontend.rendering.words import Words, language_of
from frontend.server.head import page_head
from frontend.server.responses import Response

from .request import Request, language_tag

NAMES = ("email", "website", "locale")


def form(request: Request) -> Response:
    return page(request, locale=request.locale)


def send(request: Request, sent: dict[str, str]) -> Response:
    """Give the API what the form holds, and say what came of it."""
    data = {name: sent.get(name, "") for name in NAMES if name != "locale" or sent.get(name)}
    headers = {"X-Forwarded-For": request.questions.client} if request.questions.client else {}
    answer = request.questions.api.post("newsletter/", data, headers)
    locale = language_tag(data.get("locale", ""))
    if answer.status == 202:
        return page(request, locale=locale, message=answer.data["message"])
    errors = answer.data.get("errors") or [{}]
    problem = errors[0].get("detail") or answer.data.get("detail", "")
    return page(request, locale=locale, status=400, sent=sent.get("email", ""), problem=problem)


def page(
    request: Request, *, status: int = 200, locale: str | None = None, **context: Any
) -> Response:
    site = request.renderer.site(request.questions, locale)
    call = site["newsletter"] or {}
    words = Words(language_of(locale or request.config.language))
    title = call.get("title") or words.say("Newsletter")
    head = page_head("WebPage", title, request.address("/newsletter/"))
    response = request.renderer.page(
        "newsletter.html", site, head, locale=locale, status=status, title=title,
        call=call, here="/newsletter/", **context,
    )  # fmt: skip
    if context:
        response.cache = "no-store"
    return response
