"""What the API says beside documents: where other addresses lead, and what is gone."""

from collections.abc import Iterator
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

import orjson
from django.conf import settings
from wagtail.contrib.redirects.models import Redirect

from api.http.errors import CODE_OF_STATUS, DETAILS, TITLES
from api.rendering.render import Json
from api.resolving import Found, resolve
from api.views.resolve import OUTCOMES, link_of
from archive.addresses import API_ROOT, api_url
from archive.models import FormerPath
from archive.registry import registry
from cms.models import Identifier
from exports.snapshot import Source

from .places import File, Places

STATUSES = (400, 404, 405)
TAKES_NONE = (
    "This mirror is made of files: it takes no parameters here, but the address without them."
)


def problem(status: int, code: str, detail: str, **more: object) -> bytes:
    """The document of an error, as the API has it."""
    return orjson.dumps(
        {
            "type": f"{settings.API_ORIGIN}/api/v1/docs/#problem-{code}",
            "title": TITLES[code],
            "status": status,
            "detail": detail,
            "code": code,
            "request_id": None,
            **more,
        }
    )


def problems(places: Places) -> Iterator[File]:
    """What a web server answers that has no file, or may not look for one."""
    for status in STATUSES:
        code = CODE_OF_STATUS[status]
        detail = TAKES_NONE if status == 400 else DETAILS[code]
        yield f"problems/{status}.json", problem(status, code, detail)
    detail = "This mirror is newer than that cursor, or of another log. Begin again."
    begin = places.url("changes/")
    yield "problems/cursor_gone.json", problem(410, "cursor_gone", detail, restart=begin)


def tombstones(source: Source) -> Iterator[File]:
    """The 410 of each record that is gone, for all keys that it ever had."""
    for stone in source.tombstones():
        plural = registry[stone["type"]].plural
        tombstone = {
            "kind": stone["type"],
            "id": stone["id"],
            "key": stone["key"],
            "url": api_url(plural, stone["key"]),
            "withdrawn_at": stone["withdrawn_at"],
            "reason": stone["reason"],
        }
        detail = "This record was public and is no longer."
        body = problem(410, "gone", detail, tombstone=tombstone)
        for key in (stone["key"], *stone["former_keys"]):
            yield f"gone{API_ROOT}{plural}/{key}/index.json", body


def former_keys(source: Source) -> Iterator[tuple[str, str]]:
    """`("/api/v1/events/former key/", "/api/v1/events/WP1725/")`: from as read, to as written."""
    for resource in registry:
        keys = {each.uid: each.key for each in source.chosen(resource.kind)}
        rows = Identifier.objects.filter(kind=resource.kind).order_by("key", "pk")
        for uid, key in rows.values_list("uid", "key").iterator():
            if uid in keys and key != keys[uid]:
                root = f"{API_ROOT}{resource.plural}/"
                yield f"{root}{key}/", f"{root}{percent_encode(keys[uid])}/"


def resolutions(places: Places, source: Source) -> Iterator[File]:
    """Every path of the front end that leads somewhere, as the API resolves it."""
    count = sum(1 for _each in paths(source))
    yield from places.listed("resolve/", count, paths(source))


def paths(source: Source) -> Iterator[Json]:
    for document in source.documents():
        path = urlsplit(document["html_url"]).path
        yield resolved(path, Found(document=document, status=200))
    if not source.is_everything:
        return
    former = set(FormerPath.objects.values_list("path", flat=True))
    former |= set(Redirect.objects.values_list("old_path", flat=True))
    for path in sorted(former):
        found = resolve(path, None, source.now)
        if found.status != 404 and found.document is None:
            yield resolved(path, found)


def resolved(path: str, found: Found) -> Json:
    return {
        "path": path,
        "outcome": OUTCOMES[found.status],
        "status": found.status,
        "location": found.location,
        "document": link_of(found.document) if found.document else None,
    }
