"""The first page of a plain list, by two prepared queries."""

from functools import cache, cached_property
from typing import Any

from django.db.models import DateTimeField, Field, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from api.fast_path.statement import Statement, adapted
from api.http.errors import Problem
from api.lists.page import Page
from api.lists.views import list_response, parameters_of
from api.log_state import NO_COUNT, STATE, state_in
from api.query import filters
from api.query.ordering import SortKey, default_ordering, order_by, sort_keys
from api.query.params import Query, read_query
from api.snapshot_read import ReadState, counts, note, public
from archive.models import Head, PublicRecord
from archive.registry import Resource

# Each is a query that the database keeps, for each kind and each connection.
LIMITS = (10, 20, 50, 100)
state_of_log = Statement("plenary_state", STATE.format(count=NO_COUNT[0]))


def current_list(request: HttpRequest, resource: Resource) -> HttpResponse | None:
    """The first page of the list of `resource`, if the log is up to now and the count is known."""
    try:
        values = read_query(request, parameters_of(resource.kind))
    except Problem:
        return None
    now = timezone.now()
    at = adapted(now)
    rows = state_of_log.rows((at, at, at))
    state = state_in(rows[0]) if rows else None
    if state is None or state.is_overdue:
        return None
    try:
        page = DirectPage(resource, values, note(state, now))
    except OtherPageError:
        return None
    return list_response(request, resource, values, page)


class OtherPageError(Exception):
    """The views have to read this page."""


class DirectPage(Page):
    """A first page whose rows come from a prepared query."""

    def __init__(self, resource: Resource, values: Query, read: ReadState) -> None:
        self.state = read
        super().__init__(resource, values, PublicRecord.objects.none(), read.now)

    def _count(self, records: Any) -> int | None:
        if self.limit not in LIMITS or not all(map(is_plain, self.keys)):
            raise OtherPageError
        self.read = self.state
        count = counts.known(self.state.head, self.bound_to)
        if count is None:
            raise OtherPageError
        return count[0]

    def _fetch_beyond(
        self, records: Any, place: list[Any] | None, limit: int, *, backwards: bool
    ) -> list[tuple[Any, ...]]:
        statement, params = first_page(self.resource.kind, self.limit)
        at = adapted(self.now)
        rows = statement.rows([at if param is None else param for param in params])
        if any(int(row[-1]) != self.state.head[1] for row in rows if self.state.head):
            raise OtherPageError  # the log has moved on between the two queries
        return [self._row(row) for row in rows]

    def _row(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """The row as Django would read it."""
        summary, entry, *values, _generation = row
        body = bytes.fromhex(summary[2:]) if isinstance(summary, str) else summary
        read = (column.to_python(value) for column, value in zip(self.fields, values, strict=True))
        return body, int(entry), *read

    @cached_property
    def fields(self) -> list[Field]:
        return [PublicRecord._meta.get_field(key.column) for key in self.keys]  # type: ignore[misc]


def is_plain(key: SortKey) -> bool:
    """Whether it is a column whose values have one form on all databases."""
    is_column = key.computed is None
    return is_column and not isinstance(PublicRecord._meta.get_field(key.column), DateTimeField)


@cache
def first_page(kind: str, limit: int) -> tuple[Statement, list[str | None]]:
    """The query for a page of `limit` records and one more. None among its parameters: the time.

    It is the one that `Page` asks, with the generation of the log behind each row.
    """
    now = timezone.now()
    keys = sort_keys(default_ordering(kind))
    generation = Subquery(Head.objects.values("generation")[:1])
    records = filters.apply(public(kind, now), kind, Query(), now).order_by(*order_by(keys))
    columns = [key.column for key in keys]
    rows = records.values_list("summary", "entry_id", *columns, generation)
    sql, params = rows[: limit + 1].query.sql_with_params()
    at = adapted(now)
    given = [None if str(param) == at else str(param) for param in params]
    return Statement(f"plenary_{kind}_{limit}", sql), given
