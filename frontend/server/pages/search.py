"""Search, with facets. It is a form that needs no script."""

from typing import Any
from urllib.parse import urlencode

from frontend.rendering.words import Words, language_of
from frontend.server.head import PageHead, page_head
from frontend.server.responses import Response

from .errors import other_form, refused
from .request import Request
from .rows import row_of

Pairs = list[tuple[str, str]]

FACETS = {
    "kind": "Kind",
    "series": "Series",
    "year": "Year",
    "theme": "Theme",
    "partner": "Partner",
    "country": "Country",
}
PER_PAGE = 20
MOST_VALUES = 8


def search(request: Request) -> Response:
    locale = request.locale
    words = Words(language_of(locale or request.config.language))
    asked = request.value("q").strip()
    chosen = [(name, value) for name, value in request.query if name != "page"]
    kept = [pair for pair in chosen if pair[0] != "q"]
    context: dict[str, Any] = {
        "q": asked,
        "answer": None,
        "facets": [],
        "kept": kept,
        "results": [],
    }
    if refusal := other_form(request):
        return refusal
    if any(name != "locale" for name, _value in request.query):
        answer = request.questions.get("search/", request.of_page(PER_PAGE))
        if answer.status != 200:
            return refused(request, answer)
        context |= {
            "answer": answer.data,
            "results": [
                (row_of(request, item["record"], words), item) for item in answer.data["results"]
            ],
            "facets": facets(answer.data["facets"], chosen, words),
            "base": f"/search/?{urlencode(chosen)}",
            "has_more": bool(answer.data["next"]),
        }
    title = words.say("Search: {words}", words=asked) if asked else words.say("Search")
    return request.renderer.page(
        "search.html",
        request.renderer.site(request.questions, locale),
        head_of_search(request, title),
        locale=locale,
        title=title,
        number=request.number,
        here="/search/",
        **context,
    )


def head_of_search(request: Request, title: str) -> PageHead:
    head = page_head("SearchResultsPage", title, request.address("/search/", request.query))
    head.is_indexed = not request.query
    return head


def facets(counts: dict[str, Any], chosen: Pairs, words: Words) -> list[dict[str, Any]]:
    """The values to narrow the search by. One that is chosen leads to the search without it."""
    groups = []
    for name, title in FACETS.items():
        own = [value for facet, value in chosen if facet == name]
        values = counts.get(name) or [{"value": value, "label": value, "count": 0} for value in own]
        if values:
            links = [value_of(name, value, chosen, words) for value in values[:MOST_VALUES]]
            groups.append({"title": words.say(title), "values": links})
    return groups


def value_of(name: str, value: dict[str, Any], chosen: Pairs, words: Words) -> dict[str, Any]:
    pair = (name, str(value["value"]))
    is_chosen = pair in chosen
    pairs = [other for other in chosen if other != pair] if is_chosen else [*chosen, pair]
    link = {"is_chosen": is_chosen, "href": f"/search/?{urlencode(pairs)}"}
    return {**value, **link, "label": label_of(name, value, words)}


def label_of(name: str, value: dict[str, Any], words: Words) -> str:
    """The API says what kinds and countries are called in English."""
    if name == "kind":
        return words.say(value["label"])
    return (words.country(value["value"]) if name == "country" else None) or value["label"]
