"""Documents and plain lists from the log, before Django.

Most requests are plain: no parameters, no conditions. Django takes several times as long for them
as the query does. The *frame* of an answer is what all documents, or all lists, of a kind have in
common for the same request headers: the status, the security headers, what the headers of the
request were found to mean. It is taken from the first answer of the views. What is of the document
itself comes from the functions of the views.

Whatever is not plain, not public or not known gets its answer from the views, unread.
"""

import re
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, Error, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from api.fast_path.answers import Headers
from api.fast_path.direct_lists import current_list
from api.fast_path.request_key import CONDITIONS, Environ, headers_of
from api.fast_path.statement import NotAnsweredError, Statement, adapted
from api.http.compression import compress
from api.http.header_budget import LARGEST
from api.log_state import COLUMNS, NO_COUNT, STATE, moment, state_in
from api.snapshot_read import note
from api.views.detail import document_response, with_links
from archive.models import Entry, PublicRecord
from archive.registry import Resource, registry

PLAIN = re.compile(r"/api/v1/([a-z]+)/(?:([A-Za-z0-9_-]{1,100})/)?")
PLAIN_QUERY = re.compile(r"(limit=[0-9]{1,3})?")
# Headers of an answer that follow from the document.
OWN = frozenset(
    {"cache-control", "cache-tag", "etag", "last-modified", "link", "surrogate-key"}
)  # fmt: skip
MOST_FRAMES = 500

DOCUMENT = """
SELECT state.*, record.uid, record.kind, record.key, CAST(record.live AS integer),
    record.expires_at, entry.sequence, entry.digest, entry.recorded_at, entry.damaged_at, {body}
FROM ({state}) AS state
JOIN archive_record AS record ON record.kind = %s AND record.key = %s
JOIN archive_entry AS entry ON entry.sequence = record.entry_id
"""
# The bytes of the document, as the text that a prepared query answers.
TEXT = {"sqlite": "entry.body", "postgresql": "convert_from(entry.body, 'UTF8')"}
document = Statement(
    "plenary_document",
    DOCUMENT.format(state=STATE.format(count=NO_COUNT[0]), body=TEXT[connection.vendor]),
)


class DirectReads:
    """Answers documents in the frames that it has seen."""

    def __init__(self) -> None:
        self._resources = {each.plural: each for each in registry if each.kind != "site"}
        self._frames: dict[tuple, Headers] = {}

    def response(self, environ: Environ) -> tuple[Headers, bytes] | None:
        """The headers and the body of the 200 to a plain request; None: the views answer."""
        plain = self._plain(environ)
        if plain is None:
            return None
        resource, key = plain
        frame = self._frames.get((resource.kind, key == "", *headers_of(environ)))
        if frame is None:
            return None
        request = HttpRequest()
        request.method, request.META = "GET", environ
        try:
            if key:
                response = current_document(request, resource, key)
            else:
                response = current_list(request, resource)
        except (NotAnsweredError, Error):
            return None
        if response is None:
            return None
        compress(request, response)
        body = response.content
        own = [(name, value) for name, value in response.items() if name.lower() in OWN]
        headers = [*frame, *own, ("Content-Length", str(len(body)))]
        size = sum(len(name) + len(value) + 4 for name, value in headers)
        return (headers, body) if size <= LARGEST else None

    def learn(self, environ: Environ, status: str, headers: Headers) -> None:
        """Take the frame of an answer of the views."""
        plain = self._plain(environ)
        if plain is None or status != "200 OK":
            return
        if ("Content-Type", "application/json") not in headers:
            return
        if any(name == "Deprecation" for name, _value in headers):
            return  # which has a link of its own in Link
        if len(self._frames) >= MOST_FRAMES:
            self._frames = {}
        frame = [
            (name, value)
            for name, value in headers
            if name.lower() not in OWN and name != "Content-Length"
        ]
        resource, key = plain
        self._frames[resource.kind, key == "", *headers_of(environ)] = frame

    def _plain(self, environ: Environ) -> tuple[Resource, str] | None:
        """The kind and the key that a plain request asks for; no key: a list."""
        match = PLAIN.fullmatch(environ["PATH_INFO"])
        query = environ["QUERY_STRING"]
        if match is None or environ["REQUEST_METHOD"] != "GET":
            return None
        if query and (match[2] or not PLAIN_QUERY.fullmatch(query)):
            return None
        resource = self._resources.get(match[1])
        if resource is None or any(name in environ for name in CONDITIONS):
            return None
        return resource, match[2] or ""


def current_document(request: HttpRequest, resource: Resource, key: str) -> HttpResponse | None:
    """The newest document of `key`, if it is public and the log is up to now."""
    now = timezone.now()
    at = adapted(now)
    rows = document.rows((at, at, at, resource.kind, key))
    if not rows:
        return None
    state = state_in(rows[0][:COLUMNS])
    record = record_in(rows[0][COLUMNS:])
    if state.is_overdue or record.entry.damaged_at is not None or not record.is_public(now):
        return None
    note(state, now)
    response = document_response(request, resource, record, {}, now)
    return with_links(response, resource, record)


# In the order of the columns, as `from_db` takes them.
OF_RECORD = ("uid", "kind", "key", "entry_id", "live", "expires_at")
OF_ENTRY = ("sequence", "digest", "body", "recorded_at", "damaged_at")


def record_in(row: tuple[Any, ...]) -> PublicRecord:
    """The record of a row of `DOCUMENT`, with its entry."""
    uid, kind, key, live, expires, sequence, digest, recorded, damaged, body = row
    number, body = int(sequence), body.encode() if isinstance(body, str) else body
    expires_at, damaged_at = (moment(time) if time else None for time in (expires, damaged))
    values = UUID(uid), kind, key, number, bool(int(live)), expires_at
    record = PublicRecord.from_db(DEFAULT_DB_ALIAS, OF_RECORD, values)
    values_of_entry = number, digest, body, moment(recorded), damaged_at
    record.entry = Entry.from_db(DEFAULT_DB_ALIAS, OF_ENTRY, values_of_entry)
    return record
