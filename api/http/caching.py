"""Validators and cache headers of an answer."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from api.caches.head_cache import HeadCache
from api.snapshot_read import note_made_of, read_state
from archive.models import Head, PublicRecord
from archive.registry import registry

# Two changes within one second have the same time.
SETTLED = timedelta(seconds=2)
OF_TAGS = {"Cache-Tag", "Surrogate-Key"}  # a header for each kind of cache


def json_response(
    request: HttpRequest,
    body: bytes | Iterable[bytes],
    *,
    digest: str,
    changed_at: datetime | None = None,
    content_type: str = "application/json",
    tags: Iterable[str] = (),
    made_of: frozenset[str] | None = None,
) -> HttpResponse:
    """The response for `body` with its validators, or a 304 if the client has it already.

    `tags` are surrogate keys: the plurals that were read, and the id of a record that is shown by
    itself. A cache purges by them. A list needs no ids: each change purges the plural, too.
    `made_of` names the kinds and the ids of the records with which the answer changes; None: with
    any record. Without `changed_at` the answer is as old as their last change.
    """
    headers, last_modified = validators(
        digest=digest, changed_at=changed_at, tags=tags, made_of=made_of
    )
    kind: Any = HttpResponse if isinstance(body, bytes) else StreamingHttpResponse
    response = kind(body, content_type=content_type, headers=headers)
    conditional = get_conditional_response(request, headers["ETag"], last_modified, response)
    if conditional is None:
        return response
    if conditional.status_code == 304:
        for name in OF_TAGS & headers.keys():
            conditional.headers[name] = headers[name]
    return conditional


def validators(
    *,
    digest: str,
    changed_at: datetime | None = None,
    tags: Iterable[str] = (),
    made_of: frozenset[str] | None = None,
) -> tuple[dict[str, str], int | None]:
    """The headers by which clients and caches know an answer, and its Last-Modified in seconds.

    The parameters are those of `json_response`.
    """
    note_made_of(made_of)
    headers = {"ETag": f'"{digest}"', "Cache-Control": cache_control()}
    if tags := list(tags):
        headers["Surrogate-Key"] = " ".join(tags)
        headers["Cache-Tag"] = ",".join(tags)
    last_modified = _last_modified(changed_at or last_change_of(made_of))
    if last_modified is not None:
        headers["Last-Modified"] = http_date(last_modified)
    return headers, last_modified


latest_changes: HeadCache[dict[str, datetime | None]] = HeadCache(1)


def last_change_of(names: frozenset[str] | None) -> datetime | None:
    """The last change of the kinds in `names`, or of anything that no entry tells; None: of all."""
    read = read_state.get()
    if read is None or names is None:
        return read.changed_at if read else None
    changes = latest_changes.at(read.head, "kinds", _last_changes)
    of_names = (changes.get(name) for name in names)
    return max(filter(None, [read.renewed_at, *of_names]), default=None)


def _last_changes() -> dict[str, datetime | None]:
    """The last change of each kind, in one query: each part of it is one look into an index."""
    kinds = [resource.kind for resource in registry]
    latest = PublicRecord.objects.order_by("-changed_at").values("changed_at")
    of_kinds: list[Any] = [Subquery(latest.filter(kind=kind)[:1]) for kind in kinds]
    row = Head.objects.values_list(*of_kinds).first()
    return dict(zip(kinds, row or (), strict=False))


def _last_modified(changed_at: datetime | None) -> int | None:
    """Seconds since 1970, or None for a change so recent that more may follow in its second."""
    if changed_at is None:
        return None
    settles_at = changed_at + SETTLED
    if timezone.now() > settles_at:
        return int(changed_at.timestamp())
    if read := read_state.get():
        read_state.set(replace(read, settles_at=settles_at))
    return None


def cache_control() -> str:
    """A few seconds, and never beyond the next scheduled change. Asking again costs a 304."""
    read = read_state.get()
    if read is None:
        return "public, no-cache"
    seconds = int(min(settings.API_MAX_AGE, read.quiet_seconds))
    return f"public, max-age={seconds}" if seconds > 0 else "public, no-cache"
