"""The answers beside documents: redirects, resolutions, tombstones and problems."""

from collections.abc import Iterator
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

import orjson
from django.conf import settings
from wagtail.contrib.redirects.models import Redirect

from api.http.errors import CODE_OF_STATUS, DETAILS, PROBLEM_TITLES
from api.rendering.render import Json
from api.resolving import Resolution, resolve
from api.views.resolve import OUTCOMES, link_of
from archive.addresses import API_ROOT, api_url
from archive.batches import in_batches
from archive.models import FormerPath
from archive.registry import registry
from cms.models import Identifier
from exports.snapshot import Snapshot
from exports.streaming.disk_map import DiskMap

from .paths import File, MirrorPaths

STATUSES = (400, 404, 405)
NO_PARAMETERS = (
    "This mirror is made of files: it takes no parameters here, but the address without them."
)


def problem(status: int, code: str, detail: str, **more: object) -> bytes:
    """The problem document of an error, as the API writes it."""
    return orjson.dumps(
        {
            "type": f"{settings.API_ORIGIN}/api/v1/docs/problems/#{code}",
            "title": PROBLEM_TITLES[code],
            "status": status,
            "detail": detail,
            "code": code,
            "request_id": None,
            **more,
        }
    )


def problems(paths: MirrorPaths) -> Iterator[File]:
    """The answers of a web server that has no file for a request."""
    for status in STATUSES:
        code = CODE_OF_STATUS[status]
        detail = NO_PARAMETERS if status == 400 else DETAILS[code]
        yield f"problems/{status}.json", problem(status, code, detail)
    detail = "This mirror is newer than that cursor, or of another log. Begin again."
    begin = paths.url("changes/")
    yield "problems/cursor_gone.json", problem(410, "cursor_gone", detail, restart=begin)


def tombstones(snapshot: Snapshot) -> Iterator[File]:
    """The 410 of each withdrawn record, for all keys that it ever had."""
    for record in snapshot.tombstones():
        plural = registry[record["type"]].plural
        tombstone = {
            "kind": record["type"],
            "id": record["id"],
            "key": record["key"],
            "url": api_url(plural, record["key"]),
            "withdrawn_at": record["withdrawn_at"],
            "reason": record["reason"],
        }
        detail = "This record was public and is no longer."
        body = problem(410, "gone", detail, tombstone=tombstone)
        keys = (record["key"], *record["former_keys"])
        # The key of a merged record leads to the one that has taken it in.
        for key in keys if record["reason"] != "merged" else record["former_keys"]:
            yield f"gone{API_ROOT}{plural}/{key}/index.json", body


def former_keys(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """`("/api/v1/events/former key/", "/api/v1/events/WP1725/")`: decoded, then encoded."""
    for resource in registry:
        root = f"{API_ROOT}{resource.plural}/"
        rows = Identifier.objects.filter(kind=resource.kind).order_by("key", "pk")
        for part in in_batches(rows.values_list("uid", "key").iterator()):
            versions = snapshot.versions(resource.kind).of({uid for uid, _key in part})
            keys = {version.uid: version.key for version in versions}
            for uid, key in part:
                if uid in keys and key != keys[uid]:
                    yield f"{root}{key}/", f"{root}{percent_encode(keys[uid])}/"


def resolutions(paths: MirrorPaths, snapshot: Snapshot) -> Iterator[File]:
    """Every path of the front end that the API resolves."""
    count = sum(1 for _path in resolved_paths(snapshot))
    yield from paths.listed("resolve/", count, resolved_paths(snapshot))


def resolved_paths(snapshot: Snapshot) -> Iterator[Json]:
    for document in snapshot.documents():
        path = urlsplit(document["html_url"]).path
        yield resolved(path, Resolution(document=document, status=200))
    if snapshot.is_everything:
        yield from former_paths(snapshot)


def former_paths(snapshot: Snapshot) -> Iterator[Json]:
    """The paths without a document that lead somewhere else, or are gone."""
    former = DiskMap()
    for rows in (
        FormerPath.objects.values_list("path", flat=True),
        Redirect.objects.values_list("old_path", flat=True),
    ):
        former.update((path, "") for path in rows.iterator())
    for record in snapshot.tombstones():
        if record["reason"] == "merged":
            former[f"/{registry[record['type']].plural}/{record['key']}/"] = ""
    for path in former:
        resolution = resolve(path, None, snapshot.now)
        if resolution.status != 404 and resolution.document is None:
            yield resolved(path, resolution)


def resolved(path: str, resolution: Resolution) -> Json:
    return {
        "path": path,
        "outcome": OUTCOMES[resolution.status],
        "status": resolution.status,
        "location": resolution.location,
        "document": link_of(resolution.document) if resolution.document else None,
    }
