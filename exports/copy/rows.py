"""What the catalogue keeps of each document and of each entry of the log."""

from collections.abc import Iterator
from typing import Any

from anyascii import anyascii

from archive.encoding import timestamp
from archive.models import Entry
from exports.bag.history import WITHHELD

from . import words
from .paths import page_of

Document = dict[str, Any]

# Fields that lead from one record to the next, or to itself in another language.
NEIGHBOURS = {"previous", "next", "alternates", "editions", "navigation", "meta"}
# Where the role of a partner or a person stands that is named beside it.
ROLES = {"partner": "role", "person": "capacity"}
FIELD_ROLES = {"series": "edition", "organiser": "organiser"}


def record_row(document: Document, kinds: list[str]) -> tuple:
    """`(path, kind, title, about, ordinal, start, sort)`."""
    dates = document.get("dates") or document.get("occasion", {}).get("dates") or {}
    return (
        page_of(document),
        kinds.index(document["type"]),
        document["title"] or document["key"],
        words.about(document),
        document.get("ordinal"),
        dates.get("start"),
        anyascii(document.get("sort_name") or document["title"]).casefold(),
    )


def version_row(entry: Entry) -> tuple:
    """`(uid, sequence, action, recorded_at, digest, reason, is_redacted)`.

    What an earlier bag came without was not redacted: it is as it was in the copy of that bag.
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
    """`("partners/x.html", the page of `document`, "sponsor")`: where to, where from, as what."""
    page = page_of(document)
    for name, value in document.items():
        if isinstance(value, dict | list) and name not in NEIGHBOURS:
            for target, role in _links(value, FIELD_ROLES.get(name, "")):
                yield target, page, role


def _links(value: Any, role: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for each in value:
            if isinstance(each, dict | list):
                yield from _links(each, role)
        return
    if "key" in value and "url" in value:
        yield page_of(value), role
        role = ""
    for name, each in value.items():
        if isinstance(each, dict | list) and name != "profiles":
            yield from _links(each, _role_beside(value, name) or role)


def _role_beside(value: Document, name: str) -> str:
    role = value.get(ROLES.get(name, ""))
    return role if role in words.labels() else ""
