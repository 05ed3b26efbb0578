"""All files of a mirror."""

from collections.abc import Iterator

from django.conf import settings

from api.openapi.views import snapshot
from exports.snapshot import Source

from .feed import feed
from .leading import problems, resolutions, tombstones
from .places import File, Places
from .records import records
from .server import server_files


def mirror(source: Source, origin: str | None = None) -> Iterator[File]:
    """`("api/v1/events/index.json", its bytes)` for each address of the API that needs no server.

    `origin` is where the mirror will stand, when that is not the API's own address: lists,
    histories and the feed lead on there. Documents are never changed.
    """
    places = Places(origin or settings.API_ORIGIN)
    yield from index(places, source)
    for resource in source.kinds():
        if resource.kind == "site":
            yield from sites(places, source)
        else:
            yield from records(places, source, resource)
    yield from feed(places, source)
    yield from resolutions(places, source)
    yield from tombstones(source)
    yield from problems(places)
    yield from server_files(places, source)


def index(places: Places, source: Source) -> Iterator[File]:
    names = [*(resource.plural for resource in source.kinds()), "resolve", "changes"]
    table = {name: places.url(f"{name}/") for name in names}
    yield places.json("", table | {"openapi": places.url("openapi.json")})
    yield "api/v1/openapi.json", snapshot()[0]


def sites(places: Places, source: Source) -> Iterator[File]:
    """The site in each language; that of the default one at the address without a language."""
    for key, body in source.bodies("site"):
        if key == settings.LANGUAGE_CODE:
            yield places.file("site/", body)
        yield places.file(f"site/{key}/", body)
