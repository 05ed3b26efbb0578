"""The rows of the catalogue for each document and each entry of the log."""

from collections.abc import Iterator
from typing import Any

from anyascii import anyascii

from archive.encoding import timestamp
from archive.models import Entry
from cms.vocabularies import LABELS
from exports.bag.history import WITHHELD
from frontend.rendering.about import about
from frontend.rendering.words import Words

from .paths import page_of

Document = dict[str, Any]

# Fields that link to the next record, or to the same record in another language.
NEIGHBOURS = {"previous", "next", "alternates", "editions", "navigation", "meta"}
# The field beside a partner or a person that holds the role.
ROLES = {"partner": "role", "person": "capacity"}
FIELD_ROLES = {"series": "edition", "organiser": "organiser"}
ENGLISH = Words("en")


def record_row(document: Document, kinds: list[str]) -> tuple:
    """`(path, kind, title, about, ordinal, start, sort)`."""
    dates = document.get("dates") or document.get("occasion", {}).get("dates") or {}
    return (
        page_of(document),
        kinds.index(document["type"]),
        document["title"] or document["key"],
        about(ENGLISH, document),
        document.get("ordinal"),
        dates.get("start"),
        anyascii(document.get("sort_name") or document["title"]).casefold(),
    )


def version_row(entry: Entry) -> tuple:
    """`(uid, sequence, action, recorded_at, digest, reason, is_redacted)`.

    A version that an earlier bag lacked was not redacted. It looks as in the copy of that bag.
    """
    is_redacted = entry.redacted_at is not None and entry.redaction_reason != WITHHELD
    return (
        str(entry.uid),
        entry.sequence,
        entry.action,
        timestamp(entry.recorded_at),
        entry.digest,
        entry.redaction_reason if is_redacted else entry.reason,
        is_redacted,
    )


def link_rows(document: Document) -> Iterator[tuple[str, str, str]]:
    """`("partners/x.html", the page of `document`, "sponsor")`: target, source, role."""
    page = page_of(document)
    for name, value in document.items():
        if isinstance(value, dict | list) and name not in NEIGHBOURS:
            for target, role in _links(value, FIELD_ROLES.get(name, "")):
                yield target, page, role


def _links(value: Any, role: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict | list):
                yield from _links(item, role)
        return
    if "key" in value and "url" in value:
        yield page_of(value), role
        role = ""
    for name, item in value.items():
        if isinstance(item, dict | list) and name != "profiles":
            yield from _links(item, _role_beside(value, name) or role)


def _role_beside(value: Document, name: str) -> str:
    role = value.get(ROLES.get(name, ""))
    return role if role in LABELS else ""
