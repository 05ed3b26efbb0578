"""The client, sync. Written by `make clients` from asynchronous.py: do not edit."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Generic, Self, TypeVar, cast
from urllib.parse import quote

import httpx2

from plenary_client import documents as d
from plenary_client.shared import (
    ATTEMPTS,
    BUSY,
    LONGEST_WAIT,
    Answers,
    Copy,
    IncompleteCopy,
    PlenaryError,
    address_of,
    wait_of,
)

Document = TypeVar("Document")
Summary = TypeVar("Summary")
Query = TypeVar("Query")
Page = TypeVar("Page")
PREVIEW = "/api/v1/preview/"


class Resource(Generic[Document, Summary, Query, Page]):
    """One kind of record, such as `api.events`."""

    def __init__(self, client: "Plenary", name: str) -> None:
        self.client = client
        self.address = f"/api/v1/{name}/"

    def get(self, key: str) -> Document:
        """The document with this key. Raises PlenaryError: 404, or 410 for what is gone."""
        return cast(Document, self.client.read(f"{self.address}{quote(key, safe='')}/"))

    def history(self, key: str) -> Iterator[d.Version]:
        """Every version of a record, the newest first."""
        return self.client.items(f"{self.address}{quote(key, safe='')}/history/", {})

    def page(self, query: Query | None = None) -> Page:
        """What a list answers at once: with `count`, and with `facets` or `groups` if asked."""
        answer = self.client.read(self.address, cast(dict[str, Any], query or {}))
        return cast(Page, answer)

    def list(self, query: Query | None = None) -> Iterator[Summary]:
        """Every record of a list, however many pages it has."""
        return self.client.items(self.address, cast(dict[str, Any], query or {}))

    def whole(self, query: Query | None = None) -> Iterator[Document]:
        """The same with whole documents."""
        return self.client.items(self.address, {**cast(dict[str, Any], query or {}), "fields": "*"})


class Plenary:
    """The API at an origin. Whoever enters it closes `http`, too."""

    series: Resource[d.Series, d.SeriesSummary, d.SeriesQuery, d.SeriesPage]
    events: Resource[d.Event, d.EventSummary, d.EventsQuery, d.EventPage]
    quotes: Resource[d.Quote, d.QuoteSummary, d.QuotesQuery, d.QuotePage]
    partners: Resource[d.Partner, d.PartnerSummary, d.PartnersQuery, d.PartnerPage]
    people: Resource[d.Person, d.PersonSummary, d.PeopleQuery, d.PersonPage]
    themes: Resource[d.Theme, d.ThemeSummary, d.ThemesQuery, d.ThemePage]
    venues: Resource[d.Venue, d.VenueSummary, d.VenuesQuery, d.VenuePage]
    references: Resource[d.Reference, d.ReferenceSummary, d.ReferencesQuery, d.ReferencePage]
    documents: Resource[d.Document, d.DownloadSummary, d.DocumentsQuery, d.DownloadPage]
    images: Resource[d.Image, d.ImageSummary, d.ImagesQuery, d.ImagePage]

    def __init__(
        self, origin: str, *, http: httpx2.Client | None = None, answers: Answers | None = None
    ) -> None:
        self.http = http or httpx2.Client(follow_redirects=True)
        self.http.base_url = httpx2.URL(origin)
        self.answers = Answers() if answers is None else answers
        for name in Plenary.__annotations__:
            setattr(self, name, Resource(self, name))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.http.close()

    def read(self, address: str, query: Mapping[str, Any] | None = None) -> Any:
        """The JSON at any address of the API: `read("/api/v1/search/", {"q": "peace"})`.

        What was read before is asked for with its ETag, and taken from `answers` if it is the same.
        """
        request = self.http.build_request("GET", address, params=query)
        held = self.answers.get(str(request.url))
        if held:
            request.headers["If-None-Match"] = held[0]
        response = self.ask(request)
        etag, body = response.headers.get("ETag"), response.content
        if response.status_code == HTTPStatus.NOT_MODIFIED and held:
            etag, body = held
        if etag:
            self.answers.keep(str(request.url), etag, body)
        return json.loads(body)

    def search(self, words: str, query: Mapping[str, Any] | None = None) -> d.Search:
        """What a search finds, a page at a time: `search("peace", {"kind": ["event"]})`."""
        answer = self.read("/api/v1/search/", {"q": words, **(query or {})})
        return cast(d.Search, answer)

    def resolve(self, path: str, query: Mapping[str, Any] | None = None) -> d.Resolve:
        """What is at a path of the front end, with its document."""
        asked = {"path": path, "expand": "document", **(query or {})}
        return cast(d.Resolve, self.read("/api/v1/resolve/", asked))

    def site(self, locale: str | None = None) -> d.Site:
        """What all pages share: title, navigation, the text of the newsletter form."""
        return cast(d.Site, self.read("/api/v1/site/", {"locale": locale} if locale else {}))

    def ask(self, request: httpx2.Request) -> httpx2.Response:
        """The response, after waiting as long as a busy server asks for. Raises PlenaryError."""
        response = self.http.send(request)
        for attempt in range(ATTEMPTS - 1):
            wait = wait_of(response, attempt)
            if response.status_code not in BUSY or wait > LONGEST_WAIT:
                break
            time.sleep(wait)
            response = self.http.send(request)
        if response.is_error:
            raise PlenaryError(response)
        return response

    def items(self, address: str, query: Mapping[str, Any]) -> Iterator[Any]:
        """Every result of a list."""
        most = {} if "sample" in query else {"limit": 100}  # a sample has no pages
        page = self.read(address, {**most, **query})
        while True:
            for item in page["results"]:
                yield item
            if not page["next"]:
                return
            page = self.read(address_of(page["next"]))

    def update(self, copy: Copy, kinds: Sequence[str] = ()) -> None:
        """Bring a copy of the archive, or of some kinds, up to date.

        It is begun anew when its log is gone or its checksum is wrong. Raises IncompleteCopy.
        """
        if copy.next and self._follow(copy):
            return
        query = {"limit": 100, "checksum": "true", "kind": list(kinds)}
        copy.records.clear()
        copy.next = str(httpx2.URL("/api/v1/changes/", params=query))
        if not self._follow(copy):
            raise IncompleteCopy

    def _follow(self, copy: Copy) -> bool:
        while copy.next:
            request = self.http.build_request("GET", address_of(copy.next))
            try:
                page: d.Changes = (self.ask(request)).json()
            except PlenaryError as error:
                if error.code == "cursor_gone":
                    return False
                raise
            copy.take(page)
            if not page["more"]:
                return copy.is_complete(page)
        return False

    def open_preview(self, code: str, origin: str) -> d.PreviewToken:
        """The token for the code of a preview's address; `origin` is the front end's own."""
        request = self.http.build_request(
            "POST", PREVIEW, json={"code": code}, headers={"Origin": origin}
        )
        return cast(d.PreviewToken, (self.ask(request)).json())

    def drafts(
        self, token: str, origin: str, every: float = 0.5
    ) -> Iterator[dict[str, Any]]:
        """The draft now and whenever it changes, until the preview has ended."""
        headers = {"Authorization": f"Bearer {token}", "Origin": origin, "If-None-Match": ""}
        while True:
            try:
                response = self.ask(self.http.build_request("GET", PREVIEW, headers=headers))
            except PlenaryError as error:
                if error.status == HTTPStatus.NOT_FOUND:
                    return
                raise
            if response.status_code != HTTPStatus.NOT_MODIFIED:
                headers["If-None-Match"] = response.headers["ETag"]
                yield response.json()
            time.sleep(every)
