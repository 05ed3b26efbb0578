"""Lists and searches of a large archive are read by indexes that Django cannot declare."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Count
from django.utils import timezone
from modelsearch.utils import get_content_type_pk

from api.query.ordering import beyond, default_ordering, order_by, sort_keys
from api.query.value_counts import without
from api.snapshot_read import public
from archive.models import SearchText
from archive.registry import registry
from archive.search import index as search
from archive.visibility import Visibility
from tests.conftest import ON_POSTGRES

pytestmark = pytest.mark.django_db


def plan_of(records) -> str:
    """How the database would read them if it had many."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    return records.explain()


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(
    ("ordering", "index"),
    [
        (default_ordering("event"), "archive_record_timeline"),
        (("-start",), "archive_record_latest"),
        (("-changed",), "archive_record_recent"),
    ],
)
def test_the_latest_are_read_in_their_order(ordering, index, backwards):
    keys = sort_keys(ordering)
    records = public("event", timezone.now())
    plan = plan_of(records.order_by(*order_by(keys, backwards=backwards))[:20])
    assert index in plan
    assert "SORT" not in plan.upper()
    assert "B-TREE" not in plan.upper()


@pytest.mark.skipif(ON_POSTGRES, reason="of SQLite")
def test_what_is_public_is_counted_by_an_index():
    records = public("event", timezone.now()).filter(locale__in=("en", ""))
    plan = plan_of(records.values("kind").annotate(n=Count("*")))
    assert "archive_record_live" in plan


@pytest.mark.postgres
@pytest.mark.parametrize("column", ["title", "start", "end", "ordinal", "changed", "timeline"])
def test_an_index_says_all_that_a_list_asks_of_a_record(column):
    """PostgreSQL counts by it alone then, and does not read the rows, which are long."""
    with connection.cursor() as cursor:
        name = f"archive_record_{column}"
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [name])
        [definition] = cursor.fetchone()
    assert "INCLUDE (live, expires_at, locale" in definition


@pytest.mark.postgres
def test_the_keys_of_a_kind_are_read_from_an_index():
    """Filters that look at other records compare them. The rows are long."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexdef FROM pg_indexes WHERE indexname LIKE 'archive_record_live%%'"
        )
        [(definition,)] = cursor.fetchall()
    assert definition.endswith("(kind, locale, uid, expires_at) INCLUDE (key) WHERE live")


def test_what_states_no_year_is_found_by_its_column():
    """Its records stand at the end of their list, so that the order of it does not lead there."""
    sql = str(without(public("event", timezone.now()), "year").query)
    assert '"start" IS NULL' in sql
    assert "archive_facet" not in sql


def test_a_page_far_on_is_read_from_its_place():
    part, *_others = beyond(sort_keys(("title",)), ["m", uuid4()], backwards=False)
    records = public("event", timezone.now()).filter(part)
    plan = plan_of(records.order_by(*order_by(sort_keys(("title",))))[:20])
    [place] = [line for line in plan.splitlines() if "Index Cond" in line or "SEARCH" in line]
    assert "title" in place.partition("(")[2]


def test_the_neighbours_of_an_edition_are_found_without_sorting_its_series():
    event: Any = registry["event"]
    records = event.queryset(Visibility(timezone.now())).filter(pk=1).order_by()
    plan = plan_of(records)
    assert plan.count("cms_event_ordinal_in_series") == 2
    assert "SORT" not in plan.upper()
    assert "B-TREE" not in plan.upper()


FILL = """
INSERT INTO wagtailsearch_indexentry
    (object_id, title_norm, content_type_id, autocomplete, title, body, title_text, body_text)
SELECT 'x' || number, 1, %s, '', to_tsvector('simple', 'edition ' || number), '', '', ''
FROM generate_series(1, 5000) AS number
"""


@pytest.mark.postgres
def test_words_are_found_without_reading_every_text():
    with connection.cursor() as cursor:
        cursor.execute(FILL, [get_content_type_pk(SearchText)])
        cursor.execute("SELECT gin_clean_pending_list('archive_searchtext_words')")
        cursor.execute("ANALYZE wagtailsearch_indexentry")
    texts = search.matching([["edition"], ["4711"]]).texts
    plan = texts.order_by().explain()
    assert "archive_searchtext_words" in plan
    assert "archive_searchtext_number" in plan
