"""Complete a version that a public bag holds without the editions beside it.

What is left out stands in the damaged bytes, or in another version of the record. The digest of
the entry proves that the result is the document as it was written.
"""

import json
from collections.abc import Iterator
from itertools import product
from typing import Any

import orjson

from api.history.versions import NEIGHBOURS
from archive.encoding import digest_of
from archive.models import Entry
from archive.models.entry import Action

Document = dict[str, Any]
MOST_TRIED = 10_000  # pairs of editions beside a version, of many thousand versions


class InPart:
    """The damaged entries by the facts that a version in a bag shares with them."""

    def __init__(self, damaged: list[Entry]) -> None:
        self.damaged: dict[str, list[Entry]] = {}
        for entry in damaged:
            self.damaged.setdefault(str(entry.uid), []).append(entry)
        self._links: dict[tuple[str, int], list[Document]] = {}

    def completed(self, body: bytes) -> dict[str, bytes]:
        """`{digest: document}` of the damaged entry that `body` is a part of, if it is one."""
        if not any(uid.encode() in body for uid in self.damaged):
            return {}
        document = object_in(body)
        for entry in self.damaged.get(str(document.get("id")), ()):
            for whole in self._with_neighbours(document, entry):
                if digest_of(whole) == entry.digest:
                    return {entry.digest: whole}
        return {}

    def _with_neighbours(self, document: Document, entry: Entry) -> Iterator[bytes]:
        """`document` with each edition that may have stood beside it in `entry`."""
        missing = [name for name in NEIGHBOURS if name in document and document[name] is None]
        pairs = product(*([None, *self._known(name, entry)] for name in missing))
        for _number, links in zip(range(MOST_TRIED), pairs, strict=False):
            yield orjson.dumps(document | dict(zip(missing, links, strict=True)))

    def _known(self, name: str, entry: Entry) -> list[Document]:
        """What may stand under `name`, read once for all versions that a bag has of the record."""
        key = name, entry.pk
        if key not in self._links:
            self._links[key] = list(links_of(name, entry))
        return self._links[key]


def links_of(name: str, damaged: Entry) -> Iterator[Document]:
    """What stands under `name` in the damaged bytes and in the other versions, each once."""
    others = Entry.objects.filter(uid=damaged.uid, action=Action.PUBLISH, body__isnull=False)
    seen: list[Document] = []
    for entry in [damaged, *others.exclude(pk=damaged.pk).order_by("sequence")]:
        link = link_in(entry.stored, name)
        if link is not None and link not in seen:
            seen.append(link)
            yield link


def object_in(body: bytes) -> Document:
    """A line of a bag. Empty for one that is damaged too."""
    try:
        value = orjson.loads(body)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def link_in(body: bytes, name: str) -> Document | None:
    """The object under `name`, also where the rest of `body` cannot be read."""
    _before, field, after = body.decode(errors="replace").partition(f'"{name}":')
    try:
        value, _end = json.JSONDecoder().raw_decode(after) if field else (None, 0)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
