"""`?as_of=` on lists: the list as it was, as far as the present allows."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

import orjson
from django.db.models import QuerySet

from api.http.errors import Problem
from api.lists.page import ListPage
from api.lists.paging import MAX_OFFSET
from api.lists.past import Past, PastVersion, too_many
from api.query import filters
from api.query.conditions import Condition
from api.query.ordering import SortKey, with_columns
from archive.models import Entry

REFUSED = {
    "cursor": "A list of the past has numbered pages: leave cursor out.",
    "expand": "A list of the past shows links: leave expand out.",
    "q": "Search knows the present only: leave q or as_of out.",
}

Row = tuple[int, dict[str, Any]]  # the number of an entry, and the values that it sorts by


class PastPage(ListPage):
    """One page of a list as it was at `as_of`. Its pages are numbered."""

    def _count(self, records: QuerySet) -> int | None:
        refuse_the_present(self.values)
        kind = self.resource.kind
        past = Past(sequence_at(self.values["as_of"][0]), self.now)
        condition = past.condition(kind, filters.condition_of_list(kind, self.values, self.now))
        self.matching_rows = unchanged(past, kind, condition, self.keys)
        earlier, self.parts = changed(past, kind, condition, self.keys)
        self.matching_rows += earlier
        if len(self.matching_rows) > MAX_OFFSET:
            raise too_many(f"more than {MAX_OFFSET} records were found")
        return None if self.values.get("count") == ["none"] else len(self.matching_rows)

    def _read_beyond(self, records: QuerySet) -> None:
        self._read_numbered(records, 1)

    def _fetch_numbered(self, records: QuerySet, offset: int, limit: int) -> list[tuple[Any, ...]]:
        numbers = [number for number, _sorted in in_order(self.matching_rows, self.keys)]
        return [(None, number) for number in numbers[offset : offset + limit]]

    def bodies(self) -> list[bytes]:
        entries = Entry.objects.in_bulk([number for _body, number in self.rows])
        bodies = [self.parts.get(number) or entries[number].content for _body, number in self.rows]
        if self.is_shaped:
            return bodies
        return [orjson.dumps(self.resource.summarise(orjson.loads(body))) for body in bodies]


def refuse_the_present(values: Mapping[str, list]) -> None:
    """Refuse what only the present can answer."""
    for name in (*values, *(name for group in values.get(filters.GROUPS, ()) for name, _ in group)):
        if name in REFUSED:
            raise Problem(400, "bad_request", REFUSED[name], errors=[{"parameter": name}])


def sequence_at(at: datetime) -> int:
    """The last number of the log at `at`."""
    entries = Entry.objects.until(at).newest_first()
    return entries.values_list("sequence", flat=True).first() or 0


COLUMNS = ("uid", "key", "title", "series", "ordinal", "start", "end", "changed_at")


def unchanged(past: Past, kind: str, condition: Condition, keys: list[SortKey]) -> list[Row]:
    """Those whose newest version was public then already."""
    records = with_columns(past.unchanged(kind, condition), keys)
    columns = (*COLUMNS, *(key.column for key in keys if key.computed))
    rows = records.values_list("entry_id", *columns)[: MAX_OFFSET + 1]
    return [(entry, dict(zip(columns, sorted_by, strict=True))) for entry, *sorted_by in rows]


def changed(
    past: Past, kind: str, condition: Condition, keys: list[SortKey]
) -> tuple[list[Row], dict[int, bytes]]:
    """Those that had another version then, and the bodies of those that are shown in part."""
    rows, parts = [], {}
    for version, visible in past.changed(kind, condition):
        row = _sorted_by(version)
        row |= {key.column: key.value_of(row) for key in keys if key.value_of}
        rows.append((version.entry.sequence, row))
        if visible is not version.document:
            parts[version.entry.sequence] = orjson.dumps(visible)
    return rows, parts


def _sorted_by(version: PastVersion) -> dict[str, Any]:
    index = version.index
    return {
        "uid": version.record.uid,
        "key": version.record.key,
        "facets": index.facets,
        "title": index.title[:500],
        "series": index.series[:500],
        "ordinal": index.ordinal,
        "start": index.start,
        "end": index.end,
        "changed_at": version.entry.recorded_at,
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
