"""Documents and plain lists from the log, before Django.

Most requests are plain: no parameters, no conditions. Django takes several times as long for them
as the query does. The *frame* of an answer is what all documents, or all lists, of a kind have in
common for the same request headers: the status, the security headers, what the headers of the
request were found to mean. It is taken from the first answer of the views. What is of the document
itself comes from the functions of the views.

Whatever is not plain, not public or not known gets its answer from the views, unread.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import Error

from api.fast_path.answers import Headers
from api.fast_path.direct_lists import PLAIN_QUERY, current_list
from api.fast_path.latest_state import LatestState
from api.fast_path.request_key import CONDITIONS, Environ, headers_of
from api.fast_path.statement import GENERATION, NotAnsweredError, Statement, as_text, uid_in
from api.http.caching import validators
from api.http.compression import ENCODINGS, etag_of_variant
from api.http.header_budget import LARGEST_HEADERS
from api.log_state import moment
from api.query.made_of import made_of_document
from api.query.sparse_fields import plurals
from api.views.detail import links_of
from archive.registry import Resource, registry

PLAIN = re.compile(r"/api/v1/([a-z]+)/(?:([A-Za-z0-9_-]{1,100})/)?")
# Headers of an answer that follow from the document.
OWN = frozenset(
    {"cache-control", "cache-tag", "content-length", "etag", "last-modified", "link",
     "surrogate-key"}
)  # fmt: skip
MOST_FRAMES = 500

OF_DOCUMENT = as_text(
    "record.uid", "CAST(record.live AS integer)", "record.expires_at", "entry.digest",
    "entry.recorded_at", "entry.damaged_at", f"({GENERATION})",
)  # fmt: skip
document = Statement(
    "plenary_document",
    f"""
    SELECT entry.body, {OF_DOCUMENT}
    FROM archive_record AS record JOIN archive_entry AS entry ON entry.sequence = record.entry_id
    WHERE record.kind = %s AND record.key = %s
    """,  # noqa: S608  no part of it is from a request
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What all documents, or all lists, of a kind have in common for the same request headers."""

    headers: Headers
    size: int
    encoding: str | None


class DirectReads:
    """Answers documents in the frames that it has seen."""

    def __init__(self) -> None:
        self._resources = {
            resource.plural: resource for resource in registry if resource.kind != "site"
        }
        self._frames: dict[tuple, Frame] = {}
        self._latest = LatestState()

    def response(self, environ: Environ) -> tuple[Headers, bytes] | None:
        """The headers and the body of the 200 to a plain request; None: the views answer."""
        plain = self._plain(environ)
        if plain is None:
            return None
        resource, key = plain
        frame = self._frames.get((resource.kind, key == "", *headers_of(environ)))
        if frame is None:
            return None
        try:
            if key:
                own_and_body = current_document(resource, key, self._latest)
            else:
                own_and_body = current_list(resource, environ["QUERY_STRING"], self._latest)
        except (NotAnsweredError, Error):
            return None
        if own_and_body is None:
            return None
        own, body = own_and_body
        if frame.encoding:
            own["ETag"] = etag_of_variant(own["ETag"], frame.encoding)
            body = ENCODINGS[frame.encoding](body)
        own["Content-Length"] = str(len(body))
        if frame.size + size_of(own.items()) > LARGEST_HEADERS:
            return None
        return [*frame.headers, *own.items()], body

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
        shared = [(name, value) for name, value in headers if name.lower() not in OWN]
        encoding = dict(headers).get("Content-Encoding")
        resource, key = plain
        frame = Frame(shared, size_of(shared), encoding)
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
        if resource is None or not environ.keys().isdisjoint(CONDITIONS):
            return None
        return resource, match[2] or ""


def size_of(headers: Iterable[tuple[str, str]]) -> int:
    """The bytes of `headers`, as they are sent."""
    return sum([len(name) + len(value) + 4 for name, value in headers])


def current_document(
    resource: Resource, key: str, latest: LatestState
) -> tuple[dict[str, str], bytes] | None:
    """Headers and body of the newest document of `key`, if it is public and sound."""
    rows = document.rows((resource.kind, key))
    if not rows:
        return None
    body, uid, live, expires, digest, recorded, damaged, _generation = rows[0]
    uid = uid_in(uid)
    made_of = made_of_document(resource.kind, uid, {})
    read = latest.of(rows, made_of)
    if read is None or not int(live) or damaged is not None:
        return None
    if expires and moment(expires) <= read.now:
        return None
    headers, _ = validators(
        digest=digest,
        changed_at=moment(recorded),
        tags=[*plurals(resource, {}), uid],
        made_of=made_of,
    )
    headers["Link"] = links_of(resource, key)
    return headers, body
