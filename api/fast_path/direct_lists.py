"""The first page of a plain list, by one prepared query."""

import re
from copy import copy
from functools import cache
from typing import Any, Self

from django.db.models import DateTimeField, Field, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone

from api.fast_path.latest_state import LatestState
from api.fast_path.statement import GENERATION, Statement, adapted, uid_in
from api.http.caching import validators
from api.lists.page import ListPage
from api.lists.views import links_of, parameters_of
from api.query import filters
from api.query.made_of import made_of_list
from api.query.ordering import SortKey, default_ordering, order_by, sort_keys
from api.query.params import Query, read_query
from api.query.sparse_fields import plurals
from api.snapshot_read import ReadState, counts, public
from archive.models import PublicRecord
from archive.registry import Resource
from cms.postgresql.library import Rows

# Each limit is a query that the database keeps, for each kind and each connection.
PLAIN_QUERY = re.compile(r"(?:limit=(?:10|20|50|100))?")


def current_list(
    resource: Resource, query: str, latest: LatestState
) -> tuple[dict[str, str], bytes] | None:
    """Headers and body of the first page of the list of `resource`, where its count is known."""
    plain = plain_page(resource, query)
    if plain is None:
        return None
    statement, params = first_page(resource.kind, plain.limit)
    at = adapted(timezone.now())
    rows = statement.rows([at if param is None else param for param in params])
    read = latest.of(rows, plain.made_of)
    counted = counts.cached(read.head, plain.bound_to) if read else None
    if read is None or counted is None or (counted[0] and not rows):
        return None
    page = plain.at(read, counted[0], rows)
    body = page.body()
    headers, _ = validators(digest=page.digest(body), tags=page.plurals, made_of=plain.made_of)
    return {**headers, "Link": page.links}, body


class PlainPage(ListPage):
    """A first page whose rows come from a prepared query. What all such pages share is kept."""

    def __init__(self, resource: Resource, values: Query) -> None:
        self._ask_for(resource, values)
        self.plurals = plurals(resource, values)
        self.made_of = made_of_list(resource.kind, values)
        self.links = links_of(self)
        self.records = PublicRecord.objects.none()
        self.fetched: Rows = []
        self.fields: list[Field] = [column_of(key) for key in self.keys]

    def at(self, read: ReadState, count: int, rows: Rows) -> Self:
        """The page with the `rows` of `first_page`."""
        page = copy(self)
        page.read, page.now, page.count = read, read.now, count
        page.fetched = [plain_row(row) for row in rows]
        page._read_beyond(self.records)
        return page

    def _fetch_beyond(
        self, records: Any, place: list[Any] | None, limit: int, *, backwards: bool
    ) -> list[tuple[Any, ...]]:
        return self.fetched

    def _link(self, row: int, *, backwards: bool) -> dict[str, str]:
        body, entry, *values = self.rows[row]
        read = [field.to_python(value) for field, value in zip(self.fields, values, strict=True)]
        self.rows[row] = body, entry, *read
        return super()._link(row, backwards=backwards)


def plain_row(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row of a page from one of `first_page`: the sort values are those of the database."""
    summary, entry, *values, uid, _generation = row
    return summary, int(entry), *values, uid_in(uid)


def column_of(key: SortKey) -> Field:
    return PublicRecord._meta.get_field(key.column)  # type: ignore[return-value]


def is_plain(key: SortKey) -> bool:
    """Whether it is a column whose values have one form on all databases."""
    return key.computed is None and not isinstance(column_of(key), DateTimeField)


@cache
def plain_page(resource: Resource, query: str) -> PlainPage | None:
    """The first page of the list that the plain `query` asks for; None: the views read it."""
    request = HttpRequest()
    request.META["QUERY_STRING"] = query
    page = PlainPage(resource, read_query(request, parameters_of(resource.kind)))
    return page if all(map(is_plain, page.keys)) else None


@cache
def first_page(kind: str, limit: int) -> tuple[Statement, list[str | None]]:
    """The query for a page of `limit` records and one more. None among its parameters: the time.

    It is the one that `Page` asks, with the generation of the log behind each row.
    """
    now = timezone.now()
    keys = sort_keys(default_ordering(kind))
    generation = Cast(RawSQL(GENERATION, ()), TextField())  # noqa: S611  no part is from a request
    records = filters.apply(public(kind, now), kind, Query(), now).order_by(*order_by(keys))
    columns = [Cast(name, TextField()) for name in ("entry_id", *(key.column for key in keys))]
    rows = records.values_list("summary", *columns, generation)
    sql, params = rows[: limit + 1].query.sql_with_params()
    at = adapted(now)
    texts = [None if str(param) == at else str(param) for param in params]
    return Statement(f"plenary_{kind}_{limit}", sql), texts
