"""Lists in other formats than JSON: one page or the whole list, of today or of the past."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import orjson
from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse

from api.formats.frame import Gone, ListFrame, Row
from api.formats.links import list_url
from api.formats.listing import ListFormat
from api.formats.site import title_of
from api.http.caching import json_response
from api.lists.as_of import PastPage
from api.lists.page import ListPage
from api.lists.paging import COUNT, MAX_OFFSET, PAGING
from api.query.made_of import made_of_list
from api.query.ordering import order_by
from api.query.params import Query
from archive.models import Entry, PublicRecord, body_of, whole_body
from archive.registry import Resource

PART = 500  # documents at a time in a streamed list


class FormatPage(ListPage):
    """One page of a list in a format."""

    def __init__(
        self,
        resource: Resource,
        chosen: ListFormat,
        values: Query,
        records: QuerySet,
        now: datetime,
    ) -> None:
        self.format = chosen
        if not chosen.is_whole and "ordering" not in values:
            values["ordering"] = [("-changed",)]
        super().__init__(resource, values, records, now)

    def columns(self) -> list[Any]:
        counted = [versions_of("uid")] if self.format.counts_versions else []
        return [whole_body(), "entry_id", *(key.column for key in self.keys), *counted]

    def address(self) -> str:
        return list_url(self.resource.plural, self.format.suffix)

    def response(self, request: HttpRequest) -> HttpResponse:
        body = b"".join(self.format.write(self.frame(), self.documents()))
        return self.answer(request, body, hashlib.sha256(body).hexdigest())

    def documents(self) -> Iterator[Row]:
        for row in self.rows:
            version = row[-1] - 1 if self.format.counts_versions else 0
            yield Row(body_of(row), version)

    def frame(self) -> ListFrame:
        around = Around(self.kind_of_withdrawn())
        texts = self.values.texts
        query = ", ".join(f"{name} {' or '.join(texts[name])}" for name in sorted(texts)
                          if name not in PAGING and name not in COUNT)  # fmt: skip
        title = f"{around.site}: {self.resource.plural}"
        return ListFrame(
            kind=self.resource.kind,
            title=f"{title}, {query}" if query else title,
            site=around.site,
            url=self.url({}) or "",
            html_url=f"{settings.FRONTEND_ORIGIN}/",
            next=self.url(self.next),
            previous=self.url(self.previous),
            withdrawn=around.withdrawn,
        )

    def kind_of_withdrawn(self) -> str | None:
        """The kind whose tombstones the list shows: a calendar names withdrawn events."""
        return self.resource.kind if self.format.counts_versions else None

    def answer(self, request: HttpRequest, body: Any, digest: str) -> HttpResponse:
        response = json_response(
            request,
            body,
            digest=digest,
            content_type=self.format.content_type,
            tags=[self.resource.plural],
            made_of=made_of_list(self.resource.kind, self.values, "site"),
        )
        links = {"next": self.url(self.next), "prev": self.url(self.previous)}
        if link_header := ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links.items() if url):
            response.headers["Link"] = link_header
        return response


class Whole(FormatPage):
    """Every record of a list. A long list is streamed, a few hundred records at a time.

    It reads the numbers of all entries first. Entries never change, so all parts belong to one
    state of the archive, without a transaction that a slow client could hold open.
    """

    def _read_beyond(self, records: QuerySet) -> None:
        self.next = self.previous = None
        self.records = records
        self.rows = self._fetch(records, 0, PART + 1)

    def response(self, request: HttpRequest) -> HttpResponse:
        if len(self.rows) <= PART:
            return super().response(request)
        entries = self.entries()
        self.rows = []
        frame = self.frame()
        identity = [
            self.bound_to,
            self.format.suffix,
            frame.title,
            *map(list, frame.withdrawn),
            entries,
        ]
        digest = hashlib.sha256(orjson.dumps(identity)).hexdigest()
        counted = self.format.counts_versions
        body = self.format.write(
            frame, in_parts(entries, counted) if request.method == "GET" else ()
        )
        return self.answer(request, body, digest)

    def entries(self) -> list[int]:
        """The numbers of all entries, in the order of the list."""
        ordered = self.records.order_by(*order_by(self.keys, backwards=False))
        return list(ordered.values_list("entry_id", flat=True))


class PastPart(PastPage, FormatPage):
    """One page of a list of the past in a format.

    What is withdrawn now has no past, so the calendar of a past day leaves it out.
    """

    def documents(self) -> Iterator[Row]:
        return in_parts(self.entries(), self.format.counts_versions)

    def entries(self) -> list[int]:
        return [number for _body, number in self.rows]

    def kind_of_withdrawn(self) -> None:
        return None


class PastWhole(PastPart, Whole):
    """Every record of a list of the past, at most `MAX_OFFSET`."""

    def _read_beyond(self, records: QuerySet) -> None:
        self.limit = MAX_OFFSET
        super()._read_beyond(records)


def in_parts(entries: list[int], counted: bool) -> Iterator[Row]:
    """The documents of `entries` in order, without records that were withdrawn meanwhile."""
    is_live = Exists(PublicRecord.objects.filter(uid=OuterRef("uid"), live=True))
    for start in range(0, len(entries), PART):
        part = entries[start : start + PART]
        published = Entry.objects.filter(is_live, pk__in=part, body__isnull=False)
        if counted:
            published = published.annotate(versions=versions_of("uid", "pk"))
        rows: Mapping[int, Entry] = published.in_bulk()
        for number in part:
            if number in rows:
                yield Row(rows[number].content, rows[number].versions - 1 if counted else 0)  # type: ignore[attr-defined]


def versions_of(uid: str, until: str | None = None) -> Subquery:
    """The number of entries of a record, up to its entry `until`."""
    entries = Entry.objects.filter(uid=OuterRef(uid)).order_by()
    if until:
        entries = entries.filter(pk__lte=OuterRef(until))
    return Subquery(entries.values("uid").annotate(n=Count("pk")).values("n"))


class Around:
    """What a list shows beside its records, read in one query.

    `withdrawn` are the tombstones of the kind `gone`. Filters cannot apply to them, because their
    documents are not public any more. So these are the tombstones of the whole kind.
    """

    def __init__(self, gone: str | None) -> None:
        condition = Q(kind="site", live=True, locale=settings.LANGUAGE_CODE)
        if gone:
            condition |= Q(kind=gone, live=False)
        records = (
            PublicRecord.objects.filter(condition)
            .order_by("uid")
            .annotate(versions=versions_of("uid"))
        )
        rows = list(records.only("kind", "summary", "changed_at"))
        self.site = title_of(next((row.summary for row in rows if row.kind == "site"), None))
        self.withdrawn = [
            Gone(str(row.uid), row.versions - 1, row.changed_at) for row in rows if row.kind == gone
        ]
