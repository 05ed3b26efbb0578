"""Filters that look at other records, or at words, are asked once for all that an answer shows."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from api.lists import few_records
from api.query import conditions
from api.resources.base import resource_of
from archive.models import Facet, PublicRecord
from archive.publisher.after_commit import catch_up
from tests.api.filter_archive import make_and_change
from tests.api.filter_queries import QUERIES
from tests.api.helpers import keys, read
from tests.conftest import ON_POSTGRES, empty_cache
from tests.shared import shared

pytestmark = pytest.mark.django_db
COMPARED = r"\"value\" (IN|=)"
COSTLY = (
    "people/?series=first&facets=letter,partner",
    "people/?capacity=speaker&capacity=chair&locale=*",
    "quotes/?series=first&facets=language",
    "themes/?partner=ministry&facets=letter",
    "series/?from=2012-01-27&to=2013",
    "venues/?theme=rights&facets=country",
    "events/?any=theme:rights,series:second&facets=year,theme,country",
    "events/?partner_kind=ministry&facets=year,kind",
    "events/?theme__within=rights&group_by=year",
    "events/?q=opening&facets=year,series,theme,partner,country",
    "events/?q=opening&facets=kind,year",
    "events/?q=opening&series=first&year__gte=2012&month=1&facets=year",
    "events/?q=opening&place_country=CH&title__contains=open&facets=theme",
    "events/?q=opening&partner_kind=ministry&ordinal__gte=1&facets=year,country",
    "people/?q=ana&event=A1&facets=partner",
    "themes/?q=rights&locale=*&facets=letter,translated",
)


@shared
def archive():
    make_and_change()


def asked(reader, query: str) -> tuple[dict, list[str]]:
    empty_cache()
    with CaptureQueriesContext(connection) as context:
        answer = read(reader, f"/api/v1/{query}")
    return answer, [query["sql"] for query in context.captured_queries]


@pytest.mark.parametrize(
    "query",
    [
        "events/?from=2012&ordering=start",
        "events/?country=CH&ordering=-title&limit=1",
        "events/?year=2012&ordering=venue&page=1",
        "quotes/?language=en&page=1&limit=2",
        "people/?letter=a&sample=2&seed=1",
    ],
)
def test_a_short_list_has_the_same_order_when_it_is_found_first(
    reader, archive, query, monkeypatch
):
    apart, queries = asked(reader, query)
    assert any("LIMIT 2000" in sql for sql in queries)
    monkeypatch.setattr(few_records, "SORTED_APART", -1)
    in_order, queries = asked(reader, query)
    assert in_order == apart
    assert not any("LIMIT 2000" in sql for sql in queries)


@pytest.mark.parametrize("query", COSTLY)
def test_few_and_many_give_the_same_answer(reader, archive, query, monkeypatch):
    """Whether the records are named by their ids, and the others that they look at."""
    few, _queries = asked(reader, query)
    assert few["count"] or few["results"] == []
    monkeypatch.setattr(few_records, "FEW", 0)
    assert asked(reader, query)[0] == few
    monkeypatch.setattr(conditions, "MOST_OTHERS", 0)
    assert asked(reader, query)[0] == few


def test_the_answers_are_not_all_empty(reader, archive):
    assert sum(bool(asked(reader, query)[0]["count"]) for query in COSTLY) > len(COSTLY) * 2 / 3


@pytest.mark.parametrize(
    "query", ["people/?series=first", "events/?partner_kind=ministry", "events/?any=theme:rights"]
)
def test_other_records_are_looked_at_once(reader, archive, query):
    """For the number and for the page of a list, and for what is counted beside them."""
    _answer, queries = asked(reader, f"{query}&facets=letter")
    [state] = [place for place, sql in enumerate(queries) if "is_overdue" in sql]
    assert not [sql for sql in queries[state + 1 :] if re.search(COMPARED, sql)]


@pytest.mark.parametrize("query", ["q=opening", "q=opening&series=first", "any=q:opening"])
def test_words_are_searched_once(reader, archive, query):
    _answer, queries = asked(reader, f"events/?{query}&facets=year")
    searches = [sql for sql in queries if ("@@" if ON_POSTGRES else " MATCH ") in sql]
    assert len(searches) == 1, queries


def test_no_record_is_counted_that_has_expired(reader, archive, monkeypatch):
    """Where nobody can write down that it has, the rows of search still have it."""

    def refuse() -> None:
        raise DatabaseError("read only")

    url = "events/?q=opening&facets=year"
    event = PublicRecord.objects.get(key=keys(asked(reader, url)[0])[0])
    number = asked(reader, url)[0]["count"]
    event.expires_at = timezone.now() + timedelta(hours=1)
    event.save()
    monkeypatch.setattr("api.snapshot_read.catch_up", refuse)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        for few in (few_records.FEW, 0):
            monkeypatch.setattr(few_records, "FEW", few)
            page, _queries = asked(reader, url)
            assert page["count"] == len(page["results"]) == number - 1
            assert event.key not in keys(page)
            assert sum(year["count"] for year in page["facets"]["year"]) == number - 1


@pytest.mark.parametrize("kind", QUERIES)
def test_a_record_has_one_value_of_what_its_list_is_ordered_by(archive, kind):
    """The list would show it twice."""
    facets = Facet.objects.filter(record__kind=kind, name__in=resource_of(kind).orderings)
    pairs = list(facets.values_list("record", "name"))
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize(
    "query",
    [
        "events/?ordering=venue,-start",
        "events/?ordering=-phase&q=opening",
        "quotes/?ordering=person",
    ],
)
def test_a_value_that_orders_is_joined_and_not_looked_up_for_each_record(reader, archive, query):
    """Only the rows of the page are read whole."""
    catch_up()
    _answer, queries = asked(reader, f"{query}&limit=2")
    [page] = [sql for sql in queries if '"summary"' in sql]
    assert "LEFT OUTER JOIN" in page
    assert '(SELECT U0."value"' not in page
    assert page.count('"summary"') == page.partition(" IN (SELECT")[0].count('"summary"')
