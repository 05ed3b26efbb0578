"""All files of a mirror."""

from collections.abc import Iterator

from django.conf import settings

from api.openapi.views import snapshot as openapi_snapshot
from exports.snapshot import Snapshot

from .feed import feed
from .paths import File, MirrorPaths
from .records import record_files
from .redirects import problems, resolutions, tombstones
from .server import server_files


def mirror(snapshot: Snapshot, origin: str | None = None) -> Iterator[File]:
    """`("api/v1/events/index.json", its bytes)` for each address that needs no server.

    `origin` is the origin of the mirror, when it is not the API's own. The links of lists,
    histories and the feed begin with it. Documents never change.
    """
    paths = MirrorPaths(origin or settings.API_ORIGIN)
    yield from index(paths, snapshot)
    for resource in snapshot.kinds():
        if resource.kind == "site":
            yield from sites(paths, snapshot)
        else:
            yield from record_files(paths, snapshot, resource)
    yield from feed(paths, snapshot)
    yield from resolutions(paths, snapshot)
    yield from tombstones(snapshot)
    yield from problems(paths)
    yield from server_files(paths, snapshot)


def index(paths: MirrorPaths, snapshot: Snapshot) -> Iterator[File]:
    names = [*(resource.plural for resource in snapshot.kinds()), "resolve", "changes"]
    table = {name: paths.url(f"{name}/") for name in names}
    yield paths.json("", table | {"openapi": paths.url("openapi.json")})
    yield "api/v1/openapi.json", openapi_snapshot()[0]


def sites(paths: MirrorPaths, snapshot: Snapshot) -> Iterator[File]:
    """The site in each language. The default language has the address without a language."""
    for key, body in snapshot.bodies("site"):
        if key == settings.LANGUAGE_CODE:
            yield paths.file("site/", body)
        yield paths.file(f"site/{key}/", body)
