"""Earlier versions of documents. The present governs the past.

What is not public now has no public past. A version is withheld if it shows such a record, or if
it names a person whom the present document does not name. The editions before and after are no
part of an edition: a version is shown without those that are not public.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import unquote

import orjson
from django.conf import settings
from django.db.models import Q

from api.json_walk import links_in, objects_in
from api.rendering.render import Json
from archive.addresses import api_url
from archive.models import Entry, FormerPath, PublicRecord
from archive.models.entry import Action, EntryQuerySet
from cms.attribution import ATTRIBUTION, may_name

HREF = re.compile(r'href="([^"]+)"')
# What an edition shows because of its place in the series.
NEIGHBOURS = ("previous", "next")
FILE = re.compile(r"/documents/([0-9]{1,18})/")


def versions(record: PublicRecord) -> EntryQuerySet:
    """All entries of `record`, the newest first."""
    return Entry.objects.filter(uid=record.uid).newest_first()


def is_attributed(quote: Json) -> bool:
    return any(quote.get(name) for name in ATTRIBUTION)


def people_in(event: Json) -> set[str]:
    return {item["id"] for item in objects_in(event) if item.get("type") == "person"}


class Present:
    """What is public now, read for `pairs` of `(record, earlier document)`.

    At most three queries for any number of documents. `record` comes with its entry.
    """

    def __init__(self, pairs: Iterable[tuple[PublicRecord, Json]], now: datetime) -> None:
        pairs = list(pairs)
        self.now = now
        self._read_records(set().union(*(links_in(document) for _record, document in pairs)))
        self._read_addresses(document for _record, document in pairs)

    def _read_records(self, ids: set[str]) -> None:
        records = PublicRecord.objects.public(self.now).filter(uid__in=ids)
        self.public: set[str] = set()
        self.attributed: set[str] = set()
        for uid, kind, summary in records.values_list("uid", "kind", "summary"):
            self.public.add(str(uid))
            if kind == "quote" and is_attributed(orjson.loads(bytes(summary or b"{}"))):
                self.attributed.add(str(uid))

    def _read_addresses(self, documents: Iterable[Json]) -> None:
        """Read which URLs in rich text lead to a withdrawn record."""
        addresses = {address for document in documents for address in _addresses(document)}
        paths, files = set(), set()
        for address in addresses:
            if match := FILE.search(address):
                files.add(int(match[1]))
            else:
                paths.add(unquote(address.removeprefix(settings.FRONTEND_ORIGIN)))
        hidden = Q(path__in=paths) | Q(kind="document", object_id__in=files)
        withdrawn = PublicRecord.objects.filter(hidden, live=False).values_list(
            "path", "object_id", "kind"
        )
        rows = list(withdrawn) if addresses else []
        former = FormerPath.objects.filter(path__in=paths, record__live=False)
        self.hidden_paths = {path for path, _pk, _kind in rows if path}
        self.hidden_paths |= set(former.values_list("path", flat=True)) if paths else set()
        self.hidden_files = {pk for _path, pk, kind in rows if kind == "document"}

    def visible_part(self, record: PublicRecord, document: Json) -> Json | None:
        """What may be shown now of `document`, an earlier version of `record`.

        `document` itself, or all but the editions beside it that are not public. None: nothing.
        """
        beside = {name: document[name] for name in NEIGHBOURS if document.get(name)}
        hidden = [name for name, link in beside.items() if link["id"] not in self.public]
        visible = {**document, **dict.fromkeys(hidden)} if hidden else document
        return visible if self.allows(record, visible) else None

    def allows(self, record: PublicRecord, document: Json) -> bool:
        """Whether `document`, an earlier version of `record`, may be shown now as it is."""
        return (
            links_in(document) <= self.public
            and all(self._may_be_attributed(item) for item in objects_in(document))
            and not any(self._is_hidden(address) for address in _addresses(document))
            and _names_no_more(document, record)
        )

    def _may_be_attributed(self, item: Json) -> bool:
        is_quote = item.get("type") == "quote" and "attribution_stated" in item
        return not is_quote or not is_attributed(item) or item["id"] in self.attributed

    def _is_hidden(self, address: str) -> bool:
        if match := FILE.search(address):
            return int(match[1]) in self.hidden_files
        return unquote(address.removeprefix(settings.FRONTEND_ORIGIN)) in self.hidden_paths


def _names_no_more(document: Json, record: PublicRecord) -> bool:
    """Whether an event whose rule is silence names nobody whom it does not name today."""
    if record.kind != "event":
        return True
    today = orjson.loads(record.entry.content)
    names_no_more = people_in(document) <= people_in(today)
    return may_name(today["attribution_rule"], agreed=names_no_more)


def _addresses(document: Json) -> Iterator[str]:
    """The URLs of our own front end in the rich text of `document`."""
    ours = (f"{settings.FRONTEND_ORIGIN}/", f"{settings.API_ORIGIN}/documents/")
    for block in document.get("body", ()):
        for text in _texts(block["value"]):
            yield from (address for address in HREF.findall(text) if address.startswith(ours))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def available(record: PublicRecord, entries: list[Entry], now: datetime) -> dict[int, bytes]:
    """What may be shown now of `entries` of one record, by their sequence numbers."""
    return shown_of([(record, entry) for entry in entries], now)


def shown_of(pairs: list[tuple[PublicRecord, Entry]], now: datetime) -> dict[int, bytes]:
    """The same for entries of several records, in three queries.

    The stored bytes, or those of the document without the editions beside it that are not public.
    """
    documents = _published(pairs)
    present = Present([(record, document) for record, _entry, document in documents], now)
    return {
        entry.sequence: entry.content if visible is document else orjson.dumps(visible)
        for record, entry, document in documents
        if (visible := present.visible_part(record, document)) is not None
    }


def _published(pairs: list[tuple[PublicRecord, Entry]]) -> list[tuple[PublicRecord, Entry, Json]]:
    return [
        (record, entry, orjson.loads(entry.content))
        for record, entry in pairs
        if entry.action == Action.PUBLISH and entry.redacted_at is None and entry.damaged_at is None
    ]


def version_url(plural: str, key: str, sequence: int) -> str:
    """The permanent URL of one version: "…/events/WP1725/history/12/"."""
    return f"{api_url(plural, key)}history/{sequence}/"
