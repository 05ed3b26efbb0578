"""Cursors: the place where a page of a list begins, signed and bound to filter and order."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from django.core import signing

from api.query.params import Query, refused_value

# Without a timestamp: the same page has the same links, and so the same ETag.
SIGNER = signing.Signer(salt="plenary.cursor")


MAX_CURSOR_LENGTH = 3000  # a title of 500 letters, in any script


class Json:
    """JSON for the signer. Its own serializer writes six characters for a non-ASCII letter."""

    def dumps(self, value: Any) -> bytes:
        return orjson.dumps(value)

    def loads(self, text: bytes) -> Any:
        return orjson.loads(text)


@dataclass(frozen=True)
class Cursor:
    """The sort values of a row, and whether the page lies before or after it."""

    values: list[Any]
    backwards: bool


# Parameters that change neither the records of a list nor their order.
SHAPING = frozenset({
    "count", "cursor", "expand", "facets", "fields", "first", "group_by", "limit", "page",
    "profiles",
    "rich_text",
})  # fmt: skip


def query_digest(kind: str, values: Query) -> str:
    """A short digest of the filters and the order of a list."""
    relevant = {name: sorted(texts) for name, texts in values.texts.items() if name not in SHAPING}
    packed = orjson.dumps([kind, sorted(relevant.items())])
    return hashlib.sha256(packed).hexdigest()[:16]


def encode(cursor: Cursor, digest: str) -> str:
    values = [_plain(value) for value in cursor.values]
    return SIGNER.sign_object([digest, cursor.backwards, values], Json, compress=True)


def decode(text: str, digest: str) -> Cursor:
    """Parse a cursor. Raises a 400 if it was changed or belongs to another list."""
    try:
        bound_to, backwards, values = SIGNER.unsign_object(text, Json)
    except (signing.BadSignature, ValueError, TypeError) as error:
        detail = "It is not a cursor of this archive. Follow the links next and previous."
        raise refused_value("cursor", text, detail) from error
    if bound_to != digest:
        detail = "It was made for another filter or order. Begin without a cursor."
        raise refused_value("cursor", text, detail)
    return Cursor(values, backwards)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else _text(value)


def _text(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)
