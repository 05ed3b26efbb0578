"""The client, async. `make clients` writes the sync one, synchronous.py, from this file."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
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


class AsyncResource(Generic[Document, Summary, Query, Page]):
    """One kind of record, such as `api.events`."""

    def __init__(self, client: "AsyncPlenary", name: str) -> None:
        self.client = client
        self.address = f"/api/v1/{name}/"

    async def get(self, key: str) -> Document:
        """The document with this key. Raises PlenaryError: 404, or 410 for what is gone."""
        return cast(Document, await self.client.read(f"{self.address}{quote(key, safe='')}/"))

    def history(self, key: str) -> AsyncIterator[d.Version]:
        """Every version of a record, the newest first."""
        return self.client.items(f"{self.address}{quote(key, safe='')}/history/", {})

    async def page(self, query: Query | None = None) -> Page:
        """What a list answers at once: with `count`, and with `facets` or `groups` if asked."""
        answer = await self.client.read(self.address, cast(dict[str, Any], query or {}))
        return cast(Page, answer)

    def list(self, query: Query | None = None) -> AsyncIterator[Summary]:
        """Every record of a list, however many pages it has."""
        return self.client.items(self.address, cast(dict[str, Any], query or {}))

    def whole(self, query: Query | None = None) -> AsyncIterator[Document]:
        """The same with whole documents."""
        return self.client.items(self.address, {**cast(dict[str, Any], query or {}), "fields": "*"})


class AsyncPlenary:
    """The API at an origin. Whoever enters it closes `http`, too."""

    series: AsyncResource[d.Series, d.SeriesSummary, d.SeriesQuery, d.SeriesPage]
    events: AsyncResource[d.Event, d.EventSummary, d.EventsQuery, d.EventPage]
    quotes: AsyncResource[d.Quote, d.QuoteSummary, d.QuotesQuery, d.QuotePage]
    partners: AsyncResource[d.Partner, d.PartnerSummary, d.PartnersQuery, d.PartnerPage]
    people: AsyncResource[d.Person, d.PersonSummary, d.PeopleQuery, d.PersonPage]
    themes: AsyncResource[d.Theme, d.ThemeSummary, d.ThemesQuery, d.ThemePage]
    venues: AsyncResource[d.Venue, d.VenueSummary, d.VenuesQuery, d.VenuePage]
    references: AsyncResource[d.Reference, d.ReferenceSummary, d.ReferencesQuery, d.ReferencePage]
    documents: AsyncResource[d.Document, d.DownloadSummary, d.DocumentsQuery, d.DownloadPage]
    images: AsyncResource[d.Image, d.ImageSummary, d.ImagesQuery, d.ImagePage]

    def __init__(
        self, origin: str, *, http: httpx2.AsyncClient | None = None, answers: Answers | None = None
    ) -> None:
        self.http = http or httpx2.AsyncClient(follow_redirects=True)
        self.http.base_url = httpx2.URL(origin)
        self.answers = Answers() if answers is None else answers
        for name in AsyncPlenary.__annotations__:
            setattr(self, name, AsyncResource(self, name))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.http.aclose()

    async def read(self, address: str, query: Mapping[str, Any] | None = None) -> Any:
        """The JSON at any address of the API: `read("/api/v1/search/", {"q": "peace"})`.

        What was read before is asked for with its ETag, and taken from `answers` if it is the same.
        """
        request = self.http.build_request("GET", address, params=query)
        held = self.answers.get(str(request.url))
        if held:
            request.headers["If-None-Match"] = held[0]
        response = await self.ask(request)
        etag, body = response.headers.get("ETag"), response.content
        if response.status_code == HTTPStatus.NOT_MODIFIED and held:
            etag, body = held
        if etag:
            self.answers.keep(str(request.url), etag, body)
        return json.loads(body)

    async def search(self, words: str, query: Mapping[str, Any] | None = None) -> d.Search:
        """What a search finds, a page at a time: `search("peace", {"kind": ["event"]})`."""
        answer = await self.read("/api/v1/search/", {"q": words, **(query or {})})
        return cast(d.Search, answer)

    async def resolve(self, path: str, query: Mapping[str, Any] | None = None) -> d.Resolve:
        """What is at a path of the front end, with its document."""
        asked = {"path": path, "expand": "document", **(query or {})}
        return cast(d.Resolve, await self.read("/api/v1/resolve/", asked))

    async def site(self, locale: str | None = None) -> d.Site:
        """What all pages share: title, navigation, the text of the newsletter form."""
        return cast(d.Site, await self.read("/api/v1/site/", {"locale": locale} if locale else {}))

    async def ask(self, request: httpx2.Request) -> httpx2.Response:
        """The response, after waiting as long as a busy server asks for. Raises PlenaryError."""
        response = await self.http.send(request)
        for attempt in range(ATTEMPTS - 1):
            wait = wait_of(response, attempt)
            if response.status_code not in BUSY or wait > LONGEST_WAIT:
                break
            await asyncio.sleep(wait)
            response = await self.http.send(request)
        if response.is_error:
            raise PlenaryError(response)
        return response

    async def items(self, address: str, query: Mapping[str, Any]) -> AsyncIterator[Any]:
        """Every result of a list."""
        most = {} if "sample" in query else {"limit": 100}  # a sample has no pages
        page = await self.read(address, {**most, **query})
        while True:
            for item in page["results"]:
                yield item
            if not page["next"]:
                return
            page = await self.read(address_of(page["next"]))

    async def update(self, copy: Copy, kinds: Sequence[str] = ()) -> None:
        """Bring a copy of the archive, or of some kinds, up to date.

        It is begun anew when its log is gone or its checksum is wrong. Raises IncompleteCopy.
        """
        if copy.next and await self._follow(copy):
            return
        query = {"limit": 100, "checksum": "true", "kind": list(kinds)}
        copy.records.clear()
        copy.next = str(httpx2.URL("/api/v1/changes/", params=query))
        if not await self._follow(copy):
            raise IncompleteCopy

    async def _follow(self, copy: Copy) -> bool:
        while copy.next:
            request = self.http.build_request("GET", address_of(copy.next))
            try:
                page: d.Changes = (await self.ask(request)).json()
            except PlenaryError as error:
                if error.code == "cursor_gone":
                    return False
                raise
            copy.take(page)
            if not page["more"]:
                return copy.is_complete(page)
        return False

    async def open_preview(self, code: str, origin: str) -> d.PreviewToken:
        """The token for the code of a preview's address; `origin` is the front end's own."""
        request = self.http.build_request(
            "POST", PREVIEW, json={"code": code}, headers={"Origin": origin}
        )
        return cast(d.PreviewToken, (await self.ask(request)).json())

    async def drafts(
        self, token: str, origin: str, every: float = 0.5
    ) -> AsyncIterator[dict[str, Any]]:
        """The draft now and whenever it changes, until the preview has ended."""
        headers = {"Authorization": f"Bearer {token}", "Origin": origin, "If-None-Match": ""}
        while True:
            try:
                response = await self.ask(self.http.build_request("GET", PREVIEW, headers=headers))
            except PlenaryError as error:
                if error.status == HTTPStatus.NOT_FOUND:
                    return
                raise
            if response.status_code != HTTPStatus.NOT_MODIFIED:
                headers["If-None-Match"] = response.headers["ETag"]
                yield response.json()
            await asyncio.sleep(every)
