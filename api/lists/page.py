"""One page of a list, put together from stored bytes."""

import hashlib
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.db.models import Q, QuerySet

from api.caches.head_cache import HeadCache
from api.http.errors import Problem
from api.lists.few_records import by_themselves, counted_current, few_of
from api.lists.groups import DEFAULT_FIRST, Groups
from api.lists.paging import DEFAULT_LIMIT, MAX_LIMIT, MAX_OFFSET
from api.lists.search_rows import entries_found, entries_of
from api.query import filters
from api.query.cursors import Cursor, decode, encode, query_digest
from api.query.facets import countables, facets_of
from api.query.ordering import (
    beyond,
    default_ordering,
    first_of,
    order_by,
    sort_keys,
    with_columns,
)
from api.query.params import Query
from api.query.picks import picked_order
from api.query.sparse_fields import is_shaped, shape
from api.query.value_counts import RecordSet, SearchFound, whole_list
from api.resources.base import resource_of
from api.snapshot_read import ReadState, count_current, ends_with_the_day, now_current
from archive.models import body_of, whole_body
from archive.registry import Resource

# Where numbered pages begin: the sort values of the row before each.
places: HeadCache[list[Any] | None] = HeadCache(2000)


class ListPage:
    """One page of a list."""

    def __init__(self, resource: Resource, values: Query, records: QuerySet, now: datetime) -> None:
        self._ask_for(resource, values)
        self.now = now
        self.records = records
        self.count = self._count(records)
        if "group_by" not in values:
            self._read(self.records)
        if values.is_of_today:
            ends_with_the_day()

    def _ask_for(self, resource: Resource, values: Query) -> None:
        """Take what follows from the request alone."""
        self.resource = resource
        self.values = values
        self.is_shaped = is_shaped(values)
        self.keys = sort_keys(values.get("ordering", [default_ordering(resource.kind)])[0])
        self.picked = picked_order(values)
        self.limit = self._limit()
        if self.picked:
            self.keys.insert(0, self.picked)
        self.bound_to = query_digest(resource.kind, values)
        self.whole = whole_list([resource.kind], filters.parameters_of(resource.kind), values)
        self.read: ReadState | None = None
        self.search_rows: QuerySet | None = None
        self.rows: list[tuple[Any, ...]] = []
        self.next: dict[str, Any] | None = None
        self.previous: dict[str, Any] | None = None

    def _read(self, records: QuerySet) -> None:
        records = with_columns(records, self.keys)
        if "page" in self.values:
            self._read_numbered(records, self.values["page"][0])
        else:
            self._read_beyond(records)
        if "sample" in self.values:
            self.next, self.previous = None, None

    def _limit(self) -> int:
        """How many records a page has: all of a batch that are asked for by their names."""
        for name in ("limit", "sample"):
            if name in self.values:
                return int(self.values[name][0])
        return MAX_LIMIT if self.picked else DEFAULT_LIMIT

    def _count(self, records: QuerySet) -> int | None:
        """The number of all records; None when the request does without it."""
        are_costly = filters.are_costly(self.resource.kind, self.values)
        if self.values.get("count") == ["none"]:
            now_current()
            self.records = few_of(records) if are_costly else records
            return None
        if are_costly:
            entries = entries_found(self.resource.kind, self.values, self.now)
            counted, self.read = counted_current(records, self.now, self.bound_to, entries)
            self.records = counted.of(records)
            self.search_rows = entries if counted.ids is None else entries_of(counted.ids)
            return counted.count
        kept = self.whole.total() if self.whole else None
        count, self.read = count_current(records, self.now, self.bound_to, kept)
        self.records = records if self.whole else by_themselves(records, count)
        return count

    def _read_numbered(self, records: QuerySet, number: int) -> None:
        offset = (number - 1) * self.limit
        rows = self._fetch_numbered(records, offset, self.limit + 1)
        has_more, self.rows = len(rows) > self.limit, rows[: self.limit]
        if number > 1 and not rows:
            raise Problem(404, "not_found", f"The list has no page {number}.")
        self.next = {"page": number + 1} if has_more else None
        self.previous = {"page": number - 1} if number > 1 else None

    def _fetch_numbered(self, records: QuerySet, offset: int, limit: int) -> list[tuple[Any, ...]]:
        """The rows from `offset` on, read from the nearer end of the list where that is known."""
        count = self.count or 0  # also where nobody counts: then no end is known
        after = max(count - offset - limit, 0)
        from_end = offset < count and after < offset
        if (count - offset if from_end else offset + self.limit) > MAX_OFFSET:
            detail = (
                f"Pages reach {MAX_OFFSET} records from the beginning and, unless count=none, "
                "from the end. Follow `next` from the first page."
            )
            raise Problem(400, "invalid_parameter", detail, errors=[{"parameter": "page"}])
        if from_end:
            size = min(limit, count - offset)
            return self._fetch(records, after, size, backwards=True)[::-1]
        return self._fetch(records, offset, limit)

    def _read_beyond(self, records: QuerySet) -> None:
        cursor = self._cursor()
        backwards = cursor is not None and cursor.backwards
        place = cursor.values if cursor is not None else None
        rows = self._fetch_beyond(records, place, self.limit + 1, backwards=backwards)
        has_more, rows = len(rows) > self.limit, rows[: self.limit]
        self.rows = rows[::-1] if backwards else rows
        has_next = has_more if not backwards else True
        has_previous = has_more if backwards else cursor is not None
        self.next = self._link(-1, backwards=False) if has_next and self.rows else None
        self.previous = self._link(0, backwards=True) if has_previous and self.rows else None

    def _cursor(self) -> Cursor | None:
        if "cursor" not in self.values:
            return None
        cursor = decode(self.values["cursor"][0], self.bound_to)
        if len(cursor.values) != len(self.keys):
            raise Problem(400, "bad_request", "The cursor is of another version of this archive.")
        return cursor

    def _fetch(
        self, records: QuerySet, offset: int, limit: int, *, backwards: bool = False
    ) -> list[tuple[Any, ...]]:
        """`[(bytes, entry, sort values …)]`: summaries, or whole documents to be shaped."""
        if not offset:
            return self._fetch_beyond(records, None, limit, backwards=backwards)
        question = f"{self.bound_to} {offset} {backwards}"
        head = self.read.head if self.read else None
        place = places.at(head, question, lambda: self._place(records, offset, backwards))
        return self._fetch_beyond(records, place, limit, backwards=backwards) if place else []

    def _place(self, records: QuerySet, offset: int, backwards: bool) -> list[Any] | None:
        """The sort values of the row before `offset`, which an index alone knows."""
        ordered = records.order_by(*order_by(self.keys, backwards=backwards))
        columns = ordered.values_list(*(key.column for key in self.keys))[offset - 1 : offset]
        return next(map(list, columns), None)

    def _fetch_beyond(
        self, records: QuerySet, place: list[Any] | None, limit: int, *, backwards: bool
    ) -> list[tuple[Any, ...]]:
        """The rows beyond the one with the sort values `place`; None: from the beginning."""
        parts = [Q()] if place is None else beyond(self.keys, place, backwards=backwards)
        rows: list[tuple[Any, ...]] = []
        for part in parts:
            if missing := limit - len(rows):
                ordered = first_of(records.filter(part), self.keys, missing, backwards=backwards)
                rows += ordered.values_list(*self.columns())
        return rows

    def columns(self) -> list[Any]:
        """What is read of each row: its bytes, its entry, its sort values, and more behind them."""
        stored = whole_body() if self.is_shaped else "summary"
        return [stored, "entry_id", *(key.column for key in self.keys)]

    def _link(self, row: int, *, backwards: bool) -> dict[str, str]:
        cursor = Cursor(list(self.rows[row][2 : 2 + len(self.keys)]), backwards)
        return {"cursor": encode(cursor, self.bound_to)}

    @cached_property
    def turns(self) -> tuple[str | None, str | None]:
        """The addresses of the next and the previous page."""
        return self.url(self.next), self.url(self.previous)

    def url(self, change: dict[str, Any] | None) -> str | None:
        """The address of the page that `change` leads to, with the filters of this one."""
        if change is None:
            return None
        pairs = [
            (name, text)
            for name, texts in sorted(self.values.texts.items())
            if name not in ("cursor", "page")
            for text in texts
        ]
        query = urlencode([*pairs, *change.items()])
        return f"{self.address()}?{query}" if query else self.address()

    def address(self) -> str:
        return f"{settings.API_ORIGIN}/api/v1/{self.resource.plural}/"

    def body(self) -> bytes:
        turns = {"count": self.count, "next": self.turns[0], "previous": self.turns[1]}
        return orjson.dumps({**turns, **self._counted(), "results": self._shown(self.bodies())})

    def _counted(self) -> dict[str, Any]:
        """`facets` and `groups`, where the request asks for them."""
        by_name, counted = countables(self.resource.kind), dict[str, Any]()
        rows = self.search_rows if self.read and self.read.head else None
        matched = None if rows is None else SearchFound(rows, None, True)
        record_set = RecordSet(self.records, self.read, self.bound_to, self.whole, matched)
        if "facets" in self.values:
            requested = [by_name[name] for name in self.values["facets"][0]]
            counted["facets"] = facets_of(record_set, requested)
        if "group_by" in self.values:
            groups = Groups(record_set, by_name[self.values["group_by"][0]])
            keys = [key for key in self.keys if key is not self.picked]
            most = self.values.get("first", [DEFAULT_FIRST])[0]
            counted["groups"] = groups.as_documents(keys, most, self.columns()[0], self._shown)
        return counted

    def _shown(self, bodies: list[bytes]) -> list[Any]:
        if not self.is_shaped:
            return [orjson.Fragment(body) for body in bodies]
        summary = resource_of(self.resource.kind).summary_fields
        return shape(bodies, self.resource.kind, self.values, self.now, summary=summary)

    def bodies(self) -> list[bytes]:
        """The stored bytes of the records shown."""
        return [body_of(row) for row in self.rows]

    def digest(self, body: bytes) -> str:
        """A digest of what the page shows: its query, its entries and where it leads."""
        if self.is_shaped or "facets" in self.values or "group_by" in self.values:
            return hashlib.sha256(body).hexdigest()
        identity = [self.bound_to, self.limit, self.count, *self.turns, [r[1] for r in self.rows]]
        return hashlib.sha256(orjson.dumps(identity)).hexdigest()
