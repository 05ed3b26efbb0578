"""The page of a record, as its path finds it."""

from typing import Any
from urllib.parse import quote

from frontend.rendering.rows import Group, ListRow, grouped, timeline
from frontend.rendering.words import Words, language_of
from frontend.server.head import head_of
from frontend.server.links import complete, formats_of, known_pages, one_of, path_of
from frontend.server.renderer import lang_of, template_of
from frontend.server.responses import Response, redirect

from .errors import error, refused
from .home import home
from .request import Request
from .rows import row_of

Document = dict[str, Any]

RESOLVE_QUERY = (("expand", "document"), ("include", "jsonld,linked,formats"))


def record(request: Request) -> Response:
    """One request: the document of the path, and what names it."""
    answer = request.questions.get("resolve/", (("path", request.asked), *RESOLVE_QUERY))
    if answer.status != 200:
        return refused(request, answer)
    resolved = answer.data
    if resolved["outcome"] == "redirect":
        location = path_of(resolved["location"], request.config.site)
        return redirect(resolved["status"], location)
    if resolved["outcome"] == "gone":
        return error(request, 410, tombstone=resolved["tombstone"])
    if resolved["outcome"] == "not_found":
        return error(request, 404)
    complete(
        resolved,
        known_pages(resolved["breadcrumbs"], resolved["alternates"], *linked_lists(resolved)),
    )
    if resolved["document"]["type"] == "site":
        return home(request, resolved)
    return page_of(request, resolved)


def linked_lists(resolved: Document) -> list[list[Document]]:
    return [part["results"] for part in resolved["linked"] or ()]


def page_of(request: Request, resolved: Document) -> Response:
    document = resolved["document"]
    formats = formats_of(resolved["formats"])
    head = head_of(document, resolved, formats)
    words = Words(language_of(document["locale"]))
    groups, quotes, more = beside(request, resolved, words)
    path = request.renderer.addresses.page(document) or request.path
    return request.renderer.page(
        template_of(document),
        request.renderer.site(request.questions, document["locale"]),
        head,
        locale=document["locale"],
        d=document,
        title=document["title"] or document["key"],
        kind=words.label(document["type"]),
        lang=lang_of(document, words.language),
        breadcrumbs=resolved["breadcrumbs"][:-1],
        groups=groups,
        linked_quotes=quotes,
        more=more,
        formats=[format_ for format_ in formats if format_.name],
        calendar=one_of(formats, "text/calendar"),
        history_page=f"{path}history/" if request.renderer.has_server else "",
    )


def beside(
    request: Request, resolved: Document, words: Words
) -> tuple[list[Group], list[Document], list[ListRow]]:
    """What names the record: lists of records, quotes in full, and where the rest is."""
    document, rows, quotes, more = resolved["document"], [], [], []
    for part in resolved["linked"] or ():
        name = f"{part['resource'].capitalize()} that name it"
        if part["resource"] == "quotes":
            quotes += part["results"]
        elif document["type"] == "series" and part["resource"] == "events":
            ordered = sorted(part["results"], key=by_number)
            numbered = [(item["ordinal"], row_of(request, item, words)) for item in ordered]
            rows += [(words.say("Editions"), row) for row in timeline(numbered, words)]
        else:
            rows += [(words.say(name), row_of(request, item, words)) for item in part["results"]]
        if part["count"] > len(part["results"]):
            href = f"/{part['resource']}/?{part['filter']}={quote(document['key'], safe='')}"
            more.append(ListRow(href, words.say("All {count}", count=part["count"])))
    return grouped(rows), quotes, more


def by_number(event: Document) -> tuple[bool, int]:
    """Numbered editions first, the newest on top. The others keep their order, by date."""
    ordinal = event["ordinal"]
    return (ordinal is None, -(ordinal or 0))
