"""The pages of the static site: of records, and of their lists."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import orjson
from django.conf import settings

from api.formats.jsonld import jsonld
from api.formats.links import links_of_record
from api.linked import linked_to_each
from api.resolving import Resolution, ancestors_of_each
from api.resources.base import ModelResource, resources
from api.views.resolve import described
from archive.addresses import page_url, record_url
from archive.batches import in_batches
from archive.models import PublicRecord
from archive.registry import registry
from exports.snapshot import Snapshot
from frontend.server.config import Config
from frontend.server.links import complete
from frontend.server.pages.errors import bare_error
from frontend.server.pages.home import home
from frontend.server.pages.lists import PER_PAGE, list_page
from frontend.server.pages.record import page_of

from .renderer import FileRenderer, home_above

Document = dict[str, Any]
File = tuple[str, bytes]

PAGE = "index.html"


class Pages:
    """Makes pages as they are in one state of the archive: `("/human-rights/wp1725/", HTML)`."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.now = snapshot.now
        self.config = Config(
            api=settings.API_ORIGIN, site=settings.FRONTEND_ORIGIN, language=settings.LANGUAGE_CODE
        )
        self.renderer = FileRenderer(self.config, list(snapshot.documents("site")))
        self.lists = {resource.plural for resource in resources() if resource.is_listed}
        self.of_lists = {file_of(f"/{name}/") for name in self.lists}

    def of_records(self, uids: Iterable[uuid.UUID]) -> Iterator[File]:
        """The pages of records of one kind. A record whose path is that of a list has none."""
        for part in in_batches(uids):
            by_id = PublicRecord.objects.select_related("entry").in_bulk(part)
            records = [by_id[uid] for uid in part]
            documents = [orjson.loads(record.entry.content) for record in records]
            for record in records:  # without the way back, both are gone with this part
                record.entry._state.fields_cache.clear()
            linked = linked_to_each(documents, self.now)
            above = ancestors_of_each(records, self.now)
            answers = [
                answer_of(record, document, above[record.uid], linked[document["key"]])
                for record, document in zip(records, documents, strict=True)
            ]
            missing = {uid for answer in answers for uid in without_page(answer)}
            pages = addresses_of(missing)
            for answer in answers:
                if pages:
                    complete(answer, pages)
                if answer["path"].strip("/") not in self.lists:
                    yield answer["path"], self._of_record(answer)

    def _of_record(self, answer: Document) -> bytes:
        document = answer["document"]
        request = self.renderer.request_for(answer["path"])
        if document["type"] == "site":
            return home(request, answer).body
        return page_of(request, answer).body

    def of_list(
        self, resource: ModelResource, number: int, results: list[Document], count: int
    ) -> File:
        """A page of the list of a kind, of `count` records."""
        request = self.renderer.request_for(f"/{resource.plural}/")
        data = {"count": count, "results": results, "next": number * PER_PAGE < count}
        body = list_page(request, resource.plural, data, number).body
        return self.list_path(resource, number), body

    def list_path(self, resource: ModelResource, number: int) -> str:
        return self.renderer.addresses.numbered(f"/{resource.plural}/", number)

    def of_errors(self) -> Iterator[File]:
        """Those of the site, and those of each language below its home page."""
        for path in ("/", *self.renderer.homes):
            for status in (404, 410):
                yield error_file(path, status), self.of_error(path, status)

    def in_place_of(self, file: str) -> bytes:
        """What a page that is gone shows until no other page leads to it."""
        return self.of_error(home_above(f"/{file}", self.renderer.homes), 410)

    def of_error(self, above: str, status: int) -> bytes:
        """The error page for what is below the home page `above`."""
        site = self.renderer.homes.get(above)
        return bare_error(
            self.renderer,
            status,
            site=site or self.renderer.site(self.renderer.request_for("/").questions),
            locale=site["locale"] if site else None,
        ).body


def file_of(path: str) -> str:
    """The file of a page. A web server finds it by the decoded path."""
    return f"{unquote(path).strip('/')}/{PAGE}".removeprefix("/")


def error_file(home: str, status: int) -> str:
    """The file of an error page for what is below a home page: "404.html", "fr/404.html"."""
    return f"{unquote(home)[1:]}{status}.html"


def path_of(document: Document) -> str:
    return urlsplit(document["html_url"]).path


def answer_of(
    record: PublicRecord, document: Document, above: list[PublicRecord], linked: list[Document]
) -> Document:
    """What `resolve` would answer."""
    answer = described(
        path_of(document), Resolution(record, document, status=200), above, is_whole=True
    )
    answer |= {"jsonld": jsonld(document), "linked": linked}
    return orjson.loads(orjson.dumps(answer | {"formats": links_of_record(document)}))


def without_page(value: Any) -> Iterator[str]:
    """The ids of links that do not say their page."""
    if isinstance(value, list):
        for item in value:
            yield from without_page(item)
    elif isinstance(value, dict):
        if "key" in value and "html_url" not in value and "id" in value:
            yield value["id"]
        for item in value.values():
            if isinstance(item, dict | list):
                yield from without_page(item)


def addresses_of(uids: set[str]) -> dict[str, str]:
    names = ("uid", "kind", "key", "path")
    return {
        str(uid): page_url(path) if path else record_url(registry[kind].plural, key)
        for part in in_batches(sorted(uids))
        for uid, kind, key, path in PublicRecord.objects.filter(uid__in=part).values_list(*names)
    }
