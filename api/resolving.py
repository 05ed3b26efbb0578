"""Resolve a path of the front end: a document, a redirect, a tombstone or nothing."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urlsplit

import orjson
from django.conf import settings
from django.db.models import Case, Q, When
from wagtail.contrib.redirects.models import Redirect

from api.rendering.render import Json
from archive.addresses import page_url
from archive.models import FormerPath, PublicRecord
from archive.registry import registry
from cms.models import Identifier

SLASHES = re.compile("/+")
RECORD_PATH = re.compile(r"/([a-z]+)/([^/]+)/")


@dataclass(frozen=True)
class Resolution:
    """The `record` at the path (live: its document; else a tombstone), or a `location` to go to."""

    record: PublicRecord | None = None
    document: Json | None = None
    location: str | None = None
    status: int = 404


NOTHING = Resolution()


def normalised(path: str) -> str:
    """`path` decoded, with single slashes and a slash at its end: "/a//b" becomes "/a/b/"."""
    return SLASHES.sub("/", f"{unquote(path)}/")


def paths_of(path: str, locale: str | None) -> list[str]:
    """Where `path` may be: first under the code of the language, and also in lower case."""
    normal = normalised(path)
    candidates = [normal, normal.lower()]
    if locale and locale != settings.LANGUAGE_CODE:
        candidates = [f"/{locale}{candidate}" for candidate in candidates] + candidates
    return list(dict.fromkeys(candidates))


def resolve(path: str, locale: str | None, now: datetime) -> Resolution:
    """What the front end shows at `path`. Only a redirect of editors may look at its query."""
    asked, path = path, path.partition("?")[0]
    paths = paths_of(path, locale)
    standing = _records_at(paths)
    for record in standing:
        if record.is_public(now):
            return _document(record, path, locale)
    return (
        _redirect_of_editors(asked, now)
        or _former(path, paths, now)
        or next((Resolution(record=record, status=410) for record in standing), NOTHING)
    )


def _records_at(paths: list[str]) -> list[PublicRecord]:
    """The records, public or withdrawn, at `paths`, in the order of `paths`."""
    condition = Q(path__in=paths)
    by_key = {pair for path in paths if (pair := _kind_and_key(path))}
    for kind, key in by_key:
        condition |= Q(kind=kind, key=key)
    records = list(PublicRecord.objects.filter(condition).select_related("entry"))
    return sorted(records, key=lambda record: _place(record, paths))


def _kind_and_key(path: str) -> tuple[str, str] | None:
    """The record that a path such as "/quotes/words/" names."""
    match = RECORD_PATH.fullmatch(path)
    kinds = {resource.plural: resource.kind for resource in registry if resource.kind != "site"}
    return (kinds[match[1]], match[2]) if match and match[1] in kinds else None


def _place(record: PublicRecord, paths: list[str]) -> int:
    return paths.index(record.path) if record.path in paths else len(paths)


def _document(record: PublicRecord, path: str, locale: str | None) -> Resolution:
    """The document, or a redirect to its canonical URL or to its translation."""
    document = orjson.loads(record.entry.content)
    translated = [
        alternate for alternate in document.get("alternates", ()) if alternate["locale"] == locale
    ]
    if translated and record.locale != locale:
        return Resolution(location=translated[0]["html_url"], status=302)
    canonical = urlsplit(document["html_url"]).path
    asked = {path, f"/{locale}{path}"}
    if asked & {canonical, unquote(canonical)}:
        return Resolution(record=record, document=document, status=200)
    return Resolution(location=document["html_url"], status=301)


def _redirect_of_editors(path: str, now: datetime) -> Resolution | None:
    """The redirect that an editor made for `path`, unless it leads to something hidden.

    One for the path with its query comes before one for the path alone.
    """
    path, question, query = path.partition("?")
    candidates = (path, normalised(path))
    alone, whole = (
        {Redirect.normalise_path(f"{candidate}{rest}") for candidate in candidates}
        for rest in ("", f"{question}{query}")
    )
    of_query = Case(When(old_path__in=whole, then=1), default=0)
    redirects = Redirect.objects.filter(old_path__in=alone | whole)
    redirect = redirects.order_by(of_query, "site_id", "pk").last()
    if redirect is None:
        return None
    status = 301 if redirect.is_permanent else 302
    location = _target(redirect, now)
    return Resolution(location=location, status=status) if location else None


def _target(redirect: Redirect, now: datetime) -> str | None:
    if redirect.redirect_page_id:
        pages = PublicRecord.objects.public(now).exclude(path="")
        record = pages.filter(object_id=redirect.redirect_page_id).first()
        return page_url(record.path) if record else None
    link = redirect.redirect_link
    if link.startswith("/") and not link.startswith("//"):
        return f"{settings.FRONTEND_ORIGIN}{link}"
    return link if link.startswith(("https://", "http://")) else None


def _former(path: str, paths: list[str], now: datetime) -> Resolution | None:
    """A redirect from a former path or key of a record."""
    condition = Q(pk__in=FormerPath.objects.filter(path__in=paths).values("record_id"))
    for kind, key in {
        pair for candidate in (normalised(path),) if (pair := _kind_and_key(candidate))
    }:
        condition |= Q(pk=Identifier.owner(kind, key))
    record = PublicRecord.objects.filter(condition).select_related("entry").first()
    if record is None:
        return None
    if not record.is_public(now):
        return Resolution(record=record, status=410)
    return Resolution(location=orjson.loads(record.entry.content)["html_url"], status=301)


def ancestors(record: PublicRecord, now: datetime) -> list[PublicRecord]:
    """The public ancestors of `record`, the home page of its language first."""
    return ancestors_of_each([record], now)[record.uid]


def ancestors_of_each(
    records: list[PublicRecord], now: datetime
) -> dict[uuid.UUID, list[PublicRecord]]:
    """The same for each of many records, in one query."""
    above = {record.uid: paths_above(record) for record in records}
    pages = PublicRecord.objects.public(now)
    pages_by_path = {
        page.path: page
        for page in pages.filter(path__in={path for some in above.values() for path in some})
    }
    return {
        record.uid: from_home(
            page
            for path in sorted(above[record.uid])
            if (page := pages_by_path.get(path)) is not None and page.pk != record.pk
        )
        for record in records
    }


def from_home(pages: Iterable[PublicRecord]) -> list[PublicRecord]:
    """`pages` from the last home page on. Other languages have theirs below that of the default."""
    trail: list[PublicRecord] = []
    for page in pages:
        trail = [page] if page.kind == "site" else [*trail, page]
    return trail


def paths_above(record: PublicRecord) -> list[str]:
    path = record.path or "/"
    if not record.path and record.locale not in ("", settings.LANGUAGE_CODE):
        return [f"/{record.locale}/"]
    return [path[: at + 1] for at, letter in enumerate(path) if letter == "/"]
