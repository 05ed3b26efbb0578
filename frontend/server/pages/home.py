"""The first page: what comes next and what was last, a quotation, the series, what is new."""

from datetime import UTC, date, datetime
from typing import Any

from frontend.rendering.dates import is_over
from frontend.rendering.rows import ListRow
from frontend.rendering.words import Words, language_of
from frontend.server.head import SCHEMA_ORG, PageHead
from frontend.server.renderer import lang_of
from frontend.server.responses import Response

from .request import Request
from .rows import row_of

Document = dict[str, Any]

NEWEST = 8
NOT_NEWS = ("images", "documents")


def home(request: Request, resolved: Document) -> Response:
    site = resolved["document"]
    words = Words(language_of(site["locale"]))
    lists = {part["resource"]: part["results"] for part in resolved["linked"]}
    today = datetime.now(UTC).date()
    quotes = lists.get("quotes", [])
    return request.renderer.page(
        "home.html",
        request.renderer.site(request.questions, site["locale"]),
        head_of_home(request, resolved),
        locale=site["locale"],
        d=site,
        lang=lang_of(site, words.language),
        coming=coming(lists.get("events", []), today),
        last=last(lists.get("events", []), today),
        quote=quotes[today.toordinal() % len(quotes)] if quotes else None,
        series=sorted(lists.get("series", []), key=lambda series: series["title"].casefold()),
        newest=newest(request, lists, words),
    )


def dated(events: list[Document]) -> list[Document]:
    return [event for event in events if event["dates"]["start"]]


def coming(events: list[Document], today: date) -> Document | None:
    """The next event that has not ended. One without a date comes next when it is planned."""
    ahead = [event for event in dated(events) if not is_over(event["dates"], today)]
    ahead = [event for event in ahead if event["phase"] != "cancelled"]
    if ahead:
        return min(ahead, key=lambda event: event["dates"]["start"])
    planned = (event for event in events if event["phase"] in ("planned", "confirmed"))
    return next((event for event in planned if not event["dates"]["start"]), None)


def last(events: list[Document], today: date) -> Document | None:
    """The latest event that is over."""
    over = [event for event in dated(events) if is_over(event["dates"], today)]
    return max(over, key=lambda event: event["dates"]["start"], default=None)


def newest(request: Request, lists: dict[str, list[Document]], words: Words) -> list[ListRow]:
    """The records that were published last for the first time, of all kinds."""
    records = [record for name, items in lists.items() if name not in NOT_NEWS for record in items]
    records.sort(key=lambda record: record["meta"]["first_published_at"] or "", reverse=True)
    return [
        row_of(request, record, words)._replace(role=record["type"]) for record in records[:NEWEST]
    ]


def head_of_home(request: Request, resolved: Document) -> PageHead:
    site = resolved["document"]
    target = f"{request.config.site}/search/?q={{search_term_string}}"
    action = {"@type": "SearchAction", "target": target,
              "query-input": "required name=search_term_string"}  # fmt: skip
    node = {"@context": SCHEMA_ORG, "@type": "WebSite", "@id": site["html_url"],
            "url": site["html_url"], "name": site["title"], "inLanguage": site["locale"],
            "potentialAction": action}  # fmt: skip
    alternates = [
        (alternate["locale"], alternate["html_url"]) for alternate in resolved["alternates"]
    ]
    if alternates:
        alternates = sorted([*alternates, (site["locale"], site["html_url"])])
    return PageHead(
        title=site["title"],
        description=site["summary"] or site["title"],
        canonical=site["html_url"],
        alternates=alternates,
        jsonld=node,
        signposts=[(site["url"], "describedby", "application/json")],
    )
