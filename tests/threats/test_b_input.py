"""Attacks B: whatever is sent, the answer is clear. Each test bears the number of its attack."""

from time import perf_counter
from urllib.parse import quote

import pytest

from api.lists.views import parameters_of
from api.resources.base import resource_of
from api.search.views import parameters as search_parameters
from archive.publisher.after_commit import catch_up
from archive.registry import registry
from tests import factories
from tests.api.helpers import assert_problem, read
from tests.shared import shared

pytestmark = pytest.mark.django_db

EVENTS = "/api/v1/events/"
LISTS = [resource for resource in registry if resource.kind != "site"]
HOSTILE = ["'||(select 1)||'", "{{7*7}}", "{0.__class__}", "${x}", "%s%n", "<b>x</b>"]


@shared(autouse=True)
def archive():
    factories.make_event(
        series=factories.make_series(title="Annual", slug="annual"),
        code="AB1", title="".join(HOSTILE), start="2012-01-26", precision="day",
    )  # fmt: skip
    catch_up()


def every_parameter() -> list[str]:
    urls = [
        f"/api/v1/{resource.plural}/?{name}="
        for resource in LISTS
        for name in parameters_of(resource.kind)
    ]
    urls += [f"/api/v1/search/?{name}=" for name in search_parameters()]
    urls += [f"/api/v1/changes/?{name}=" for name in ("since", "limit", "kind")]
    return [*urls, f"{EVENTS}AB1/?fields=", f"{EVENTS}AB1/?as_of=", "/api/v1/resolve/?path=/"]


def test_b1_nul_is_refused_in_every_parameter(reader):
    for address in every_parameter():
        for value in ("%00", "a%00b"):
            assert_problem(reader.get(f"{address}{value}"), 400, "bad_request")


def test_b1_nul_in_a_path_is_found_nowhere_and_in_a_header_ignored(reader):
    for path in (f"{EVENTS}%00/", "/api/v1/%00/", f"{EVENTS}AB1%00/", f"{EVENTS}AB1/history/%00/"):
        assert_problem(reader.get(path), 404, "not_found")
    for header in ("accept", "accept-language", "if-none-match", "x-request-id", "user-agent"):
        assert reader.get(EVENTS, headers={header: "a\x00b"}).status_code == 200


@pytest.mark.parametrize("value", [str(10**23), "-1", "0", "1e3", "NaN", "", "1.0", "٣", "+1"])
@pytest.mark.parametrize("name", ["limit", "page", "ordinal", "ordinal__gte"])
def test_b2_numbers_are_plain_and_within_bounds(reader, name, value):
    assert reader.get(EVENTS, {name: value}).status_code == 400


@pytest.mark.parametrize("key", [str(10**23), "-1", "0", "1e3", "NaN"])
def test_b2_a_key_that_nobody_has_is_a_404(reader, key):
    assert_problem(reader.get(f"{EVENTS}{key}/"), 404, "not_found")


@pytest.mark.parametrize(
    "value",
    ["notadate", "0000-00-00", "2012-01-26T10:00:60Z", "10000-01-01", "2012-01-26T10:00:00",
     "2012-02-30", "26.01.2012", "2012-1-1"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["from", "to", "as_of"])
def test_b3_dates_are_real_and_unambiguous(reader, name, value):
    assert reader.get(EVENTS, {name: value}).status_code == 400


@pytest.mark.parametrize(
    ("words", "status"),
    [(" ".join("ab" for _ in range(300)), 400), ("a" * 10_000, 414), ("x " * 11, 400),
     ('""""', 200), ("a:* & !b", 200), ("%_\\", 200), ("the of and", 200), ("'; --", 200)],
)  # fmt: skip
@pytest.mark.parametrize("address", ["/api/v1/search/", "/api/v1/search/suggest/", EVENTS])
def test_b4_words_are_words_and_not_too_many(reader, address, words, status):
    reader.get(address, {"q": "warm"})
    started = perf_counter()
    response = reader.get(address, {"q": words})
    assert response.status_code == status, response.content
    assert perf_counter() - started < 5  # minutes would be a fault; milliseconds are a benchmark's


@pytest.mark.parametrize("bytes_", ["%ff", "%ED%A0%80", "%C0%AF", "%F8%88%80%80%80"])
def test_b5_what_is_not_utf_8_is_refused(reader, bytes_):
    assert_problem(reader.get(f"{EVENTS}?q={bytes_}"), 400, "bad_request")
    assert reader.get(f"{EVENTS}{bytes_}/").status_code in (400, 404)


@pytest.mark.parametrize("word", ["\u202egnp", "🕊", "ﬃ", "İ", "a\u0300"])
def test_b5_odd_letters_are_data(reader, word):
    assert read(reader, f"{EVENTS}?q={quote(word)}")["count"] == 0
    assert_problem(reader.get(f"{EVENTS}{quote(word)}/"), 404, "not_found")


@pytest.mark.parametrize(
    ("query", "name"),
    [("yaer=2012", "yaer"), ("limit=1&limit=2", "limit"), ("year[]=2012", "year[]"),
     ("Year=2012", "Year"), ("search=a", "search"), ("count=exact&count=none", "count")],
)  # fmt: skip
def test_b6_the_parameter_that_is_wrong_is_named(reader, query, name):
    problem = reader.get(f"{EVENTS}?{query}").json()
    assert (problem["status"], problem["errors"][0]["parameter"]) == (400, name)


@pytest.mark.parametrize(
    "name", ["_connector", "_negated", "pk__in", "__class__", "a__b", "year__in"]
)
def test_b7_names_of_the_database_are_unknown(reader, name):
    assert_problem(reader.get(EVENTS, {name: "1"}), 400, "unknown_parameter")


@pytest.mark.parametrize(
    "query",
    ["ordering=" + ",".join(["title"] * 500), "fields=" + ".".join(["series"] * 200),
     "fields=" + ",".join(["title"] * 200), "expand=" + ".".join(["next"] * 60),
     "[" * 2_500 + "]" * 1_500 + "=1", "&".join(f"year={n}" for n in range(1, 400))],
)  # fmt: skip
def test_b8_long_and_deep_questions_are_refused_without_any_query(
    reader, query, django_assert_num_queries
):
    with django_assert_num_queries(0):
        assert reader.get(f"{EVENTS}?{query}").status_code in (400, 414)


@pytest.mark.parametrize("value", HOSTILE)
def test_b9_code_in_parameters_is_data(reader, value):
    for name in ("q", "series", "code", "theme"):
        response = reader.get(EVENTS, {name: value})
        assert response.status_code in (200, 400)
    assert read(reader, f"{EVENTS}AB1/")["title"] == "".join(HOSTILE)
    page = reader.get("/api/v1/search/", {"q": "select"}).json()
    assert "&lt;b&gt;" in page["results"][0]["highlights"]["title"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("ab1/", 308), ("AB1", 308), ("AB01/", 404), ("1.0/", 404), ("%2e%2e/", 404), ("/AB1/", 404),
     ("AB1//", 404), ("AB1/.", 404), ("AB1%2F/", 404), ("AB1/history", 308)],
)  # fmt: skip
def test_b11_each_record_has_one_address(reader, path, status):
    response = reader.get(f"{EVENTS}{path}")
    assert response.status_code == status
    if status == 308:
        assert response.headers["Location"].startswith(f"https://api.test{EVENTS}AB1/")


def test_c2_the_worst_legal_question_costs_as_many_queries_on_any_page(
    reader, django_assert_max_num_queries
):
    series = factories.make_series(title="Long", slug="long")
    for number in range(1, 31):
        factories.make_event(series=series, title=f"Event {number}", ordinal=number)
    catch_up()
    query = (
        f"{EVENTS}?series=long&kind=conference&kind__not=forum&has=series&has__not=quotes&q=event"
        f"&ordering={','.join(resource_of('event').orderings[:4])}&fields=*&expand=series,previous,next.next"
    )
    for page in (1, 10):
        with django_assert_max_num_queries(9):
            assert read(reader, f"{query}&limit=3&page={page}")["results"]
