"""The query language: not, ranges, parts, fields and whole records in the place of links."""

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from cms.models import Appearance, EventQuote, EventTheme, Partnership
from tests.api.helpers import assert_problem, keys, read
from tests.factories import (
    make_event,
    make_partner,
    make_person,
    make_quote,
    make_series,
    make_theme,
)
from tests.shared import shared

pytestmark = pytest.mark.django_db


@shared
def archive():
    """Editions known to the day, to the month, to the year, and not at all."""
    series = make_series(title="A series")
    swiss, finnish = (
        make_partner(name="Swiss ministry", country="CH"),
        make_partner(name="Finnish ministry", country="FI", parent=make_partner(name="Finland")),
    )
    speaker = make_person(name="A speaker", summary="Words about a speaker")
    quote = make_quote(text="Public words", speaker=speaker)
    days = make_event(
        series=series, code="DAYS", ordinal=1, start="2012-01-26", end="2012-01-28", precision="day"
    )
    month = make_event(
        series=series, code="MONTH", ordinal=2, start="2013-01-15", precision="month", phase="held"
    )
    year = make_event(series=series, code="YEAR", ordinal=3, start="2014-05-05", precision="year")
    make_event(series=series, code="NONE", ordinal=4, event_kind="panel", phase="planned")
    Partnership.objects.create(event=days, partner=swiss)
    Partnership.objects.create(event=month, partner=swiss)
    Partnership.objects.create(event=month, partner=finnish)
    EventQuote.objects.create(event=year, quote=quote)
    EventTheme.objects.create(event=year, theme=make_theme(label="Peace"))
    Appearance.objects.create(event=year, person=speaker)
    catch_up()


def listed(reader, query: str) -> list[str]:
    return keys(read(reader, f"/api/v1/events/?ordering=ordinal&{query}"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind__not=panel", ["DAYS", "MONTH", "YEAR"]),
        ("partner__not=finnish-ministry", ["DAYS", "YEAR", "NONE"]),
        ("partner=swiss-ministry&partner__not=finnish-ministry", ["DAYS"]),
        ("ordinal__not=2&ordinal__not=3", ["DAYS", "NONE"]),
        ("ordinal__gte=2&ordinal__lte=3", ["MONTH", "YEAR"]),
        ("year__gte=2013", ["MONTH", "YEAR"]),
        ("year__lte=2013", ["DAYS", "MONTH"]),
        ("from=2013-01-31&to=2013-02-01", ["MONTH"]),
        ("from=2013-02-01", ["YEAR"]),
        ("to=2012-01-26", ["DAYS"]),
        ("to=2012-01-25", []),
        ("from=2012-01-28&to=2012", ["DAYS"]),
        ("from=2014-12-31", ["YEAR"]),
        ("from=0001&to=9999", ["DAYS", "MONTH", "YEAR"]),
        ("has=quotes", ["YEAR"]),
        ("has=quotes,themes", ["YEAR"]),
        ("has=quotes,partners", []),
        ("has__not=partners,quotes", ["NONE"]),
        ("country=CH&country__not=FI", ["DAYS"]),
    ],
)
def test_a_list_can_be_asked_for_more_than_equality(reader, archive, query, expected):
    assert listed(reader, query) == expected


def test_fields_cut_a_document_to_what_is_asked_for(reader, archive):
    url = "/api/v1/events/DAYS/?fields=title,dates.start,partners.partner.title"
    assert read(reader, url) == {
        "title": "An event",
        "dates": {"start": "2012-01-26"},
        "partners": [{"partner": {"title": "Swiss ministry"}}],
    }


def test_an_asterisk_is_the_whole_document_in_a_list_too(reader, archive):
    whole = read(reader, "/api/v1/events/DAYS/")
    page = read(reader, "/api/v1/events/?fields=*&code=DAYS")
    assert page["results"] == [whole]
    assert "body" not in read(reader, "/api/v1/events/?code=DAYS")["results"][0]


def test_expand_puts_whole_records_in_the_place_of_links(reader, archive):
    event = read(reader, "/api/v1/events/YEAR/?expand=quotes.speaker,people")
    speaker = read(reader, "/api/v1/people/a-speaker/")
    assert event["quotes"][0]["speaker"] == speaker
    assert event["people"][0]["person"] == speaker
    assert event["themes"][0] == read(reader, "/api/v1/events/YEAR/")["themes"][0]


def test_expand_adds_to_the_items_of_a_list(reader, archive):
    page = read(reader, "/api/v1/events/?code=YEAR&expand=quotes,partners")
    assert page["results"][0]["quotes"][0]["sources"] == []
    assert "body" not in page["results"][0]


def test_fields_reach_into_what_is_expanded(reader, archive):
    url = "/api/v1/events/?code=MONTH&expand=partners.parent&fields=key,partners.partner.parent.key"
    page = read(reader, url)
    assert page["results"][0]["key"] == "MONTH"
    parents = [partnership["partner"]["parent"] for partnership in page["results"][0]["partners"]]
    assert parents == [None, {"key": "finland"}]


@pytest.mark.parametrize("limit", [1, 100])
def test_a_list_with_everything_takes_six_queries(
    reader, archive, limit, django_assert_max_num_queries
):
    expand = "series.latest.quotes,partners.parent"
    query = f"limit={limit}&partner=swiss-ministry&expand={expand}&has=partners"
    with django_assert_max_num_queries(6):
        read(reader, f"/api/v1/events/?{query}")


def test_the_count_can_be_left_out(reader, archive, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        page = read(reader, "/api/v1/events/?count=none&limit=2")
    assert page["count"] is None
    assert len(page["results"]) == 2
    assert "count=none" in page["next"]


@pytest.mark.parametrize(
    ("query", "parameter", "nearest"),
    [
        ("fields=titel", "fields", "title"),
        ("fields=dates.begin", "fields", None),
        ("fields=internal_notes", "fields", None),
        ("fields=" + "a." * 200, "fields", None),
        ("expand=partner", "expand", "partners"),
        ("expand=series.latest.quotes.speaker", "expand", None),
        ("expand=partners.email", "expand", None),
        ("expand=" + ",".join(["series"] * 9), "expand", None),
        ("has=quote", "has", "quotes"),
        ("from=2012-13", "from", None),
        ("from=2012-02-30", "from", None),
        ("from=notadate", "from", None),
        ("from=0000-00-00", "from", None),
        ("to=10000", "to", None),
        ("from=2012-01-01T00:00:60Z", "from", None),
        ("count=maybe", "count", None),
        ("year__gte=x", "year__gte", None),
        ("ordinal__gte=2&ordinal__gte=3", "ordinal__gte", None),
    ],
)
def test_what_cannot_be_asked_is_a_400_with_the_nearest(reader, archive, query, parameter, nearest):
    problem = assert_problem(reader.get(f"/api/v1/events/?{query}"), 400, "invalid_parameter")
    assert problem["errors"][0]["parameter"] == parameter
    if nearest:
        assert problem["errors"][0]["nearest"] == nearest


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("events/?Sort=start", "ordering"),
        ("events/?lang=fr", "locale"),
        ("documents/?lang=fr", "language"),
        ("people/?role=speaker", "capacity"),
        ("search/?query=peace", "q"),
        ("events/?ordering=date", "start"),
        ("events/?group_by=date", "year"),
    ],
)
def test_what_other_apis_say_leads_to_our_word(reader, archive, address, nearest):
    error = orjson.loads(reader.get(f"/api/v1/{address}").content)["errors"][0]
    assert error["nearest"] == nearest


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("year=2012,2016", "year=2012&year=2016"),
        ("theme=peace,health", "theme=peace&theme=health"),
        ("kind=panel,forum", "kind=panel&kind=forum"),
    ],
)
def test_values_with_commas_between_them_are_told_how_to_be_given(reader, archive, query, hint):
    problem = assert_problem(reader.get(f"/api/v1/events/?{query}"), 400, "invalid_parameter")
    assert hint in problem["detail"]


def test_an_unknown_operator_offers_the_nearest_name(reader, archive):
    problem = assert_problem(reader.get("/api/v1/events/?year__gt=2012"), 400, "unknown_parameter")
    assert problem["errors"][0]["nearest"] == "year__gte"


def test_expanding_too_much_is_refused(reader, archive, monkeypatch):
    monkeypatch.setattr("api.query.expansion.MAX_RECORDS", 2)
    problem = assert_problem(reader.get("/api/v1/events/?expand=series"), 400, "invalid_parameter")
    assert "more than 2 records" in problem["detail"]


def naive(documents: list[dict], query: dict[str, list[str]]) -> set[str]:
    """The same questions, asked of every document one by one."""
    days = {4: ("-01-01", "-12-31"), 7: ("-01", "-31"), 10: ("", "")}

    def holds(event: dict) -> bool:
        partners = {partnership["partner"]["key"] for partnership in event["partners"]}
        countries = {partnership["partner"]["country"] for partnership in event["partners"]}
        start, end = event["dates"]["start"], event["dates"]["end"] or event["dates"]["start"]
        first = start and start + days[len(start)][0]
        last = end and end + days[len(end)][1]
        tests = {
            "kind": lambda values: event["kind"] in values,
            "kind__not": lambda values: event["kind"] not in values,
            "phase": lambda values: event["phase"] in values,
            "partner": lambda values: bool(partners & set(values)),
            "partner__not": lambda values: not partners & set(values),
            "country": lambda values: bool(countries & set(values)),
            "ordinal__gte": lambda values: event["ordinal"] >= int(values[0]),
            "from": lambda values: bool(last) and last >= values[0],
            "to": lambda values: bool(first) and first <= values[0],
            "has": lambda values: all(event[name] for name in values[0].split(",")),
        }
        return all(tests[name](values) for name, values in query.items())

    return {event["key"] for event in documents if holds(event)}


def some(*values: str):
    return st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)


def one(*values: str):
    return st.sampled_from(values).map(lambda value: [value])


DAYS = ("2012-01-27", "2013-01-01", "2013-01-31", "2014-06-01", "2015-01-01")
QUERIES = st.fixed_dictionaries(
    {},
    optional={
        "kind": some("conference", "panel", "forum"),
        "kind__not": some("conference", "panel"),
        "phase": some("held", "planned", "moved"),
        "partner": some("swiss-ministry", "finnish-ministry"),
        "partner__not": some("swiss-ministry", "finnish-ministry"),
        "country": some("CH", "FI", "NO"),
        "ordinal__gte": one("1", "3", "5"),
        "from": one(*DAYS),
        "to": one(*DAYS),
        "has": one("quotes", "partners,summary", "partners"),
    },
)


def test_any_combination_gives_what_a_naive_filter_gives(reader, archive):
    records = PublicRecord.objects.filter(kind="event", live=True).select_related("entry")
    documents = [orjson.loads(record.entry.content) for record in records]

    @given(QUERIES)
    @settings(max_examples=150, suppress_health_check=list(HealthCheck))
    def compare(query):
        if query.get("from", ["0"]) > query.get("to", ["9"]):
            return  # a 400: see test_filters.py
        if any(set(query[name]) <= set(query.get(f"{name}__not", ())) for name in query):
            return
        text = "&".join(f"{name}={value}" for name, values in query.items() for value in values)
        assert set(listed(reader, text)) == naive(documents, query), text

    compare()
