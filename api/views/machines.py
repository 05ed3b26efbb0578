"""The sitemap and llms.txt."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from api.formats.site import site_title
from api.http.caching import json_response
from api.http.errors import Problem
from api.llms import MOST_OF_A_KIND, llms
from api.query.ordering import default_ordering, order_by, sort_keys
from api.query.params import read_query
from api.sitemap import PAGES_IN_A_FILE, index, part
from api.snapshot_read import count_current, now_current, public
from api.views.base import ReadView
from archive.models import PublicRecord, body_of, whole_body
from archive.registry import Document

XML, MARKDOWN = "application/xml", "text/markdown; charset=utf-8"


def respond(request: HttpRequest, body: bytes, content_type: str, tag: str) -> HttpResponse:
    digest = hashlib.sha256(body).hexdigest()
    return json_response(request, body, digest=digest, content_type=content_type, tags=[tag])


class SitemapView(ReadView):
    """The index of the sitemap: the parts that hold the pages of the front end."""

    def get(self, request: HttpRequest) -> HttpResponse:
        read_query(request, {})
        now = now_current()
        parts = -(
            -count_current(PublicRecord.objects.public(now), now, "all")[0] // PAGES_IN_A_FILE
        )
        return respond(request, index(max(parts, 1)), XML, "sitemap")


class SitemapPartView(ReadView):
    """One part of the sitemap: pages of the front end, with their translations."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        read_query(request, {})
        now = now_current()
        start = (min(number, 1_000_000) - 1) * PAGES_IN_A_FILE
        records = PublicRecord.objects.public(now).order_by("uid")
        rows = records.values_list(whole_body(), "entry_id")[start : start + PAGES_IN_A_FILE]
        documents = [_page(body_of(row)) for row in rows.iterator(chunk_size=500)]
        if number > 1 and not documents:
            raise Problem(404, "not_found", "The sitemap has no such part.")
        return respond(request, part(documents), XML, "sitemap")


def _page(body: bytes) -> Document:
    """The part of a document that the sitemap needs. Whole documents would be too large."""
    document = orjson.loads(body)
    kept = ("html_url", "locale", "alternates", "meta")
    return {name: document[name] for name in kept if name in document}


class LlmsView(ReadView):
    """The archive on one page of Markdown, with links to the Markdown of its records."""

    def get(self, request: HttpRequest) -> HttpResponse:
        read_query(request, {})
        now = now_current()
        text = llms(site_title(None), items("series", now), items("event", now))
        return respond(request, text.encode(), MARKDOWN, "llms")


def items(kind: str, now: datetime) -> Iterator[Document]:
    """The first items of the list of `kind`."""
    keys = sort_keys(default_ordering(kind))
    records = public(kind, now).filter(locale=settings.LANGUAGE_CODE)
    summaries = records.order_by(*order_by(keys)).values_list("summary", flat=True)
    return (orjson.loads(bytes(summary or b"")) for summary in summaries[:MOST_OF_A_KIND])
