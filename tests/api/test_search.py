"""Search: ranked, in any form of a word, over public words only."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

import orjson
import pytest
import time_machine
from django.db import DatabaseError
from django.utils import timezone

from api.query import found_counts
from api.snapshot_read import read_current
from archive.publisher.after_commit import catch_up
from cms.models import EventPage, EventQuote, EventTheme, Partnership, Theme
from tests import factories
from tests.api.helpers import assert_problem, read
from tests.conftest import empty_cache
from tests.shared import shared

pytestmark = pytest.mark.django_db


@shared
def archive():
    series = factories.make_series(title="Élysée Dialogues", slug="elysee")
    theme = factories.make_theme(label="Education", slug="education")
    partner = factories.make_partner(name="Ministry of Finland", slug="finland", country="FI")
    first = factories.make_event(
        series=series, title="Conference on the right to learn", code="AB1", ordinal=1,
        start="2012-01-26", precision="day", summary="Teachers & <b>pupils</b> were heard.",
    )  # fmt: skip
    EventTheme.objects.create(event=first, theme=theme)
    Partnership.objects.create(event=first, partner=partner)
    speaker = factories.make_person(name="Ana Speaker")
    quote = factories.make_quote(text="Learning never ends.", slug="learning", speaker=speaker)
    EventQuote.objects.create(event=first, quote=quote)
    factories.make_event(series=series, title="Conferences of pupils", code="AB2", ordinal=2)
    factories.make_event(series=series, title="A hidden pupil", code="AB3", live=False)
    catch_up()


def keys_found(reader, query: str) -> list[str]:
    page = read(reader, f"/api/v1/search/?{query}")
    return [result["record"]["key"] for result in page["results"]]


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("elysee dialogue", {"elysee", "AB1", "AB2"}),
        ("ÉLYSÉE", {"elysee", "AB1", "AB2"}),
        ("conference", {"AB1", "AB2"}),
        ("conferences", {"AB1", "AB2"}),
        ("learned", {"AB1", "learning"}),
        ("wp1725", set()),
        ("ab1", {"AB1"}),
        ('"right to learn"', {"AB1"}),
        ('"learn to right"', set()),
        ("right finland", {"AB1"}),
        ("hidden", set()),
        ("'a:* & !b", set()),
        ('"" %_\\ ()', set()),
    ],
)
def test_words_are_found_in_any_form(archive, reader, words, keys):
    assert set(keys_found(reader, urlencode({"q": words}))) == keys


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("人权", True), ("国际人权会议", True), ("権利", True), ("สิทธิ", True), ("人权 2016", True),
        ("权人", False), ("人会", False), ("사람", True), ('"人权会议"', True), ("平和", False),
    ],
)  # fmt: skip
def test_words_are_found_inside_runs_without_spaces(reader, words, is_found):
    factories.make_theme(
        label="第15届国际人权会议 2016", slug="one", summary="人間の権利。สิทธิมนุษยชน 사람의 권리"
    )
    catch_up()

    results = read(reader, f"/api/v1/search/?{urlencode({'q': words})}")["results"]

    assert bool(results) is is_found


@pytest.mark.parametrize("kind", ["person", "event", "theme"])
def test_a_record_is_not_found_by_the_titles_of_its_sources(reader, kind):
    record = factories.make(kind)
    source = type(record).sources.rel.related_model
    source.objects.create(record=record, title="Handbook of zoology", quotations="Tapirs")
    catch_up()
    document = read(reader, f"/api/v1/{record.plural}/?fields=sources")["results"][0]
    assert document["sources"][0]["title"] == "Handbook of zoology"
    assert read(reader, "/api/v1/search/?q=zoology")["count"] == 0
    assert read(reader, f"/api/v1/{record.plural}/?q=zoology")["count"] == 0


def test_a_title_counts_for_more_than_a_text(archive, reader):
    assert keys_found(reader, "q=pupils") == ["AB2", "AB1"]
    assert keys_found(reader, "q=education")[0] == "education"


@pytest.mark.postgres
def test_of_very_many_the_newest_are_ranked(archive, reader, monkeypatch):
    monkeypatch.setattr("archive.search.index.MOST_RANKED", 1)
    page = read(reader, "/api/v1/search/?q=conference")
    assert page["count"] == 2
    assert [result["record"]["key"] for result in page["results"]] == ["AB2"]


def test_without_words_all_come_the_one_changed_last_first(archive, reader, monkeypatch):
    monkeypatch.setattr("archive.search.index.MOST_RANKED", 1)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        Theme.objects.update(summary="Changed after all others")
        factories.publish(Theme.objects.get())
        catch_up()
        page = read(reader, "/api/v1/search/")
    keys = [result["record"]["key"] for result in page["results"]]
    assert keys[0] == "education"
    assert len(keys) == page["count"] > 1


def test_filters_narrow_what_is_found(archive, reader):
    assert keys_found(reader, "q=learn&kind=quote") == ["learning"]
    assert keys_found(reader, "q=conference&year=2012") == ["AB1"]
    assert keys_found(reader, "q=conference&series=elysee&theme=education&country=fi") == ["AB1"]
    assert keys_found(reader, "kind=series") == ["elysee"]
    assert keys_found(reader, "q=learn&person=ana-speaker") == ["learning"]
    assert keys_found(reader, "q=conference&from=2012-01-26&to=2012-01") == ["AB1"]
    assert keys_found(reader, "q=conference&year__lte=2011") == []
    assert keys_found(reader, "q=conference&to=today") == ["AB1"]
    assert keys_found(reader, "place_country=CH") == []


def test_facets_count_what_is_found_and_nothing_hidden(archive, reader):
    facets = read(reader, "/api/v1/search/?q=conference")["facets"]

    assert facets["kind"] == [{"value": "event", "label": "Events", "count": 2}]
    assert facets["series"] == [{"value": "elysee", "label": "Élysée Dialogues", "count": 2}]
    assert facets["year"] == [{"value": "2012", "label": "2012", "count": 1}]
    assert facets["partner"] == [{"value": "finland", "label": "Ministry of Finland", "count": 1}]
    assert facets["country"] == [{"value": "FI", "label": "Finland", "count": 1}]


@pytest.mark.parametrize("few", [-1, 0, 1, 500])
@pytest.mark.parametrize(
    "query",
    [
        "q=conference", "q=learn&kind=quote&kind=event", "q=elysee&kind=event&kind=series", "q=zz",
        "q=conference&year=2012", "partner=finland",
    ],
)  # fmt: skip
def test_facets_are_the_same_however_they_are_counted(archive, reader, monkeypatch, few, query):
    """By what is found, or by what is kept of the whole list without what is not found."""
    monkeypatch.setattr(found_counts, "FEW", few)
    page = read(reader, f"/api/v1/search/?{query}")
    kinds, years, series = Counter(), Counter(), Counter()
    for result in page["results"]:
        document = read(reader, result["record"]["url"])
        kinds[document["type"]] += 1
        years.update([day[:4]] if (day := document.get("dates", {}).get("start")) else ())
        series.update([document["series"]["key"]] if document.get("series") else ())
    for name, naive in (("kind", kinds), ("year", years), ("series", series)):
        counted = {facet["value"]: facet["count"] for facet in page["facets"][name]}
        assert counted == naive, name
    assert page["count"] == sum(kinds.values())


@pytest.mark.postgres
def test_what_the_rows_of_search_answer_is_what_the_records_say(archive, reader, monkeypatch):
    """Where the log is behind, the records are asked."""
    filters = (
        "", "year=2012", "year=2013&year=2012", "month=1", "month=2", "series=elysee",
        "theme=education&partner=finland", "country=FI", "country=FI&country=SE",
        "person=ana-speaker", "from=2012-01-26", "to=2012-01-25", "from=2012-01-01&to=2012-02",
        "year__gte=2012&year__lte=2012", "kind=quote&kind=event", "locale=*", "locale=fr",
        "locale=fr&fallback=true", "same_as=https://no.test/",
    )  # fmt: skip
    queries = [f"?{words}&{asked}" for words in ("", "q=learn", "q=elysee") for asked in filters]
    by_rows = [read(reader, f"/api/v1/search/{query}") for query in queries]
    monkeypatch.setattr(
        "api.search.views.read_current", lambda now: replace(read_current(now), head=None)
    )
    by_records = [read(reader, f"/api/v1/search/{query}") for query in queries]
    for query, rows, records in zip(queries, by_rows, by_records, strict=True):
        assert rows == records, query
    assert sum(bool(page["count"]) for page in by_rows) > len(queries) / 2


def test_highlights_are_clean_html(archive, reader):
    [result] = read(reader, "/api/v1/search/?q=pupil&theme=education")["results"]

    assert result["highlights"]["title"] is None
    assert "Teachers &amp; &lt;b&gt;<mark>pupils</mark>&lt;/b&gt;" in result["highlights"]["text"]


def test_pages_lead_through_all_results(archive, reader):
    page = read(reader, "/api/v1/search/?limit=2")
    assert (page["count"], page["previous"]) == (7, None)
    keys = [result["record"]["key"] for result in page["results"]]
    while page["next"]:
        page = read(reader, page["next"].removeprefix("https://api.test"))
        keys += [result["record"]["key"] for result in page["results"]]
    assert len(keys) == len(set(keys)) == 7


def test_a_list_can_be_searched(archive, reader):
    page = read(reader, "/api/v1/events/?q=pupils&ordering=title")
    assert [event["key"] for event in page["results"]] == ["AB1", "AB2"]
    assert read(reader, "/api/v1/quotes/?q=pupils")["count"] == 0


def test_suggestions_begin_with_the_words(archive, reader):
    results = read(reader, "/api/v1/search/suggest/?q=confer")["results"]
    assert {event["key"] for event in results} == {"AB1", "AB2"}
    results = read(reader, "/api/v1/search/suggest/?q=ely&kind=series&limit=1")["results"]
    assert [result["title"] for result in results] == ["Élysée Dialogues"]
    assert read(reader, "/api/v1/search/suggest/?q=hidd")["results"] == []


def test_what_is_withdrawn_is_found_no_more_and_what_changes_is_found_anew(archive, reader):
    event = EventPage.objects.get(code="AB2")
    event.title = "Gatherings of pupils"
    factories.publish(event)
    catch_up()
    assert keys_found(reader, "q=gathering") == ["AB2"]
    assert keys_found(reader, "q=conference") == ["AB1"]

    event.unpublish()
    catch_up()
    assert keys_found(reader, "q=gathering") == []


@pytest.mark.parametrize(
    "query",
    ["q=" + "+".join("abcdefghijk"), "q=" + "a" * 201, "q=", "limit=101", "page=51", "kind=site",
     "theme=no-such", "w=1", "ordering=title"],
)  # fmt: skip
def test_what_cannot_be_searched_is_refused(archive, reader, query):
    response = reader.get(f"/api/v1/search/?{query}")
    problem = orjson.loads(response.content)
    assert_problem(response, 400, problem["code"])


def test_a_suggestion_needs_words(reader):
    problem = assert_problem(reader.get("/api/v1/search/suggest/"), 400, "invalid_parameter")
    assert problem["errors"][0]["parameter"] == "q"


@pytest.mark.parametrize(
    ("query", "most"),
    [
        ("?q=conference&limit=1", 5),
        ("?q=conference&limit=100", 5),
        ("?q=conference&year=2012", 5),
        ("?q=confrence&limit=1", 6),
        ("?q=confrence&limit=100", 6),
        ("suggest/?q=conf", 3),
    ],
)
def test_a_search_costs_few_queries(archive, reader, query, most, django_assert_max_num_queries):
    """Also the first one, of a process that knows nothing."""
    empty_cache()
    with django_assert_max_num_queries(most):
        read(reader, f"/api/v1/search/{query}")


def test_what_has_expired_is_not_found_while_the_log_cannot_say_so(archive, reader, monkeypatch):
    """Neither among the results nor in their numbers, whatever else is asked."""

    def refuse() -> None:
        raise DatabaseError("read only")

    event = EventPage.objects.get(code="AB1")
    event.expire_at = timezone.now() + timedelta(hours=1)
    factories.publish(event)
    catch_up()
    assert set(keys_found(reader, "q=conference")) == {"AB1", "AB2"}
    monkeypatch.setattr("api.snapshot_read.catch_up", refuse)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        for query in ("q=conference", "q=conference&kind=event", "q=conference&locale=*"):
            page = read(reader, f"/api/v1/search/?{query}")
            assert [result["record"]["key"] for result in page["results"]] == ["AB2"]
            assert page["count"] == 1
            assert page["facets"]["year"] == []
        assert keys_found(reader, "year=2012") == []
        assert keys_found(reader, "kind=event") == ["AB2"]


@pytest.mark.postgres
def test_slips_are_forgiven(archive, reader):
    page = read(reader, "/api/v1/search/?q=confrence")
    assert page["fuzzy"] is True
    assert {result["record"]["key"] for result in page["results"]} == {"AB1", "AB2"}
    assert "<mark>Conference</mark>" in page["results"][0]["highlights"]["title"].replace(
        "Conferences", "Conference"
    )
    assert set(keys_found(reader, "q=confrence+of+pupls")) == {"AB1", "AB2"}
    for query in ("hiden", "confrence+nowheer", "confrence+xy", "%22confrence%22"):
        assert keys_found(reader, f"q={query}") == []


@pytest.mark.postgres
def test_a_search_with_ten_slips_stays_one_search(archive, reader, django_assert_max_num_queries):
    """Each may stand for several words, in each language."""
    empty_cache()
    slips = [f"confrenc{letter}" for letter in "eabcdfghij"]
    with django_assert_max_num_queries(6):
        page = read(reader, f"/api/v1/search/?q={'+'.join(slips)}&locale=*")
    assert {result["record"]["key"] for result in page["results"]} == {"AB1", "AB2"}
