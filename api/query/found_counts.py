"""How many of what a search finds are of each kind, and have each value: in one query."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from api.replica import database
from archive.search.index_rows import ROW_FACETS

OF_KIND = "kind of record"  # no name of a facet
# The name of a facet, a value, a number of records. The value None: those that state nothing.
Row = tuple[str, str | None, int]
# Where nearly all of a list are found, their values are those that the log keeps of the whole list,
# without those of the few others. The limit tells PostgreSQL how few they are.
FEW = 500
# The facets of so many are looked up one by one; of more, all facets are read.
LOOKED_UP = 2000
MORE_THAN_ALL = 2**62
# What is not asked is not computed: each part has a condition that depends on the numbers alone.
COUNTS = """
WITH found AS MATERIALIZED ({found}),
kinds AS MATERIALIZED (SELECT kind, COUNT(*) AS records FROM found GROUP BY kind),
whole AS MATERIALIZED ({whole}),
short AS MATERIALIZED (
    SELECT whole.kind FROM whole LEFT JOIN kinds ON kinds.kind = whole.kind
    WHERE whole.records > COALESCE(kinds.records, 0)
),
numbers AS MATERIALIZED (
    SELECT COALESCE((SELECT SUM(records) FROM kinds), 0) AS found,
        COALESCE((SELECT SUM(records) FROM whole), {more_than_all}) - {few} AS many
),
others AS MATERIALIZED (
    SELECT uid FROM ({around}) AS around
    WHERE (SELECT found >= many FROM numbers) AND kind {in_short} AND NOT EXISTS (
        SELECT 1 FROM found WHERE found.uid = around.uid AND found.kind {in_short}
    )
    LIMIT {limit}
)
SELECT %s, kind, records FROM kinds
UNION ALL
SELECT name, value, COUNT(*) FROM found {each_facet}
WHERE name IN ({names}) AND (SELECT found <= {looked_up} AND found < many FROM numbers)
GROUP BY name, value
UNION ALL
SELECT name, value, COUNT(*) FROM found JOIN archive_facet ON record_id = uid
WHERE name IN ({names}) AND (SELECT found > {looked_up} AND found < many FROM numbers)
GROUP BY name, value
UNION ALL
SELECT name, value, -COUNT(*) FROM others {each_facet}
WHERE name IN ({names})
GROUP BY name, value
UNION ALL
SELECT name, value, records FROM ({kept}) AS kept
WHERE (SELECT found >= many FROM numbers)
"""
NOTHING_KEPT = "SELECT '' AS name, '' AS value, 0 AS records", ()
NO_KINDS = "SELECT '' AS kind, 0 AS records WHERE 1 = 0", ()
EACH_FACET = {
    # PostgreSQL would rather read all facets: it takes a lookup for dear.
    "postgresql": (
        "CROSS JOIN LATERAL "
        "(SELECT name, value FROM archive_facet WHERE record_id = uid OFFSET 0) AS facet"
    ),
    "sqlite": "JOIN archive_facet ON record_id = uid",
}
# The rows of search have their facets themselves: "theme=peace", and "=event" for the kind.
OF_ROWS = """
SELECT split_part(facet, '=', 1) AS name, substr(facet, strpos(facet, '=') + 1) AS value, records
FROM (
    SELECT facet, COUNT(*) AS records
    FROM (SELECT unnest(facets) AS facet FROM ({found}) AS found) AS facets_found GROUP BY facet
) AS counted
"""
IN_SHORT = {
    "postgresql": "= ANY (ARRAY(SELECT kind FROM short))",
    "sqlite": "IN (SELECT kind FROM short)",
}
# PostgreSQL takes a comparison of words for cheap, and would rather read long texts than its index.
# Where it has no index, it then expects so much that it would compile the query for seconds.
BY_INDEXES = "SET LOCAL enable_seqscan = off; SET LOCAL jit = off; "


def are_in_rows(names: Iterable[str], of: str) -> bool:
    """Whether the rows of search tell the values of `names`, and what `RecordSet.rows` counts."""
    return set(ROW_FACETS).issuperset(names) and of in ("", OF_KIND)


def counted_rows(entries: QuerySet, names: tuple[str, ...]) -> list[Row]:
    """The counts of each kind, and of the values of `names`, from the rows of search alone."""
    try:
        of_found, in_found = entries.query.sql_with_params()
    except EmptyResultSet:
        return []
    rows = _fetch(OF_ROWS.format(found=of_found), [*in_found])
    return [
        (name or OF_KIND, value, number) for name, value, number in rows if name in ("", *names)
    ]


def rows_with_kinds(
    matches: QuerySet,
    around: QuerySet,
    kept: tuple[QuerySet, QuerySet] | None,
    names: tuple[str, ...],
) -> list[Row]:
    """The counts of each kind, and of the values of `names`.

    `matches` has the `uid` and the `kind` of each record, and all of them are in `around`. `kept`
    are the numbers `records` of each `kind` and of each `name` and `value` of all that are around.
    """
    try:
        of_found, in_found = matches.query.sql_with_params()
    except EmptyResultSet:
        return []
    of_around, in_around = around.order_by().values("uid", "kind").query.sql_with_params()
    of_whole, in_whole = kept[0].query.sql_with_params() if kept else NO_KINDS
    of_kept, in_kept = kept[1].query.sql_with_params() if kept else NOTHING_KEPT
    vendor = database().vendor
    sql = COUNTS.format(
        found=of_found,
        whole=of_whole,
        around=of_around,
        kept=of_kept,
        names=", ".join(["%s"] * len(names)),
        few=FEW,
        limit=max(FEW, 0),
        looked_up=LOOKED_UP,
        more_than_all=MORE_THAN_ALL,
        each_facet=EACH_FACET[vendor],
        in_short=IN_SHORT[vendor],
    )
    params = [*in_found, *in_whole, *in_around, OF_KIND, *names, *names, *names, *in_kept]
    return _fetch(sql, params)


def _fetch(sql: str, params: list[Any]) -> list[Row]:
    connection = database()
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute(sql, params)
            return cursor.fetchall()
        cursor.execute(f"{BY_INDEXES}{sql}", params)
        while cursor.nextset():
            pass  # the settings have no rows
        return cursor.fetchall()
