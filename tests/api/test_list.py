"""Lists: filters, order, pages, and what they cost."""

import pytest

from archive.publisher.after_commit import catch_up
from cms.models import Appearance, EventTheme, Partnership
from tests.api.helpers import assert_problem, keys, read
from tests.conftest import empty_cache
from tests.factories import (
    make_event,
    make_partner,
    make_person,
    make_quote,
    make_reference,
    make_series,
    make_theme,
)
from tests.shared import shared

pytestmark = pytest.mark.django_db


@shared
def archive():
    """Four editions of a series, and a meeting of none."""
    series = make_series(title="A series")
    swiss = make_partner(name="Swiss ministry", country="CH")
    finnish = make_partner(name="Finnish ministry", country="FI")
    theme, person = make_theme(label="Peace"), make_person(name="A person")
    first = make_event(
        series=series,
        code="E8",
        ordinal=8,
        title="Beta",
        event_kind="roundtable",
        start="2012-01-26",
        end="2012-01-28",
        precision="day",
    )
    second = make_event(
        series=series,
        code="E9",
        ordinal=9,
        title="alpha",
        start="2012-12-31",
        end="2013-01-02",
        precision="day",
        phase="held",
    )
    third = make_event(
        series=series, code="E11", ordinal=11, title="Élan", start="2016-01-01", precision="month"
    )
    make_event(series=series, code="E15", ordinal=15, title="Gamma", access="invitation-only")
    make_event(title="Apart", slug="apart")
    Partnership.objects.create(event=first, partner=swiss)
    Partnership.objects.create(event=second, partner=finnish)
    Partnership.objects.create(event=third, partner=swiss)
    EventTheme.objects.create(event=second, theme=theme)
    Appearance.objects.create(event=third, person=person)
    catch_up()


def listed(reader, query: str) -> list[str]:
    return keys(read(reader, f"/api/v1/events/{query}"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["E11", "E9", "E8", "E15", "apart"]),
        ("?series=a-series", ["E11", "E9", "E8", "E15"]),
        ("?year=2012", ["E9", "E8"]),
        ("?year=2013", ["E9"]),
        ("?year=2012&year=2016", ["E11", "E9", "E8"]),
        ("?partner=swiss-ministry", ["E11", "E8"]),
        ("?partner=swiss-ministry&partner=finnish-ministry", ["E11", "E9", "E8"]),
        ("?partner=swiss-ministry&year=2012", ["E8"]),
        ("?country=fi", ["E9"]),
        ("?theme=peace", ["E9"]),
        ("?person=a-person", ["E11"]),
        ("?kind=roundtable", ["E8"]),
        ("?ordinal=8&ordinal=15", ["E8", "E15"]),
        ("?access=invitation-only", ["E15"]),
        ("?phase=held", ["E9"]),
        ("?code=E11", ["E11"]),
        ("?ordering=title", ["E9", "apart", "E8", "E11", "E15"]),
        ("?ordering=-title", ["E15", "E11", "E8", "apart", "E9"]),
        ("?ordering=ordinal", ["E8", "E9", "E11", "E15", "apart"]),
        ("?ordering=start,title", ["E8", "E9", "E11", "apart", "E15"]),
        ("?ordering=-start,-title", ["E11", "E9", "E8", "E15", "apart"]),
    ],
)
def test_the_list_holds_what_was_asked_for_in_its_order(reader, archive, query, expected):
    assert listed(reader, query) == expected


@pytest.mark.parametrize(
    "ordering", ["title", "-title", "ordinal", "-ordinal", "start,-title", "-start"]
)
@pytest.mark.parametrize("limit", [1, 2, 3, 5])
def test_following_next_and_previous_shows_every_record_once(reader, archive, ordering, limit):
    whole = listed(reader, f"?ordering={ordering}")
    gathered, url, pages = [], f"/api/v1/events/?ordering={ordering}&limit={limit}", []
    while url:
        page = read(reader, url)
        assert page["count"] == 5
        pages.append(keys(page))
        gathered += keys(page)
        url, last = page["next"], page
    assert gathered == whole
    for expected in reversed(pages[:-1]):
        last = read(reader, last["previous"])
        assert keys(last) == expected
    assert last["previous"] is None


@pytest.mark.parametrize("letter", ["ж", "議", "𝔸", "x"])
def test_a_long_title_in_any_script_fits_into_a_cursor(reader, letter):
    for number in range(3):
        label = "".join(chr(ord(letter) + (number + place * 7) % 20) for place in range(255))
        make_theme(label=label, slug=f"theme-{number}")
    catch_up()
    url, gathered = "/api/v1/themes/?limit=1", []
    while url:
        page = read(reader, url)
        gathered += keys(page)
        url = page["next"]
    assert sorted(gathered) == ["theme-0", "theme-1", "theme-2"]


@pytest.mark.parametrize("ordering", ["title", "-ordinal", "-start,title"])
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_a_page_read_from_the_end_is_the_one_that_next_leads_to(reader, archive, ordering, limit):
    url = f"/api/v1/events/?limit={limit}&ordering={ordering}"
    number, page = 1, read(reader, url)
    while page["results"]:
        assert keys(read(reader, f"{url}&page={number}")) == keys(page)
        if page["next"] is None:
            break
        number, page = number + 1, read(reader, page["next"])
    assert number == -(-page["count"] // limit)


def test_pages_reach_as_far_from_the_end_as_from_the_beginning(reader, archive, monkeypatch):
    monkeypatch.setattr("api.lists.page.MAX_OFFSET", 2)
    url = "/api/v1/events/?limit=1"
    count = read(reader, url)["count"]
    assert count >= 5
    for number in (1, 2, count - 1, count):
        assert len(keys(read(reader, f"{url}&page={number}"))) == 1
    for query in (f"page={count // 2 + 1}", f"page={count + 1}", f"page={count}&count=none"):
        assert_problem(reader.get(f"{url}&{query}"), 400, "invalid_parameter")


def test_pages_have_numbers_too(reader, archive):
    page = read(reader, "/api/v1/events/?limit=2&page=2")
    assert keys(page) == ["E8", "E15"]
    assert page["next"] == "https://api.test/api/v1/events/?limit=2&page=3"
    assert page["previous"] == "https://api.test/api/v1/events/?limit=2&page=1"
    assert_problem(reader.get("/api/v1/events/?limit=2&page=4"), 404, "not_found")
    assert read(reader, "/api/v1/venues/?page=1")["results"] == []


def test_a_cursor_belongs_to_its_filter_and_order(reader, archive):
    cursor = read(reader, "/api/v1/events/?limit=2")["next"].split("cursor=")[1]
    for query in ("ordering=title&", "year=2012&", "series=a-series&"):
        problem = assert_problem(
            reader.get(f"/api/v1/events/?{query}cursor={cursor}"), 400, "invalid_parameter"
        )
        assert problem["errors"][0]["parameter"] == "cursor"
    assert_problem(reader.get(f"/api/v1/themes/?cursor={cursor}"), 400, "invalid_parameter")
    assert_problem(reader.get(f"/api/v1/events/?cursor={cursor[:-1]}"), 400, "invalid_parameter")
    assert_problem(reader.get(f"/api/v1/events/?page=1&cursor={cursor}"), 400, "bad_request")


def test_the_same_page_has_the_same_etag_and_a_changed_one_another(reader, archive):
    first = reader.get("/api/v1/events/?limit=2")
    again = reader.get("/api/v1/events/?limit=2", headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
    make_event(title="New", slug="new", code="E20")
    catch_up()
    assert reader.get("/api/v1/events/?limit=2").headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("size", [1, 3, 30])
def test_a_list_takes_four_queries_whatever_its_size(reader, size, django_assert_max_num_queries):
    series = make_series(title="S", slug="s")
    for number in range(size):
        make_event(
            series=series,
            title=f"Event {number}",
            code=f"E{number}",
            ordinal=number + 1,
            start="2012-01-01",
            precision="year",
        )
    catch_up()
    every_filter = "?limit=100&year=2012&kind=conference&series=s&ordering=title"
    for query in ("?limit=100", every_filter, "?page=1"):
        empty_cache()
        with django_assert_max_num_queries(4):
            page = read(reader, f"/api/v1/events/{query}")
        assert page["count"] == size


def test_other_kinds_have_filters_of_their_own(reader):
    person, reference = make_person(name="A person"), make_reference(name="A session")
    make_quote(text="First", speaker=person, start="2017-01-01", precision="year")
    make_quote(text="Second", occasion_reference=reference, verification="checked")
    make_partner(name="One", country="NO", partner_kind="ministry")
    make_partner(name="Two", country="CH")
    catch_up()
    assert keys(read(reader, "/api/v1/quotes/?person=a-person")) == ["first"]
    assert keys(read(reader, "/api/v1/quotes/?year=2017")) == ["first"]
    assert keys(read(reader, "/api/v1/quotes/?reference=a-session")) == ["second"]
    assert keys(read(reader, "/api/v1/quotes/?verification=checked")) == ["second"]
    assert keys(read(reader, "/api/v1/partners/?kind=ministry")) == ["one"]
    assert keys(read(reader, "/api/v1/partners/?country=CH")) == ["two"]
