"""All files of the static site, but its media."""

from collections.abc import Iterator
from urllib.parse import quote

from api.resources.base import resources
from archive.models import PublicRecord
from archive.registry import registry
from exports.hashing_writer import Content
from exports.mirror.redirects import former_keys, former_paths
from exports.snapshot import Snapshot
from frontend.static import files as static_files

from .api import ApiFiles
from .lists import ListFiles
from .pages import Pages, file_of
from .rules import ServerRules
from .sitemap import SitemapFiles


def site_files(snapshot: Snapshot) -> Iterator[tuple[str, Content]]:
    """`("human-rights/wp1725/index.html", its bytes)` for each page, and what pages load."""
    pages, api = Pages(snapshot), ApiFiles(snapshot)
    yield from api.fixed()
    for address, (body, _media_type) in sorted(static_files().items()):
        yield address.removeprefix("/"), body
    for resource in resources():
        uids = (version.uid for version in snapshot.versions(resource.kind))
        for path, body in pages.of_records(uids):
            yield file_of(path), body
        if resource.is_listed:
            yield from api.of_records(resource)
            yield from ListFiles(pages, api, resource).files()
    yield from pages.of_errors()
    sitemap = SitemapFiles(snapshot)
    yield from sitemap.files(sitemap.numbers)
    robots = f"User-agent: *\nAllow: /\nSitemap: {pages.config.site}/sitemap.xml\n"
    yield "robots.txt", robots.encode()
    yield from server_rules(snapshot, pages)


def server_rules(snapshot: Snapshot, pages: Pages) -> Iterator[tuple[str, Content]]:
    """What web servers are told beside the files."""
    rules = ServerRules(pages.config, list(pages.renderer.homes))
    placed = PublicRecord.objects.public(snapshot.now).exclude(path="").exclude(kind="site")
    for kind, key, path in placed.values_list("kind", "key", "path").iterator():
        rules.moved[f"/{registry[kind].plural}/{quote(key, safe='')}/"] = path
    for old, new in former_keys(snapshot):
        rules.add_former_key(quote(old), new)
    for resolution in former_paths(snapshot):
        rules.add_former_path(resolution)
    for tombstone in snapshot.tombstones():
        rules.add_tombstone(tombstone)
    yield from rules.files()
