"""What lists know of a document: made from the document alone, and made again when that changes."""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import orjson
from django.db import transaction

from archive.fanout import PART, in_parts
from archive.models import Facet, Record
from archive.registry import Document, Resource, registry

COLUMNS = ("summary", "path", "title", "ordinal", "start", "end")


def columns_of(resource: Resource, document: Document) -> dict[str, Any]:
    """The columns of a record that come from its document."""
    index = resource.index(document)
    return {
        "summary": orjson.dumps(resource.summarise(document)),
        "path": index.path,
        "title": index.title[:500],
        "ordinal": index.ordinal,
        "start": index.start,
        "end": index.end,
    }


def facets_of(resource: Resource, uid: uuid.UUID, document: Document) -> list[Facet]:
    """The values that a document can be filtered by."""
    return [
        Facet(record_id=uid, name=name, value=value)
        for name, values in sorted(resource.index(document).facets.items())
        for value in sorted(values)
    ]


def stale_records() -> Iterator[Record]:
    """Public records whose columns or facets are not what their stored document gives."""
    live = Record.objects.filter(live=True)
    for part in in_parts(list(live.order_by("uid").values_list("uid", flat=True))):
        known: dict[uuid.UUID, set[tuple[str, str]]] = defaultdict(set)
        facets = Facet.objects.filter(record_id__in=part)
        for uid, name, value in facets.values_list("record_id", "name", "value"):
            known[uid].add((name, value))
        for record in Record.objects.filter(uid__in=part).select_related("entry"):
            if not _is_fresh(record, known[record.uid]):
                yield record


def _is_fresh(record: Record, facets: set[tuple[str, str]]) -> bool:
    resource, document = registry[record.kind], orjson.loads(record.entry.content)
    columns = columns_of(resource, document)
    columns["summary"] = bytes(columns["summary"])
    known = {name: getattr(record, name) for name in COLUMNS}
    known["summary"] = bytes(record.summary or b"")
    wanted = {(each.name, each.value) for each in facets_of(resource, record.uid, document)}
    return known == columns and facets == wanted


@transaction.atomic
def project_again(records: list[Record]) -> None:
    """Write columns and facets of `records` anew, from their stored documents."""
    facets = []
    for record in records:
        resource, document = registry[record.kind], orjson.loads(record.entry.content)
        for name, value in columns_of(resource, document).items():
            setattr(record, name, value)
        facets += facets_of(resource, record.uid, document)
    for part in in_parts([record.uid for record in records]):
        Facet.objects.filter(record_id__in=part).delete()
    Record.objects.bulk_update(records, COLUMNS, batch_size=PART)
    Facet.objects.bulk_create(facets, batch_size=PART)
