"""Every filter, alone and in any combination, gives what a naive filter gives of all documents."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlencode

import orjson
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.lists.as_of import sequence_at
from api.lists.past import Past
from api.query.filters import condition_of_list, parameters_of
from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from archive.registry import registry
from cms.models import EventPage, Theme
from tests.api.filter_archive import BETWEEN, EXTENDED, LATER, make_and_change
from tests.api.filter_queries import QUERIES
from tests.api.helpers import assert_problem, keys, read
from tests.api.naive import Naive
from tests.shared import shared

pytestmark = pytest.mark.django_db


@shared
def archive():
    make_and_change(*EXTENDED)


def listed(reader, kind: str, query: dict[str, list[str]]) -> list[str]:
    text = urlencode([(name, value) for name in query for value in query[name]])
    return keys(read(reader, f"/api/v1/{registry[kind].plural}/?limit=100&{text}"))


@pytest.mark.parametrize("kind", QUERIES)
def test_any_combination_gives_what_a_naive_filter_gives(reader, archive, kind):
    naive = Naive(of_today("site"))
    assert QUERIES[kind].keys() <= parameters_of(kind).keys()

    def compare(query):
        if contradicts_itself(query):
            return
        assert set(listed(reader, kind, query)) == naive.keys(kind, query), query

    for name, values in QUERIES[kind].items():
        alone = given(st.fixed_dictionaries({name: values}))
        checked(alone, 8)(compare)()
    checked(given(few(QUERIES[kind])), 60)(compare)()


def of_today(*left_out: str) -> list[dict]:
    records = PublicRecord.objects.filter(live=True).exclude(kind__in=left_out)
    return [orjson.loads(record.entry.content) for record in records.select_related("entry")]


def contradicts_itself(query: dict) -> bool:
    """Whether it asks for what it also says is not stated, or leaves out what it asks for."""
    asked = {name.partition("__")[0] for name in query if not name.endswith(("__isnull", "__not"))}
    absent = {name.removesuffix("__isnull") for name in query if query[name] == ["true"]}
    absent |= {"year", "month", "from", "to"} if "start" in absent else set()
    left_out = (capitals(query[name]) <= capitals(query.get(f"{name}__not", ())) for name in query)
    return (
        bool(asked & absent) or any(left_out) or query.get("from", ["0"]) > query.get("to", ["9"])
    )


def capitals(values: Iterable[str]) -> set[str]:
    """An identifier may be written in small letters, too."""
    return {value.upper() for value in values}


def few(queries: dict) -> st.SearchStrategy:
    """Up to three filters: of more, hardly any combination lets anything through."""
    names = st.lists(st.sampled_from(sorted(queries)), min_size=2, max_size=3, unique=True)
    return names.flatmap(lambda chosen: st.fixed_dictionaries({n: queries[n] for n in chosen}))


def checked(strategy, examples: int):
    fixed = settings(max_examples=examples, suppress_health_check=list(HealthCheck))
    return lambda function: fixed(strategy(function))


FAR = {"series", "event", "theme__within", "partner__within", "any"}
# Files are in no language.
OF_ALL = dict.fromkeys(QUERIES, "&locale=*") | {"document": "", "image": ""}


@pytest.mark.parametrize("kind", QUERIES)
def test_any_combination_gives_the_same_of_the_past(reader, archive, kind):
    """What has changed since is compared in Python, and what has not in the database."""
    past = f"limit=100&fields=*&as_of={BETWEEN}"
    pages = (f"/api/v1/{registry[kind].plural}/?{past}{OF_ALL[kind]}" for kind in QUERIES)
    then = [document for page in pages for document in read(reader, page)["results"]]
    assert {event.get("phase") for event in then} == {None, "held"}
    naive = Naive(then)

    def compare(query):
        if contradicts_itself(query):
            return
        keys = listed(reader, kind, {**query, "as_of": [BETWEEN]})
        assert set(keys) == naive.keys(kind, query), query

    for name in sorted(FAR & QUERIES[kind].keys()):
        checked(given(st.fixed_dictionaries({name: QUERIES[kind][name]})), 4)(compare)()
    checked(given(few(QUERIES[kind])), 60 if kind == "event" else 15)(compare)()


@pytest.mark.parametrize("past", ["", f"&as_of={LATER}"])
@pytest.mark.parametrize("locale", ["fr", "de", "en"])
def test_a_fallback_shows_each_record_once(reader, archive, locale, past):
    """In the language that was asked for, and what is not translated in the default one."""
    address = f"/api/v1/events/?locale={locale}{past}"
    translated = read(reader, address)["results"]
    assert {event["locale"] for event in translated} == {locale}
    whole = read(reader, f"{address}&fallback=true")["results"]
    assert len(whole) == 4 + len(EXTENDED)
    assert [event["locale"] for event in whole].count(locale) == len(translated)
    english = read(reader, "/api/v1/events/")["results"]
    assert {event["locale"] for event in english} == {"en"}
    assert len(read(reader, "/api/v1/events/?locale=*")["results"]) == 6 + len(EXTENDED)


def test_a_key_stands_for_the_record_in_every_language(reader, archive):
    [french] = read(reader, "/api/v1/series/?locale=fr")["results"]
    assert french["key"] != "first"
    for series in ("first", french["key"]):
        query = f"series={series}&locale=fr&fallback=true"
        events = read(reader, f"/api/v1/events/?{query}")["results"]
        assert {event["locale"] for event in events} == {"en", "fr"}
        assert len(read(reader, f"/api/v1/events/?any=series:{series}&locale=*")["results"]) == 4
        assert listed(reader, "event", {"series": [series]}) == ["A2", "A1"]


def test_a_key_in_a_group_adds_nothing_to_the_same_filter_beside_it(reader, archive):
    """Its translations stand for it in the group alone."""
    grouped = {"event": ["A2"], "any": ["event:A1,letter:o"]}
    assert listed(reader, "person", grouped) == ["lukasz-orsted"]
    of_series = {"series": ["second"], "any": ["series:first,kind:panel"], "locale": ["*"]}
    assert listed(reader, "event", of_series) == ["B1"]


def test_a_fallback_goes_with_a_language(reader, archive):
    for query in ("fallback=true", "fallback=true&locale=*", "fallback=yes&locale=fr"):
        problem = assert_problem(reader.get(f"/api/v1/events/?{query}"), 400, "invalid_parameter")
        assert problem["errors"][0]["parameter"] == "fallback"


@pytest.mark.parametrize(
    ("kind", "query", "expected"),
    [
        ("event", {"theme__within": ["rights"]}, ({"A1", "A2", "B1"}, {"A1"})),
        ("event", {"any": ["theme__within:rights,kind:panel"]}, ({"A1", "A2", "B1"}, {"A1", "B1"})),
        ("person", {"event": ["A2"]}, ({"ana-speaker", "lukasz-orsted"}, {"lukasz-orsted"})),
        ("venue", {"event": ["A1"]}, ({"palais"}, {"palais", "hall"})),  # in a translation, too
        ("theme", {"series": ["first"]}, ({"rights", "narrower-rights"}, {"rights"})),
        ("partner", {"role": ["funder"]}, (set(), {"swiss-office"})),
    ],
)
def test_the_past_looks_at_other_records_as_they_were(reader, archive, kind, query, expected):
    then, today = expected
    assert set(listed(reader, kind, {**query, "as_of": [BETWEEN]})) == then
    assert set(listed(reader, kind, {**query, "as_of": [LATER]})) == today
    assert set(listed(reader, kind, query)) == today


@pytest.mark.parametrize(("kind", "read"), [("theme", {"narrow-rights"}), ("quote", set())])
def test_the_past_reads_of_other_records_what_changed_versions_name(archive, kind, read):
    """And not the keys of a whole kind, of which there may be a hundred thousand."""
    past = Past(sequence_at(datetime.fromisoformat(BETWEEN)), timezone.now())
    asked = condition_of_list(kind, {"series": ["second"]}, past.now)
    condition = past.condition(kind, asked)
    with CaptureQueriesContext(connection) as captured:
        list(past.changed(kind, condition))
    columns = [query["sql"] for query in captured if query["sql"].split("FROM")[0].count(",") == 0]
    with connection.cursor() as cursor:
        keys_read = {row[0] for sql in columns for row in cursor.execute(sql) or cursor}
    assert keys_read == read


def test_few_records_are_asked_for_by_their_keys(reader, archive):
    """PostgreSQL guesses how many records name them, and takes 2 s of 100,000 where it cannot."""
    with CaptureQueriesContext(connection) as captured:
        assert set(listed(reader, "event", {"partner_kind": ["ministry"]})) == {"A1", "A2"}
    assert len([query for query in captured if "'kind'" in query["sql"]]) == 1


def test_what_is_hidden_now_names_nothing_in_the_past(reader, archive):
    asked = {"event": ["A2"], "as_of": [BETWEEN]}
    assert set(listed(reader, "person", asked)) == {"ana-speaker", "lukasz-orsted"}
    Theme.objects.get(label="Narrower rights").unpublish()
    catch_up()
    assert listed(reader, "person", asked) == []


@pytest.mark.parametrize("past", ["", f"&as_of={LATER}"])
def test_a_batch_comes_as_it_was_asked_for(reader, archive, past):
    ids = [event["id"] for event in read(reader, "/api/v1/events/?ordering=title")["results"]]
    for batch in (ids, ids[::-1], [ids[2], ids[0]]):
        page = read(reader, f"/api/v1/events/?id={','.join(batch)}{past}")
        assert [event["id"] for event in page["results"]] == batch
    assert listed(reader, "event", {"key": ["B1,no-such-key,A2"]}) == ["B1", "A2"]
    assert listed(reader, "event", {"key": ["B1,A2"], "ordering": ["-title"]}) == ["A2", "B1"]


def test_a_batch_turns_its_pages_too(reader, archive):
    page = read(reader, "/api/v1/events/?key=B1,A2,apart&limit=2")
    assert keys(page) == ["B1", "A2"]
    assert keys(read(reader, page["next"])) == ["apart"]


def test_a_hundred_ids_fit_and_one_more_does_not(reader, archive):
    page = read(reader, f"/api/v1/events/?key={','.join(f'no-{n}' for n in range(100))}")
    assert page["results"] == []
    problem = reader.get(f"/api/v1/events/?key={','.join(f'no-{n}' for n in range(101))}")
    assert "100" in assert_problem(problem, 400, "invalid_parameter")["detail"]


@pytest.mark.parametrize("past", ["", f"&as_of={LATER}"])
def test_a_sample_is_the_same_for_the_same_seed(reader, archive, past):
    whole = set(listed(reader, "event", {}))
    samples = {
        tuple(keys(read(reader, f"/api/v1/events/?sample=3&seed={seed}{past}")))
        for seed in range(8)
        for _again in range(2)
    }
    assert 4 < len(samples) <= 8
    assert all(len(set(sample)) == 3 and set(sample) <= whole for sample in samples)
    page = read(reader, f"/api/v1/events/?sample=3&seed=1{past}")
    assert (page["next"], page["previous"], page["count"]) == (None, None, len(whole))


def test_a_sample_of_today_and_of_the_past_have_one_order(reader, archive):
    today = keys(read(reader, "/api/v1/events/?sample=9&seed=a"))
    assert keys(read(reader, f"/api/v1/events/?sample=9&seed=a&as_of={LATER}")) == today


def test_today_is_a_day_that_ends(reader, archive, settings):
    settings.API_MAX_AGE = 60
    with time_machine.travel("2013-01-20T10:00:00Z", tick=False):
        response = reader.get("/api/v1/events/?from=today&limit=1")
        page = orjson.loads(response.content)
        assert "max-age=60" in response.headers["Cache-Control"]
        assert "from=2013-01-20" in page["next"]
        assert page["count"] == 7
    with time_machine.travel("2013-01-31T23:59:30Z", tick=False):
        response = reader.get("/api/v1/events/?any=from:today,kind:forum")
        assert "max-age=30" in response.headers["Cache-Control"]
        before = orjson.loads(response.content)["count"]
    with time_machine.travel("2013-02-01T00:00:01Z", tick=False):
        after = read(reader, "/api/v1/events/?any=from:today,kind:forum")["count"]
    assert after == before - 2


@pytest.mark.parametrize(
    ("address", "parameter", "nearest"),
    [
        ("people/?capacity=speker", "capacity", "speaker"),
        ("people/?event=A11", "event", "A1"),
        ("people/?evnt=A1", "evnt", "event"),
        ("people/?venue__not=hall", "venue__not", "venue"),
        ("partners/?role=hosts", "role", "host"),
        ("events/?any=them:rights", "any", "theme"),
        ("events/?any=theme:right", "theme", "rights"),
        ("events/?any=any:theme", "any", None),
        ("events/?any=theme", "any", None),
        ("events/?any=", "any", None),
        ("events/?theme__within=right", "theme__within", "rights"),
        ("events/?start__isnull=yes", "start__isnull", None),
        ("events/?from=todai", "from", "today"),
        ("people/?from=todai", "from", "today"),
        ("people/?partner_kind=minstry", "partner_kind", "ministry"),
        ("people/?partner_contry=FI", "partner_contry", "partner_country"),
        ("quotes/?langage=fr", "langage", "language"),
        ("events/?changed__gte=yesterday", "changed__gte", None),
        ("events/?letter=oter", "letter", "other"),
        ("events/?month=13", "month", None),
        ("people/?month=1", "month", None),
        ("events/?translated=english", "translated", None),
        ("venues/?bbox=1,2,3", "bbox", None),
        ("venues/?bbox=1,3,2,2", "bbox", None),
        ("venues/?bbox=1,2,190,3", "bbox", None),
        ("venues/?bbox=1,2,3,91", "bbox", None),
        ("events/?place_bbox=1,2,3,4e1", "place_bbox", None),
        ("events/?bbox=1,2,3,4", "bbox", "place_bbox"),
        ("events/?id=1", "id", None),
        ("events/?key=A1,A1", "key", None),
        ("people/?orcid=0000-0002-1825-009", "orcid", None),
        ("partners/?ror=https://ror.org/", "ror", None),
        ("events/?image=hal", "image", "hall"),
        ("events/?sample=3", "sample", None),
        ("events/?sample=101&seed=a", "sample", None),
        ("events/?sample=3&seed=a&page=2", "sample", None),
        ("events/?" + "&".join(["any=" + ",".join(["theme__within:rights"] * 7)] * 4), "any", None),
    ],
)
def test_what_cannot_be_asked_is_a_400_with_the_nearest(
    reader, archive, address, parameter, nearest
):
    response = reader.get(f"/api/v1/{address}")
    assert response.status_code == 400
    error = orjson.loads(response.content)["errors"][0]
    assert error["parameter"] == parameter
    if nearest:
        assert error["nearest"] == nearest


@pytest.mark.parametrize(
    ("query", "at_once"),
    [
        ("key=A1&key=B1", "key=A1,B1"),
        ("has=quotes&has=themes", "has=quotes,themes"),
        ("facets=year&facets=theme", "facets=year,theme"),
        ("fields=title&fields=dates", "fields=title,dates"),
        ("expand=series&expand=venue", "expand=series,venue"),
        ("q=peace&q=health", None),
        ("key=,&key=,", None),
    ],
)
def test_what_takes_several_values_at_once_says_how(reader, archive, query, at_once):
    problem = assert_problem(reader.get(f"/api/v1/events/?{query}"), 400, "invalid_parameter")
    assert "once only" in str(problem["errors"])
    assert (f"{at_once}." in problem["detail"]) == bool(at_once)
    if at_once:
        assert reader.get(f"/api/v1/events/?{at_once}").status_code == 200


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("events/?from=2016&to=2012", "from"),
        ("events/?year__gte=2016&year__lte=2012", "year__gte"),
        ("events.csv?ordinal__gte=3&ordinal__lte=2", "ordinal__gte"),
        ("events/?changed__gte=2022-01-01&changed__lte=2021-01-01", "changed__gte"),
        ("events/?start__isnull=true&year=2012", "start__isnull"),
        ("events/?start__isnull=true&month=1", "start__isnull"),
        ("events/?venue__isnull=true&venue=hall", "venue__isnull"),
        ("events/?theme__isnull=true&theme__within=rights", "theme__isnull"),
        ("events/?ordinal__isnull=true&ordinal__gte=2", "ordinal__isnull"),
        ("events/?kind=forum&kind__not=forum&kind__not=panel", "kind"),
        ("events/?key=A1,A2&key__not=B1,A2,A1", "key"),
        ("events/?has=quotes&has__not=quotes,themes", "has"),
        ("venues/?from=2016&to=2012", "from"),
        ("events/?any=kind:forum&kind__not=forum", "any"),
        ("events/?any=venue:hall,venue:palais&venue__isnull=true", "any"),
        ("events/?any=from:2016,from:2017&any=to:2012,to:2013", "any"),
        ("events.csv?any=ordinal__isnull:true&any=ordinal:2,ordinal__gte:3", "any"),
    ],
)
def test_filters_that_contradict_each_other_are_a_400(reader, archive, address, parameter):
    response = reader.get(f"/api/v1/{address}")
    assert response.status_code == 400
    assert orjson.loads(response.content)["errors"][0]["parameter"] == parameter


@pytest.mark.parametrize(
    "address",
    [
        "events/?from=2012&to=2012",
        "events/?ordinal__gte=2&ordinal__lte=2",
        "events/?start__isnull=false&year=2012",
        "events/?kind=forum&kind=panel&kind__not=forum",
        "events/?key=A1,A2&key__not=A1",
        "events/?venue__isnull=true&venue__not=hall",
        "events/?any=kind:forum,kind:panel&kind__not=forum",
        "events/?any=venue__isnull:true,venue:hall&any=venue:palais,kind:forum",
        "events/?any=from:2016,to:2012",
    ],
)
def test_filters_that_some_record_may_pass_are_taken(reader, archive, address):
    assert reader.get(f"/api/v1/{address}").status_code == 200


@pytest.mark.parametrize(
    ("letter", "same"),
    [("Ö", "o"), ("Z", "z"), ("ø", "o"), ("7", "0-9"), ("李", "l"), ("!", "other")],
)
def test_a_letter_is_compared_without_accents_and_in_latin(reader, archive, letter, same):
    keys = listed(reader, "event", {"letter": [letter]})
    assert keys == listed(reader, "event", {"letter": [same]})
    assert keys == listed(reader, "event", {"any": [f"letter:{letter},code:none"]})
    assert bool(keys) == (same in "oz0-9")


@pytest.mark.parametrize(
    "address",
    [
        "people/?series=first&capacity=chair&theme__within=rights&partner__within=finland&letter=o",
        "events/?any=theme__within:rights,venue:hall&partner=swiss-office&partner_role=host",
        "partners/?series=first&role=host&any=event:A1,parent:finland",
    ],
)
def test_filters_across_records_take_six_queries(
    reader, archive, address, django_assert_max_num_queries
):
    with django_assert_max_num_queries(6):
        read(reader, f"/api/v1/{address}")


def test_what_a_hidden_event_says_is_asked_in_vain(reader, archive):
    assert "lukasz-orsted" in listed(reader, "person", {"series": ["second"]})
    event = EventPage.objects.get(code="B1")
    event.expire_at = timezone.now() + timedelta(hours=1)
    event.save()
    catch_up()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert listed(reader, "person", {"series": ["second"]}) == []
    event.attribution_rule, event.expire_at = "off-the-record", None
    event.save()
    catch_up()
    assert listed(reader, "person", {"series": ["second"]}) == []
    assert listed(reader, "partner", {"series": ["second"]}) == ["swiss-office"]
