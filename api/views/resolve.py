"""Resolve a path of the front end and get its document in one request."""

import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import orjson
from django.http import HttpRequest, HttpResponse

from api.formats.jsonld import jsonld
from api.formats.links import links_of_record
from api.http.caching import json_response
from api.linked import linked_to
from api.query.filter_types import LOCALE, ChoiceList
from api.query.params import Choice, Parameter, Refused, read_query
from api.rendering.render import Json
from api.resolving import Resolution, ancestors, resolve
from api.snapshot_read import now_current
from api.views.base import ReadView
from api.views.detail import tombstone_of
from archive.models import PublicRecord
from archive.registry import registry

# A key has 255 letters, and one letter has up to 12 characters in an address. The site has the same
# limit (frontend/server/app.py).
LONGEST_PATH = 4000
# The site sends the address as its reader sent it, so what was escaped is escaped twice.
LONGEST_QUERY = 2 * LONGEST_PATH
OUTCOMES = {200: "document", 301: "redirect", 302: "redirect", 404: "not_found", 410: "gone"}
LINK = ("id", "type", "key", "url", "html_url", "title")


@dataclass(frozen=True)
class Path(Parameter):
    """A path of the front end, with the query that the reader asked with."""

    longest: int = LONGEST_PATH
    required: bool = True

    def read(self, value: str) -> str:
        if not value.startswith("/") or value.startswith("//"):
            raise Refused("Give a path that begins with one slash, such as /human-rights/wp1725/.")
        if "#" in value:
            raise Refused("Give the path and its query, without what follows #.")
        if "\x00" in unquote(value):
            raise Refused("It holds a NUL character.")
        return value

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^/([^/#][^#]*)?$", "maxLength": self.longest}


RESOLVE_PARAMETERS: dict[str, Parameter] = {
    "path": Path("path", "The path that the reader asked for."),
    "locale": Choice("locale", "The language that the front end is in.", choices=LOCALE.choices),
    "include": ChoiceList(
        "include",
        "What a page shows beside the document: `jsonld`, for its head; `linked`, the records that "
        "name it, and for the home page the newest of all kinds; `formats`, its other "
        "formats. Several with a comma.",
        choices=("jsonld", "linked", "formats"),
    ),
    "expand": Choice("expand", "The whole document in place of its link.", choices=("document",)),
}


class ResolveView(ReadView):
    """Resolve a path of the front end: a document, a redirect, a tombstone, or nothing."""

    def get(self, request: HttpRequest) -> HttpResponse:
        values = read_query(request, RESOLVE_PARAMETERS, LONGEST_QUERY)
        now = now_current()
        [path], [locale] = values["path"], values.get("locale", [None])
        outcome = resolve(path, locale, now)
        above = ancestors(outcome.record, now) if outcome.document and outcome.record else []
        answer = described(path, outcome, above, is_whole="expand" in values)
        tags = ["resolve", *([str(outcome.record.uid)] if outcome.record else [])]
        if document := outcome.document:
            [names] = values.get("include", [()])
            answer["jsonld"] = jsonld(document) if "jsonld" in names else None
            answer["linked"] = linked_to(document, now) if "linked" in names else None
            answer["formats"] = links_of_record(document) if "formats" in names else None
            tags += [part["resource"] for part in answer["linked"] or ()]
        body = orjson.dumps(answer)
        digest = hashlib.sha256(body).hexdigest()
        return json_response(request, body, digest=digest, tags=tags)


def described(path: str, outcome: Resolution, above: list[PublicRecord], *, is_whole: bool) -> Json:
    """`outcome` as JSON. A path that is not public looks like one that never existed."""
    document = outcome.document
    representation = document if is_whole or document is None else link_of(document)
    is_gone = outcome.record is not None and document is None
    return {
        "path": path,
        "outcome": OUTCOMES[outcome.status],
        "status": outcome.status,
        "location": outcome.location,
        "canonical": document["html_url"] if document else None,
        "document": representation,
        "alternates": document.get("alternates", []) if document else [],
        "breadcrumbs": breadcrumbs(document, above) if document else [],
        "tombstone": tombstone_of(registry[outcome.record.kind], outcome.record)
        if is_gone and outcome.record
        else None,
        "jsonld": None,
        "linked": None,
        "formats": None,
    }


def link_of(document: Json) -> Json:
    """`{"id", "type", "key", "url", "html_url", "title"}`."""
    return {name: document[name] for name in LINK}


def breadcrumbs(document: Json, above: list[PublicRecord]) -> list[Json]:
    """Links from the home page down to the document itself."""
    summaries = [orjson.loads(bytes(record.summary or b"{}")) for record in above]
    return [link_of(item) for item in (*summaries, document)]
