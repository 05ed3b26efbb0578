"""All files of the static site, but its media."""

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from operator import attrgetter
from urllib.parse import quote

import orjson

from api.resources.base import resources
from api.sitemap import PART, index, part
from archive.models import PublicRecord
from archive.registry import registry
from exports.mirror.redirects import former_keys, former_paths
from exports.snapshot import Snapshot
from frontend.static import files as static_files

from .api import ApiFiles
from .lists import ListFiles
from .pages import File, Pages, file_of
from .rules import rules


def site_files(snapshot: Snapshot) -> Iterator[File]:
    """`("human-rights/wp1725/index.html", its bytes)` for each page, and what pages load."""
    pages, api = Pages(snapshot), ApiFiles(snapshot)
    yield from api.fixed()
    for address, (body, _media_type) in sorted(static_files().items()):
        yield address.removeprefix("/"), body
    for resource in resources():
        uids = [version.uid for version in snapshot.versions(resource.kind)]
        for path, body in pages.of_records(uids):
            yield file_of(path), body
        if resource.is_listed:
            yield from api.of_records(resource)
            yield from ListFiles(pages, api, resource).files()
    for status, body in pages.of_errors():
        yield f"{status}.html", body
    yield from sitemap(snapshot)
    robots = f"User-agent: *\nAllow: /\nSitemap: {pages.config.site}/sitemap.xml\n"
    yield "robots.txt", robots.encode()
    yield from server_rules(snapshot, pages)


def server_rules(snapshot: Snapshot, pages: Pages) -> Iterator[File]:
    """What web servers are told beside the files."""
    placed = PublicRecord.objects.public(snapshot.now).exclude(path="").exclude(kind="site")
    moved = {
        f"/{registry[kind].plural}/{quote(key, safe='')}/": path
        for kind, key, path in placed.order_by("path").values_list("kind", "key", "path")
    }
    moved |= {quote(old): new for old, new in former_keys(snapshot)}
    former, tombstones = list(former_paths(snapshot)), list(snapshot.tombstones())
    yield from rules(moved, former, tombstones, pages.config)


def sitemap(snapshot: Snapshot, numbers: Container[int] | None = None) -> Iterator[File]:
    """The parts `numbers`, or all, and the list of the parts, which comes last."""
    versions = [each for resource in registry for each in snapshot.versions(resource.kind)]
    starts = range(0, len(versions), PART)
    for number, start in enumerate(starts, 1):
        if numbers is None or number in numbers:
            bodies = snapshot.bodies_of(versions[start : start + PART])
            yield part_name(number), part(orjson.loads(body) for _key, body in bodies)
    yield "sitemap.xml", index(len(starts))


def part_name(number: int) -> str:
    return f"sitemap-{number}.xml"


def is_part(path: str) -> bool:
    return path.startswith("sitemap-") and path.endswith(".xml")


def places_in_sitemap(snapshot: Snapshot, keys: Iterable[tuple[str, str]]) -> list[int]:
    """Where records of a kind and a key stand in the sitemap, or would stand."""
    before: dict[str, int] = {}
    count = 0
    for resource in registry:
        before[resource.kind] = count
        count += snapshot.count(resource.kind)
    return [
        before[kind] + bisect_left(snapshot.versions(kind), key, key=attrgetter("key"))
        for kind, key in keys
    ]
