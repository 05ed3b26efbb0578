"""What the head of a page says to machines: search engines, link previews, libraries."""

from dataclasses import dataclass, field
from typing import Any

import orjson
from markupsafe import Markup

from frontend.rendering.extended_dates import is_extended

from .links import DESCRIBING, FormatLink, one_of

Document = dict[str, Any]
SCHEMA_ORG = "https://schema.org"


@dataclass
class PageHead:
    """The head of one page. `canonical` is "" where no search engine is to keep the page."""

    title: str
    description: str = ""
    canonical: str = ""
    alternates: list[tuple[str, str]] = field(default_factory=list)
    image: str = ""
    og_type: str = "website"
    jsonld: Any = None
    formats: list[FormatLink] = field(default_factory=list)
    citation: list[tuple[str, str]] = field(default_factory=list)
    signposts: list[tuple[str, str, str]] = field(default_factory=list)
    feed: str = ""
    is_indexed: bool = True

    @property
    def script(self) -> Markup:
        """The JSON-LD. No “<” stands in it, so the element ends where it should."""
        return Markup(orjson.dumps(self.jsonld).replace(b"<", rb"\u003c").decode())  # noqa: S704

    @property
    def forms(self) -> dict[str, str]:
        """The addresses of the same in other forms, by media type."""
        described = {kind: url for url, rel, kind in self.signposts if rel == "describedby"}
        return described | {format_.type: format_.url for format_ in self.formats if format_.name}

    @property
    def link_header(self) -> str:
        """The Signposting of the page, for programs that do not read HTML."""
        return ", ".join(
            f'<{url}>; rel="{relation}"' + (f'; type="{kind}"' if kind else "")
            for url, relation, kind in self.signposts
        )


def head_of(document: Document, answer: Document, formats: list[FormatLink]) -> PageHead:
    """The head of the page of a record. `answer` is what the API said of the path."""
    alternates = [
        (alternate["locale"], alternate["html_url"]) for alternate in answer["alternates"]
    ]
    if alternates:
        alternates.append((document["locale"], document["html_url"]))
    meta = document["meta"]
    return PageHead(
        title=meta.get("seo_title") or document["title"] or document["key"],
        description=meta.get("search_description") or words_of(document),
        canonical=document["html_url"],
        alternates=sorted(alternates),
        image=one_of(formats, "image/png") or picture_of(document),
        og_type="article",
        jsonld=answer["jsonld"],
        formats=formats,
        citation=citation_of(document),
        signposts=signposts_of(document, formats),
    )


def words_of(document: Document) -> str:
    text = document.get("summary") or document.get("text") or document["title"] or ""
    return text if len(text) <= 300 else f"{text[:299].rstrip()}…"


def picture_of(document: Document) -> str:
    """The largest picture of a record, or "": for a picture its own."""
    for name in ("image", "portrait", "logo"):
        if picture := document.get(name):
            return next((profile["src"] for profile in picture["profiles"].values() if profile), "")
    own = (document.get("profiles") or {}).get("hero") or {}
    return own.get("src", "")


def citation_of(document: Document) -> list[tuple[str, str]]:
    """The meta elements that Zotero and Google Scholar read."""
    if document["type"] not in CITED:
        return []
    dates = document.get("dates") or (document.get("occasion") or {}).get("dates") or {}
    speaker = document.get("speaker") or document.get("speaker_organisation") or {}
    series, organiser = document.get("series") or {}, document.get("organiser") or {}
    file = document.get("file") or {}
    named = {
        "citation_title": document["title"],
        "citation_author": speaker.get("title") or document.get("issuer"),
        "citation_publication_date": _publication_date(dates),
        "citation_conference_title": series.get("title"),
        "citation_publisher": organiser.get("title"),
        "citation_language": document.get("language") or document["locale"],
        "citation_abstract_html_url": document["html_url"],
        "citation_pdf_url": file.get("url") if file.get("media_type") == "application/pdf" else "",
    }
    return [(name, value) for name, value in named.items() if value]


def _publication_date(dates: Document) -> str:
    """Readers of these elements know days, months and years alone."""
    if not dates or is_extended(dates):
        return ""
    return (dates["start"] or "").replace("-", "/")


CITED = ("event", "quote", "reference", "document")


def signposts_of(document: Document, formats: list[FormatLink]) -> list[tuple[str, str, str]]:
    """`(address, relation, media type)`, as signposting.org has them."""
    file = document.get("file") or {}
    licence = document.get("licence") or ""
    posts = [
        (document["html_url"], "cite-as", ""),
        (f"{SCHEMA_ORG}/AboutPage", "type", ""),
        (document["url"], "describedby", "application/json"),
        *(
            (format_.url, "describedby", format_.type)
            for format_ in formats
            if format_.type in DESCRIBING
        ),
    ]
    if file.get("url"):
        posts.append((file["url"], "item", file["media_type"]))
    if licence.startswith("https://"):
        posts.append((licence, "license", ""))
    return posts


def page_head(kind: str, title: str, url: str, description: str = "", **more: Any) -> PageHead:
    """The head of a page that is no record: a list, or the history of a record."""
    node = {"@context": SCHEMA_ORG, "@type": kind, "@id": url, "url": url, "name": title, **more}
    return PageHead(title=title, description=description or title, canonical=url, jsonld=node)
