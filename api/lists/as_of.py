"""`?as_of=` on lists: the list as it was, as far as the present allows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import orjson
from django.db.models import QuerySet

from api.history.versions import Present
from api.http.errors import Problem
from api.lists.page import Page
from api.lists.paging import MAX_OFFSET
from api.query import filters
from api.query.conditions import Facts
from api.query.ordering import SortKey, with_columns
from archive.models import Entry, PublicRecord
from archive.models.entry import Action
from archive.registry import Index, Resource

MAX_CHANGED = 2000

REFUSED = {
    "cursor": "A list of the past has numbered pages: leave cursor out.",
    "expand": "A list of the past shows links: leave expand out.",
    "q": "Search knows the present only: leave q or as_of out.",
}
OF_TODAY = "{} looks at other records of today: leave it or as_of out."

Row = tuple[int, dict[str, Any]]  # the number of an entry, and the values that it sorts by


class PastPage(Page):
    """One page of a list as it was at `as_of`. Its pages are numbered."""

    def _count(self, records: QuerySet) -> int | None:
        refuse_the_present(self.resource.kind, self.values)
        then = Then(sequence_at(self.values["as_of"][0]), self.values, self.keys, self.now)
        self.found = unchanged(records, self.resource.kind, then)
        earlier, self.parts = changed(records, self.resource, then)
        self.found += earlier
        if len(self.found) > MAX_OFFSET:
            raise too_many(f"more than {MAX_OFFSET} records were found")
        return None if self.values.get("count") == ["none"] else len(self.found)

    def _read_beyond(self, records: QuerySet) -> None:
        self._read_numbered(records, 1)

    def _fetch_numbered(self, records: QuerySet, offset: int, limit: int) -> list[tuple[Any, ...]]:
        numbers = [number for number, _sorted in in_order(self.found, self.keys)]
        return [(None, number) for number in numbers[offset : offset + limit]]

    def uids(self) -> list[str]:
        return []

    def bodies(self) -> list[bytes]:
        entries = Entry.objects.in_bulk([number for _body, number in self.rows])
        bodies = [self.parts.get(number) or entries[number].content for _body, number in self.rows]
        if self.is_shaped:
            return bodies
        return [orjson.dumps(self.resource.summarise(orjson.loads(body))) for body in bodies]


def refuse_the_present(kind: str, values: Mapping[str, list]) -> None:
    """Refuse what only the rows of today can answer."""
    asked = [*values, *(name for group in values.get(filters.GROUPS, ()) for name, _ in group)]
    of_today = filters.names_of_the_present(kind)
    for name in asked:
        if name in REFUSED or name in of_today:
            raise Problem(400, "bad_request", REFUSED.get(name, OF_TODAY.format(name)))


def too_many(what: str) -> Problem:
    detail = f"as_of: {what}. Narrow the list with filters, or ask for a later time."
    return Problem(400, "invalid_parameter", detail, errors=[{"parameter": "as_of"}])


def sequence_at(at: datetime) -> int:
    """The last number of the log at `at`."""
    entries = Entry.objects.until(at).newest_first()
    return entries.values_list("sequence", flat=True).first() or 0


COLUMNS = ("uid", "key", "title", "series", "ordinal", "start", "end", "changed_at")


@dataclass(frozen=True)
class Then:
    """What is asked of the archive at an entry of the log, and when."""

    sequence: int
    values: Mapping[str, list]
    keys: list[SortKey]
    now: datetime


def unchanged(records: QuerySet, kind: str, then: Then) -> list[Row]:
    """Those whose newest version was public then already, filtered by the database."""
    records = records.filter(entry_id__lte=then.sequence)
    found = filters.apply(records, kind, then.values, then.now)
    columns = (*COLUMNS, *(key.column for key in then.keys if key.computed))
    rows = with_columns(found, then.keys).values_list("entry_id", *columns)[: MAX_OFFSET + 1]
    return [(entry, dict(zip(columns, sorted_by, strict=True))) for entry, *sorted_by in rows]


def changed(
    records: QuerySet, resource: Resource, then: Then
) -> tuple[list[Row], dict[int, bytes]]:
    """Those that had another version then, and the bodies of those that are shown in part.

    Each is looked at, so that there is a limit.
    """
    newest = Entry.objects.of_record_at(then.sequence)
    later = (
        records.filter(entry_id__gt=then.sequence).annotate(then=newest).filter(then__isnull=False)
    )
    found = list(later.select_related("entry")[: MAX_CHANGED + 1])
    if len(found) > MAX_CHANGED:
        raise too_many(f"more than {MAX_CHANGED} records have changed since then")
    entries = Entry.objects.filter(action=Action.PUBLISH, redacted_at__isnull=True).in_bulk(
        [record.then for record in found]
    )
    pairs = [(record, entries[record.then]) for record in found if record.then in entries]
    documents = [(record, entry, orjson.loads(entry.content)) for record, entry in pairs]
    condition = filters.condition_of_list(resource.kind, then.values, then.now)
    wanted = []
    for record, entry, document in documents:
        index = resource.index(document)
        # Keys stay with their records, and former keys lead to today's.
        facts = Facts(str(record.uid), record.key, entry.recorded_at, index)
        if condition.holds(facts):
            wanted.append((record, entry, document, index))
    present = Present([(record, document) for record, _entry, document, _index in wanted], then.now)
    rows, parts = [], {}
    for record, entry, document, index in wanted:
        if (shown := present.shown(record, document)) is not None:
            row = _sorted_by(record, entry, index)
            row |= {key.column: key.value_of(row) for key in then.keys if key.value_of}
            rows.append((entry.sequence, row))
            if shown is not document:
                parts[entry.sequence] = orjson.dumps(shown)
    return rows, parts


def _sorted_by(record: PublicRecord, entry: Entry, index: Index) -> dict[str, Any]:
    return {
        "uid": record.uid,
        "key": record.key,
        "facets": index.facets,
        "title": index.title[:500],
        "series": index.series[:500],
        "ordinal": index.ordinal,
        "start": index.start,
        "end": index.end,
        "changed_at": entry.recorded_at,
    }


def in_order(rows: list[Row], keys: list[SortKey]) -> list[Row]:
    """`rows` in the order of `keys`; what is not stated comes last."""
    for key in reversed(keys):
        stated = [row for row in rows if row[1][key.column] is not None]
        stated.sort(key=partial(_value, key.column), reverse=key.descending)
        rows = stated + [row for row in rows if row[1][key.column] is None]
    return rows


def _value(column: str, row: Row) -> Any:
    return row[1][column]
