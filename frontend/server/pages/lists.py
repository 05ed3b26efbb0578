"""All records of a kind, a page at a time. The filters of the API narrow them."""

from typing import Any
from urllib.parse import urlencode

from frontend.rendering.words import Words, language_of
from frontend.server.head import PageHead, page_head
from frontend.server.responses import Response

from .errors import other_form, refused
from .request import Request
from .rows import row_of
from .search import FACETS

PER_PAGE = 50


def kinds(request: Request) -> list[str]:
    """The lists that there are: what the index of the API leads to, between its other parts."""
    index = request.questions.get_shared("").data
    return [name for name in index if name not in NO_LISTS]


NO_LISTS = ("site", "search", "resolve", "changes", "newsletter", "docs", "openapi", "oai")


def records(request: Request, plural: str) -> Response:
    if refusal := other_form(request):
        return refusal
    answer = request.questions.get(f"{plural}/", request.of_page(PER_PAGE))
    if answer.status != 200:
        return refused(request, answer)
    return list_page(request, plural, answer.data, request.number)


def list_page(request: Request, plural: str, data: dict[str, Any], number: int) -> Response:
    """A page of a list, of the `results` in `data`. `next` there says whether it goes on."""
    locale = request.locale
    words = Words(language_of(locale or request.config.language))
    title = words.say("All series" if plural == "series" else plural.capitalize())
    results = data["results"]
    filters = [(name, value) for name, value in request.query if name != "page"]
    kept = [pair for pair in filters if pair[0] == "locale"]
    return request.renderer.page(
        "list.html",
        request.renderer.site(request.questions, locale),
        head_of_list(request, plural, title, data["count"], number),
        locale=locale,
        title=title,
        count=data["count"],
        filters=[
            (words.say(FACETS.get(name, name)), value)
            for name, value in filters
            if name != "locale"
        ],
        whole=address_of(plural, kept),
        plural=plural,
        results=results,
        rows=[row_of(request, item, words) for item in results],
        base=address_of(plural, filters),
        number=number,
        has_more=bool(data["next"]),
        here=f"/{plural}/",
    )


def address_of(plural: str, filters: list[tuple[str, str]]) -> str:
    return f"/{plural}/" + (f"?{urlencode(filters)}" if filters else "")


def head_of_list(request: Request, plural: str, title: str, count: int, number: int) -> PageHead:
    filters = [pair for pair in request.query if pair[0] != "page"]
    path = address_of(plural, filters)
    url = request.config.site + request.renderer.addresses.numbered(path, number)
    description = f"{title} – {count}"
    head = page_head("CollectionPage", title, url, description)
    api = f"{request.config.api}/api/v1/{plural}"
    head.signposts = [(f"{api}/", "describedby", "application/json")]
    head.feed = f"{api}.atom"
    return head


def is_list(request: Request, names: Any) -> str:
    """The plural of the list at the path, or ""."""
    parts = request.path.strip("/").split("/")
    return parts[0] if len(parts) == 1 and parts[0] in names else ""
