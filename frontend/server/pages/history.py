"""What was published of a record, and when: its versions, one of them, and what changed."""

from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from frontend.rendering.addresses import plural_of
from frontend.rendering.words import Words, language_of
from frontend.server.head import PageHead, page_head
from frontend.server.links import complete, known_pages, path_of
from frontend.server.renderer import lang_of, template_of
from frontend.server.responses import Response, redirect

from .errors import error, other_form, refused
from .request import Request

Document = dict[str, Any]

END = "history/"
PER_PAGE = 100


def history(request: Request) -> Response | None:
    """None where nothing has a history: `/themes/history/` may be a theme of that name."""
    path = request.path.removesuffix(END)
    answer = request.questions.get("resolve/", (("path", path), ("expand", "document")))
    if answer.status != 200:
        return refused(request, answer)
    resolved = answer.data
    if resolved["outcome"] == "redirect":
        return moved(request, resolved)
    if resolved["outcome"] == "gone":
        return error(request, resolved["status"], tombstone=resolved["tombstone"])
    if resolved["outcome"] != "document" or resolved["document"]["type"] == "site":
        return None
    return other_form(request) or of_record(request, resolved)


def moved(request: Request, resolved: Document) -> Response | None:
    location = urlsplit(path_of(resolved["location"], request.config.site))
    if location.netloc:  # another site
        return None
    path = f"{location.path.rstrip('/')}/{END}"
    return redirect(resolved["status"], request.with_query(path))


def of_record(request: Request, resolved: Document) -> Response:
    document = resolved["document"]
    address = f"{plural_of(document)}/{quote(document['key'], safe='')}/history/"
    if version := request.value("version"):
        return past(request, resolved, address, version)
    return versions(request, document, address)


def versions(request: Request, document: Document, address: str) -> Response:
    pair = tuple(pair for pair in request.query if pair[0] in ("from", "to"))
    others = (other for other in request.query if other not in pair)
    answer = request.questions.get(address, (("limit", str(PER_PAGE)), *others))
    if answer.status != 200:
        return refused(request, answer)
    if not answer.data["results"]:  # before the first version
        return error(request, 404)
    changes = None
    if pair:
        compared = request.questions.get(f"{address}diff/", pair)
        if compared.status != 200:
            return refused(request, compared)
        changes = compared.data["changes"]
    words = Words(language_of(document["locale"]))
    title = words.say("History of {title}", title=document["title"] or document["key"])
    return request.renderer.page(
        "history.html",
        request.renderer.site(request.questions, document["locale"]),
        head_of(request, title, []),
        locale=document["locale"],
        d=document,
        title=title,
        lang=lang_of(document, words.language),
        changes=changes,
        history=rows(answer.data["results"]),
        later=next_page(answer.data["next"]),
    )


def rows(results: list[Document]) -> list[Document]:
    """The versions, each with where it and what it changed can be seen."""
    published = [version for version in results if version["available"]]
    before = dict(zip((version["sequence"] for version in published), published[1:], strict=False))
    for version in results:
        version["is_redacted"] = version["redacted"]
        if version["available"]:
            version["href"] = f"?version={version['sequence']}"
            if earlier := before.get(version["sequence"]):
                pair = {"from": earlier["sequence"], "to": version["sequence"]}
                version["changes"] = f"?{urlencode(pair)}"
    return results


def next_page(url: str | None) -> str:
    """The query of the next page of versions: it begins where the API's own next page begins."""
    before = [pair for pair in parse_qsl(urlsplit(url or "").query) if pair[0] == "before"]
    return f"?{urlencode(before)}" if before else ""


def past(request: Request, resolved: Document, address: str, version: str) -> Response:
    """A version as it was published."""
    if not (version.isascii() and version.isdigit()):
        return error(request, 400, "version: Give the number of a version.")
    others = list(request.query)
    others.remove(("version", version))
    answer = request.questions.get(f"{address}{version}/", tuple(others))
    if answer.status != 200:
        return refused(request, answer)
    document = answer.data
    complete(document, known_pages(resolved["breadcrumbs"], resolved["alternates"]))
    words = Words(language_of(document["locale"]))
    recorded = parsedate_to_datetime(answer.headers["Memento-Datetime"])
    title = document["title"] or document["key"]
    return request.renderer.page(
        template_of(document),
        request.renderer.site(request.questions, document["locale"]),
        head_of(request, title, [("version", version)]),
        locale=document["locale"],
        d=document,
        title=title,
        kind=words.label(document["type"]),
        lang=lang_of(document, words.language),
        breadcrumbs=resolved["breadcrumbs"],
        past=f"{recorded:%Y-%m-%dT%H:%M:%SZ}",
        history_page=request.path,
    )


def head_of(request: Request, title: str, pairs: list[tuple[str, str]]) -> PageHead:
    head = page_head("WebPage", title, request.address(request.path, pairs))
    head.is_indexed = False
    return head
