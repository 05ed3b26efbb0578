"""Pages for what cannot be shown. Each has its true status, and says what to do."""

from typing import Any

from frontend.server.api import ApiAnswer, Unavailable
from frontend.server.head import PageHead
from frontend.server.renderer import Renderer
from frontend.server.responses import Response

from .request import Request

Document = dict[str, Any]

ERROR_TITLES = {
    400: "This address cannot be read",
    404: "There is no such page",
    405: "This site is for reading",
    406: "This page is HTML",
    410: "This page was here and is no longer",
    411: "This form cannot be read",
    413: "That was too much",
    414: "This address is too long",
    415: "This form cannot be read",
    429: "Too many requests",
    503: "The archive is busy",
}


def error(request: Request, status: int, detail: str = "", **more: Any) -> Response:
    """The error page in the frame of the site, as far as the API is there."""
    locale = request.locale
    try:
        site = request.renderer.site(request.questions, locale)
        if not locale and (locale := language_below(site, request)):
            site = request.renderer.site(request.questions, locale)
    except Unavailable:
        site = None
    return bare_error(request.renderer, status, detail, site=site, locale=locale, **more)


def language_below(site: Document, request: Request) -> str | None:
    """The language whose home page is above the path, such as French for /fr/nothing/."""
    for home in site["alternates"]:
        path = (home["html_url"] or "").removeprefix(request.config.site)
        if len(path) > 1 and request.path.startswith(path):
            return str(home["locale"])
    return None


def bare_error(
    renderer: Renderer,
    status: int,
    detail: str = "",
    *,
    site: Document | None = None,
    locale: str | None = None,
    headers: tuple[tuple[str, str], ...] = (),
    tombstone: Document | None = None,
    title: str = "",
) -> Response:
    title = title or ERROR_TITLES[status]
    head = PageHead(title=title)
    response = renderer.page(
        "error.html",
        site,
        head,
        locale=locale,
        status=status,
        headers=headers,
        title=title,
        detail=detail,
        code=status,
        tombstone=tombstone,
    )
    response.cache = "no-store" if status in (429, 503) else "public, max-age=0, must-revalidate"
    return response


def unavailable(renderer: Renderer, trouble: Unavailable, site: Document | None = None) -> Response:
    """The API is away or busy. The reader hears when to come back."""
    headers = (("Retry-After", trouble.retry_after),)
    return bare_error(renderer, trouble.status, site=site, headers=headers)


# These give an answer of the API another form. A page has one.
OF_ANSWERS = ("as_of", "count", "cursor", "expand", "fields", "limit", "rich_text")


def other_form(request: Request) -> Response | None:
    """What a page of a list answers to a query for another form of it."""
    names = (name for name, _value in request.query if name in OF_ANSWERS)
    if name := next(names, ""):
        return error(request, 400, f"{name}: Answers of the API take it. A page has one form.")
    return None


def refused(request: Request, answer: ApiAnswer) -> Response:
    """The API has nothing there, or refused the question and said why."""
    if answer.status in (404, 410):
        return error(request, answer.status)
    problem = answer.data
    errors = problem.get("errors") or [{}]
    detail = errors[0].get("detail") or problem.get("detail") or ""
    named = errors[0].get("parameter") or ""
    is_named = not named or detail.startswith(f"{named}:")
    return error(request, 400, detail if is_named or not detail else f"{named}: {detail}")
