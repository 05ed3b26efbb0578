"""All files of the static site."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import orjson
from django.conf import settings

from api.formats.jsonld import jsonld
from api.formats.links import links_of_record
from api.linked import linked_to_each
from api.query.ordering import order_by, sort_keys
from api.resolving import Found, ancestors_of_each
from api.resources.base import ModelResource, resources
from api.sitemap import PART, index, part
from api.snapshot_read import public
from api.views.resolve import described
from archive.addresses import page_url
from archive.batches import in_batches
from archive.models import PublicRecord
from archive.registry import registry
from exports.mirror.redirects import resolved_paths
from exports.snapshot import Snapshot
from frontend.server.config import Config
from frontend.server.links import complete
from frontend.server.pages.errors import bare_error
from frontend.server.pages.home import home
from frontend.server.pages.lists import PER_PAGE, list_page
from frontend.server.pages.record import page_of
from frontend.static import files as static_files

from .renderer import FileRenderer, request_for
from .rules import rules

Document = dict[str, Any]
File = tuple[str, bytes]


def site_files(snapshot: Snapshot) -> Iterator[File]:
    """`("human-rights/wp1725/index.html", its bytes)` for each page, and what pages load."""
    config = Config(
        api=settings.API_ORIGIN, site=settings.FRONTEND_ORIGIN, language=settings.LANGUAGE_CODE
    )
    renderer = FileRenderer(config, list(snapshot.documents("site")), placed_pages(snapshot))
    for address, (body, _media_type) in sorted(static_files().items()):
        yield address.removeprefix("/"), body
    for resource in resources():
        for path, body in pages_of(snapshot, renderer, resource):
            yield file_of(path), body
    for status in (404, 410):
        site = renderer.site(request_for(renderer, "/").questions)
        yield f"{status}.html", bare_error(renderer, status, site=site).body
    yield from sitemap(snapshot)
    robots = f"User-agent: *\nAllow: /\nSitemap: {config.site}/sitemap.xml\n"
    yield "robots.txt", robots.encode()
    moved = {
        f"/{registry[kind].plural}/{quote(key, safe='')}/": path
        for kind, key, _uid, path in placed(snapshot)
    }
    yield from rules(moved, list(resolved_paths(snapshot)), list(snapshot.tombstones()), config)


def file_of(path: str) -> str:
    """The file of a page. A web server finds it by the decoded path."""
    return f"{unquote(path).strip('/')}/index.html".removeprefix("/")


def pages_of(snapshot: Snapshot, renderer: FileRenderer, resource: ModelResource) -> Iterator[File]:
    """`(path, page)` of every record of a kind, and of their list."""
    for versions in in_batches(snapshot.versions(resource.kind)):
        found = PublicRecord.objects.select_related("entry").in_bulk(
            [version.uid for version in versions]
        )
        records = [found[version.uid] for version in versions]
        documents = [orjson.loads(bytes(record.entry.content)) for record in records]
        linked = linked_to_each(documents, snapshot.now)
        above = ancestors_of_each(records, snapshot.now)
        for record, document in zip(records, documents, strict=True):
            beside = linked[document["key"]]
            yield record_page(renderer, record, document, above[record.uid], beside)
    if resource.is_listed:
        yield from list_pages(snapshot, renderer, resource)


def placed_pages(snapshot: Snapshot) -> dict[str, str]:
    """`{id: address}` of the records that have a place in the tree, not one of their key."""
    return {str(uid): page_url(path) for _kind, _key, uid, path in placed(snapshot)}


def placed(snapshot: Snapshot) -> list[tuple[str, str, Any, str]]:
    rows = PublicRecord.objects.public(snapshot.now).exclude(path="").exclude(kind="site")
    return list(rows.order_by("path").values_list("kind", "key", "uid", "path"))


def record_page(
    renderer: FileRenderer,
    record: PublicRecord,
    document: Document,
    above: list[PublicRecord],
    linked: list[Document],
) -> File:
    """The page of a record, made from what `resolve` would answer."""
    path = urlsplit(document["html_url"]).path
    answer = described(path, Found(record, document, status=200), above, is_whole=True)
    answer |= {"jsonld": jsonld(document), "linked": linked}
    answer = orjson.loads(orjson.dumps(answer))
    complete(answer, renderer.placed)
    request = request_for(renderer, path)
    if document["type"] == "site":
        return path, home(request, answer).body
    return path, page_of(request, answer, links_of_record(document)).body


def list_pages(
    snapshot: Snapshot, renderer: FileRenderer, resource: ModelResource
) -> Iterator[File]:
    """All records of a kind, as its list orders them. The list is there without a record, too."""
    path = f"/{resource.plural}/"
    ordering = order_by(sort_keys(resource.default_ordering))
    records = public(resource.kind, snapshot.now).order_by(*ordering)
    count = records.count()
    for first in range(0, max(count, 1), PER_PAGE):
        number = first // PER_PAGE + 1
        summaries = records.values_list("summary", flat=True)[first : first + PER_PAGE]
        results = [orjson.loads(bytes(summary or b"null")) for summary in summaries]
        data = {"count": count, "results": results, "next": first + PER_PAGE < count}
        request = request_for(renderer, path)
        page = list_page(request, resource.plural, data, number)
        yield renderer.addresses.numbered(path, number), page.body


def sitemap(snapshot: Snapshot) -> Iterator[File]:
    batch: list[Document] = []
    number = 0
    for document in snapshot.documents():
        batch.append(document)
        if len(batch) == PART:
            number += 1
            yield f"sitemap-{number}.xml", part(batch)
            batch = []
    if batch:
        number += 1
        yield f"sitemap-{number}.xml", part(batch)
    yield "sitemap.xml", index(number)
