"""Documents and lists of the API as files beside the pages, as in a mirror."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.conf import settings

from api.openapi.views import snapshot as openapi_snapshot
from api.resources.base import ModelResource
from archive.addresses import API_ROOT
from archive.registry import registry
from exports.mirror.files import sites
from exports.mirror.paths import LIMIT, MirrorPaths, page_path
from exports.mirror.redirects import problem, problems
from exports.snapshot import Snapshot

from .pages import File

GONE = "This record was public and is no longer."


class ApiFiles:
    """The links of lists begin with the address of the site. Documents never change."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.paths = MirrorPaths(settings.FRONTEND_ORIGIN)

    def fixed(self) -> Iterator[File]:
        """What does not follow from records but those of the site."""
        table = {resource.plural: self.paths.url(f"{resource.plural}/") for resource in registry}
        yield self.paths.json("", table | {"openapi": self.paths.url("openapi.json")})
        yield f"{API_ROOT[1:]}openapi.json", openapi_snapshot()[0]
        yield from sites(self.paths, self.snapshot)
        yield from problems(self.paths)
        yield "problems/410.json", problem(410, "gone", GONE)

    def of_records(self, resource: ModelResource, uids: set[UUID] | None = None) -> Iterator[File]:
        """The documents of all records of a kind, or of some."""
        versions = self.snapshot.versions(resource.kind)
        chosen = versions if uids is None else versions.of(uids)
        for key, body in self.snapshot.bodies_of(chosen):
            yield api_file(resource.plural, key), body

    def of_list(self, resource: ModelResource, number: int, results: list[Any], count: int) -> File:
        """A page of the list of a kind, of `count` records."""
        root = f"{resource.plural}/"
        before, after = (self.paths.url(page_path(root, number + step)) for step in (-1, 1))
        return self.paths.json(
            page_path(root, number),
            {
                "count": count,
                "next": after if number * LIMIT < count else None,
                "previous": before if number > 1 else None,
                "results": results,
            },
        )


def api_file(plural: str, key: str) -> str:
    return f"{API_ROOT[1:]}{plural}/{key}/index.json"


def list_file(resource: ModelResource, number: int) -> str:
    return f"{API_ROOT[1:]}{page_path(f'{resource.plural}/', number)}index.json"
