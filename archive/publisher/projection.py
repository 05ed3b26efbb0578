"""What lists know of a document. Plenary makes it from the document alone."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from datetime import datetime
from functools import partial
from typing import Any

import orjson
from django.db import transaction
from django.db.models import Model, QuerySet

from archive.batches import BATCH_SIZE, in_batches
from archive.encoding import is_whole
from archive.models import Facet, PublicRecord, SearchText
from archive.publisher.compiled_query import read_few
from archive.registry import Document, Index, Resource, registry
from archive.search import files
from archive.search import index as search
from cms.text.words import tokens

FacetRow = tuple[str, str]  # the name of a filter and a value
RowsOf = Mapping[uuid.UUID, Set[tuple]]  # the rows of each record
COLUMNS = ("summary", "path", "title", "series", "ordinal", "start", "end")


def columns_of(resource: Resource, document: Document, index: Index) -> dict[str, Any]:
    """The columns of a record that come from its document."""
    return {
        "summary": orjson.dumps(resource.summarise(document)),
        "path": index.path,
        "title": index.title[:500],
        "series": index.series[:500],
        "ordinal": index.ordinal,
        "start": index.start,
        "end": index.end,
    }


def facets_of(index: Index) -> set[FacetRow]:
    """The values that a document can be filtered by."""
    return {(name, value) for name, values in index.facets.items() for value in values if value}


def keep_rows(model: type[Model], names: tuple[str, ...], rows: RowsOf) -> RowsOf:
    """Let each record have its `rows` and no others. A row holds the values of `names`.

    Rows that exist already stay: most of a record is the same after a change. Returns those that
    were there.
    """
    former: dict[uuid.UUID, dict[tuple, int]] = defaultdict(dict)
    for uids in in_batches(rows):
        make = partial(_rows, model, names)
        for pk, uid, *row in read_few(("rows", model, names), make, uids):
            former[uid][tuple(row)] = pk
    gone = [pk for uid, pks in former.items() for row, pk in pks.items() if row not in rows[uid]]
    for pks in in_batches(gone):
        # `delete` would read the rows first, as each model has receivers of signals.
        deleted = model._default_manager.filter(pk__in=pks)
        deleted._raw_delete(deleted.db)
    new = [
        model(record_id=uid, **dict(zip(names, row, strict=True)))
        for uid, kept in rows.items()
        for row in sorted(kept - former.get(uid, {}).keys())
    ]
    model._default_manager.bulk_create(new, batch_size=BATCH_SIZE)
    return {uid: pks.keys() for uid, pks in former.items()}


def _rows(
    model: type[Model], names: tuple[str, ...], uids: Sequence[uuid.UUID], now: datetime
) -> QuerySet:
    rows = model._default_manager.filter(record_id__in=uids)
    return rows.values_list("pk", "record_id", *names)


def keep_facets(facets: RowsOf) -> RowsOf:
    """Let each record be filtered by its `facets` and nothing else. Returns the former facets."""
    return keep_rows(Facet, ("name", "value"), facets)


def search_text_of(resource: Resource, record: PublicRecord, document: Document) -> SearchText:
    """The text of a document for search."""
    name, text = document["title"], resource.words(document)
    folded = sorted(set(tokens(f"{name} {text}")))
    return SearchText(
        record=record,
        name=name,
        text=text,
        folded=f" {' '.join(folded)} ",
        file=files.text_of(resource.searched_file(document), record.object_id),
    )


def stale_records(unreadable: Collection[int] = ()) -> Iterator[PublicRecord]:
    """Public records whose columns or facets are not what their stored document gives.

    `unreadable` are entries that nobody can load, by their numbers.
    """
    live = PublicRecord.objects.filter(live=True).exclude(entry_id__in=unreadable)
    for uids in in_batches(list(live.order_by("uid").values_list("uid", flat=True))):
        facets: dict[uuid.UUID, set[FacetRow]] = defaultdict(set)
        rows = Facet.objects.filter(record_id__in=uids)
        for uid, name, value in rows.values_list("record_id", "name", "value"):
            facets[uid].add((name, value))
        texts = {text.record_id: text for text in SearchText.objects.filter(record_id__in=uids)}
        for record in PublicRecord.objects.filter(uid__in=uids).select_related("entry"):
            if not is_whole(record.entry):
                continue  # nothing can be said of a document that is damaged
            document = orjson.loads(record.entry.stored)
            if not (
                _is_fresh(record, document, facets[record.uid])
                and _is_findable(record, document, texts.get(record.uid))
            ):
                yield record


def _is_fresh(record: PublicRecord, document: Document, facets: set[FacetRow]) -> bool:
    resource = registry[record.kind]
    index = resource.index(document)
    columns = columns_of(resource, document, index)
    columns["summary"] = bytes(columns["summary"])
    stored = {name: getattr(record, name) for name in COLUMNS}
    stored["summary"] = bytes(record.summary or b"")
    return stored == columns and facets == facets_of(index)


def _is_findable(record: PublicRecord, document: Document, text: SearchText | None) -> bool:
    fresh = search_text_of(registry[record.kind], record, document)
    stored = (text.name, text.text, text.folded, text.file_id) if text else None
    return stored == (fresh.name, fresh.text, fresh.folded, fresh.file_id)


@transaction.atomic
def project_again(records: list[PublicRecord]) -> None:
    """Write columns, facets and words of `records` anew, from their stored documents.

    Whoever calls it counts the facets at the end.
    """
    facets: dict[uuid.UUID, set[FacetRow]] = {}
    texts = []
    for record in records:
        resource, document = registry[record.kind], orjson.loads(record.entry.content)
        index = resource.index(document)
        for name, value in columns_of(resource, document, index).items():
            setattr(record, name, value)
        facets[record.uid] = facets_of(index)
        texts.append(search_text_of(resource, record, document))
    PublicRecord.objects.bulk_update(records, COLUMNS, batch_size=BATCH_SIZE)
    keep_facets(facets)
    search.write(texts)
