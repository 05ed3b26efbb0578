"""Formats of one record: each is made from its stored document alone, when somebody asks.

This table is the one place that names them. Suffixes are those of `/api/v1/events/WP1725.ics`,
media types those of Accept; JSON is the first and the one that is given to whoever does not care.
"""

from collections.abc import Callable
from dataclasses import dataclass

import orjson

from api.embedding.card import card
from api.formats import calendar, datacite, jsonld
from api.formats.bibtex import bibtex
from api.formats.csl import csl
from api.formats.markdown import markdown
from api.formats.ris import ris
from api.resources.base import resource_of
from archive.registry import Document


@dataclass(frozen=True)
class Beside:
    """What the log knows of a document and the document does not: how many versions came before
    this one, and what the site is called."""

    version: int
    site: str


@dataclass(frozen=True)
class Format:
    """A form that records can be had in: of the kinds that say so of themselves, under `flag`.

    `why_not` says why one record cannot.
    """

    name: str
    suffix: str
    media_type: str
    flag: str
    write: Callable[[Document, Beside], bytes]
    why_not: Callable[[Document], str | None] = lambda _document: None

    def is_for(self, kind: str) -> bool:
        return getattr(resource_of(kind), self.flag)

    @property
    def content_type(self) -> str:
        """Types of text say that they are UTF-8; for those of JSON that goes without saying."""
        is_text = self.media_type.startswith("text/") or self.media_type == "application/x-bibtex"
        return f"{self.media_type}; charset=utf-8" if is_text else self.media_type

    def refusal(self, document: Document) -> str | None:
        """Why `document` cannot be had in this form; None when it can."""
        if not self.is_for(document["type"]):
            return f"A record of the kind {document['type']} cannot be had as {self.name}."
        return self.why_not(document)


def drawn(document: Document, beside: Beside) -> bytes:
    """The picture. Pillow's parts for drawing and the fonts take 3 MB: they are loaded late."""
    from api.embedding.picture import picture

    return picture(document, beside.site)


FORMATS = (
    Format("JSON-LD", "jsonld", "application/ld+json", "is_listed",
           lambda document, _beside: jsonld.written(document)),
    Format("Markdown", "md", "text/markdown", "is_listed",
           lambda document, _beside: markdown(document).encode()),
    Format("iCalendar", "ics", "text/calendar", "has_calendar",
           lambda document, beside: calendar.calendar(document, beside.version),
           calendar.why_not),
    Format("BibTeX", "bib", "application/x-bibtex", "is_publication",
           lambda document, beside: bibtex(document, beside.site).encode()),
    Format("CSL-JSON", "csl", "application/vnd.citationstyles.csl+json", "is_publication",
           lambda document, beside: orjson.dumps(csl(document, beside.site))),
    Format("RIS", "ris", "application/x-research-info-systems", "is_publication",
           lambda document, beside: ris(document, beside.site).encode()),
    Format("DataCite JSON", "datacite", "application/vnd.datacite.datacite+json",
           "is_publication",
           lambda document, beside: orjson.dumps(datacite.datacite(document, beside.site)),
           datacite.why_not),
)  # fmt: skip
# For other people's pages. They have an address and are not heard of in Accept: a browser that asks
# for HTML or a picture means whatever there is.
SHOWN_FORMATS = (
    Format("Card", "card", "text/html", "is_embedded",
           lambda document, beside: card(document, beside.site).encode()),
    Format("Open Graph picture", "png", "image/png", "is_embedded",
           drawn),
)  # fmt: skip
BY_SUFFIX = {format_.suffix: format_ for format_ in (*FORMATS, *SHOWN_FORMATS)}
BY_MEDIA_TYPE = {format_.media_type: format_ for format_ in FORMATS}


def formats_of(document: Document) -> list[Format]:
    """Those that `document` can be had in, beside JSON."""
    return [format_ for format_ in FORMATS if format_.refusal(document) is None]
