"""Groups, facets and distinct values: what a naive count of all documents says."""

from collections import Counter

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.query.facets import countables
from archive.models import FacetCount, PublicRecord
from archive.publisher.after_commit import catch_up
from archive.registry import registry
from tests.api.filter_archive import LATER, content
from tests.api.filter_queries import QUERIES
from tests.api.helpers import assert_problem, keys, read
from tests.api.naive import Naive, facts_of, spans_of
from tests.shared import shared

pytestmark = pytest.mark.django_db
EVENTS = "/api/v1/events/"


@shared
def archive():
    content()
    catch_up()


def documents() -> list[dict]:
    records = PublicRecord.objects.filter(live=True).exclude(kind="site").select_related("entry")
    return [orjson.loads(record.entry.content) for record in records]


def values_of(document: dict, name: str) -> set[str]:
    if name == "year":
        years = [(int(first[:4]), int(last[:4])) for first, last in spans_of(document)]
        return {str(year) for first, last in years for year in range(first, last + 1)}
    return facts_of(document).get(name, set())


@pytest.mark.parametrize(
    ("kind", "whole"), [*((kind, True) for kind in QUERIES), ("event", False), ("person", False)]
)
def test_groups_and_facets_count_what_a_naive_count_does(reader, archive, kind, whole, monkeypatch):
    """Read of a whole list or counted, and with groups of many or of few records."""
    if not whole:
        FacetCount.objects.filter(kind="").update(records=0)
        monkeypatch.setattr("api.lists.groups.FEW", 0)
    of_the_kind = [document for document in documents() if document["type"] == kind]
    in_order = "ordering=title" if kind in ("document", "image") else "ordering=title&locale=*"
    address = f"/api/v1/{registry[kind].plural}/"
    names = [
        name for name in countables(kind) if name in facts_of(of_the_kind[0]) or name == "year"
    ]
    assert {"letter"} <= set(names)
    for name in names:
        counted = Counter(value for document in of_the_kind for value in values_of(document, name))
        counted[None] = sum(not values_of(document, name) for document in of_the_kind)
        page = read(reader, f"{address}?group_by={name}&facets={name}&{in_order}&first=10")
        assert page["count"] == len(of_the_kind)
        assert (page["results"], page["next"]) == ([], None)
        groups = {group["value"]: group for group in page["groups"]}
        assert {value: groups[value]["count"] for value in groups} == +counted, name
        order = keys(read(reader, f"{address}?{in_order}&limit=100"))
        for value, group in groups.items():
            has = {d["key"] for d in of_the_kind if value in (values_of(d, name) or {None})}
            assert keys(group) == [key for key in order if key in has]
        facets = {group["value"]: group["count"] for group in page["facets"][name]}
        del counted[None]
        assert facets == +counted


@pytest.mark.parametrize(
    "address",
    ["events/?facets=year,series,theme&limit=1", "people/?group_by=letter&first=0", "search/"],
)
def test_the_counts_of_a_whole_list_are_read(reader, archive, address):
    with CaptureQueriesContext(connection) as queries:
        read(reader, f"/api/v1/{address}")
    assert not [query for query in queries if '"archive_facet"' in query["sql"]]


def test_groups_come_in_an_order_that_readers_expect(reader, archive):
    def values(query: str) -> list:
        return [group["value"] for group in read(reader, f"{EVENTS}?locale=en&{query}")["groups"]]

    assert values("group_by=year") == ["2013", "2012", None]
    assert values("group_by=letter&first=0") == ["a", "o", "z", "0-9"]
    assert values("group_by=series") == ["first", "second", None]


def test_a_group_has_the_label_and_the_first_of_its_records(reader, archive):
    page = read(reader, f"{EVENTS}?group_by=series&first=1&ordering=title&locale=en")
    first, second, none = page["groups"]
    assert (first["label"], first["count"], keys(first)) == ("First", 2, ["A1"])
    assert (second["label"], keys(second)) == ("Second", ["B1"])
    assert (none["label"], none["count"], keys(none)) == (None, 1, ["apart"])
    countries = read(reader, f"{EVENTS}?group_by=place_country&first=0&locale=en")["groups"]
    assert [group["label"] for group in countries] == ["Norway", "Switzerland", None] or [
        group["label"] for group in countries
    ] == ["Switzerland", "Norway", None]
    assert all(group["results"] == [] for group in countries)
    letters = read(reader, f"{EVENTS}?group_by=letter&first=0&locale=en")["groups"]
    assert [group["label"] for group in letters] == ["A", "O", "Z", "0-9"]


def test_groups_are_of_what_the_filters_let_through(reader, archive):
    page = read(reader, f"{EVENTS}?group_by=theme&facets=kind,venue&series=first&locale=en")
    assert {group["value"] for group in page["groups"]} == {"rights", "narrower-rights"}
    naive = Naive(documents()).keys("event", {"series": ["first"], "locale": ["en"]})
    assert sum(facet["count"] for facet in page["facets"]["kind"]) == len(naive)
    assert [facet["label"] for facet in page["facets"]["venue"]] == ["Palais"]


def test_fields_and_expand_reach_into_groups(reader, archive):
    query = "group_by=year&fields=title,series.summary&expand=series&ordering=title"
    group = read(reader, f"{EVENTS}?{query}&series=second")["groups"][0]
    assert group["results"] == [{"series": {"summary": None}, "title": "2nd opening"}]


def test_facets_stand_beside_the_results(reader, archive):
    page = read(reader, f"{EVENTS}?facets=year&limit=1&locale=en")
    assert len(page["results"]) == 1
    assert [facet["value"] for facet in page["facets"]["year"]] == ["2013", "2012"]
    other = read(reader, f"{EVENTS}?limit=1&locale=en")
    assert "facets" not in other


@pytest.mark.parametrize(
    "query",
    [
        "group_by=series&theme=rights&first=2&facets=year,theme",
        "group_by=venue&series=first&facets=partner&expand=series",
        "facets=year,series,theme,partner,country,letter&q=opening",
    ],
)
def test_they_take_seven_queries(reader, archive, query, django_assert_max_num_queries):
    reader.get(f"{EVENTS}?{query}")
    with django_assert_max_num_queries(7):
        read(reader, f"{EVENTS}?{query}")


def test_the_same_groups_have_the_same_etag_and_others_another(reader, archive):
    tags = [
        reader.get(f"{EVENTS}?{query}").headers["ETag"]
        for query in ("group_by=year", "group_by=year", "group_by=year&first=1", "facets=year", "")
    ]
    assert tags[0] == tags[1]
    assert len(set(tags)) == 4


@pytest.mark.parametrize(
    ("query", "parameter", "nearest"),
    [
        ("group_by=years", "group_by", "year"),
        ("group_by=title", "group_by", None),
        ("facets=year,them", "facets", None),
        ("first=3", "first", None),
        ("group_by=year&first=11", "first", None),
        ("group_by=year&page=2", "group_by", None),
        (f"group_by=year&as_of={LATER}", "group_by", None),
        (f"facets=year&as_of={LATER}", "facets", None),
    ],
)
def test_what_cannot_be_counted_is_a_400(reader, archive, query, parameter, nearest):
    problem = assert_problem(reader.get(f"{EVENTS}?{query}"), 400, "invalid_parameter")
    assert problem["errors"][0]["parameter"] == parameter
    assert not nearest or problem["errors"][0]["nearest"] == nearest


def test_too_many_groups_are_refused(reader, archive, monkeypatch):
    monkeypatch.setattr("api.lists.groups.MAX_GROUPS", 2)
    problem = assert_problem(reader.get(f"{EVENTS}?group_by=letter"), 400, "invalid_parameter")
    assert "more than 2 values" in problem["detail"]
    assert read(reader, f"{EVENTS}?{problem['detail'].rsplit(' ', 1)[1].rstrip('.')}&limit=1")
