"""The document of a series: what is stated, and what its editions tell."""

import pytest

from api.resources.series import gaps_between
from archive.registry import registry
from cms.models import DefaultPartner, SeriesAlias, SeriesSource, SeriesTheme
from tests import factories as make
from tests.api.rendering import (
    NO_META,
    document,
    facets,
    head,
    link,
    queries_of_rendering,
    renderings,
)

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def test_a_series_without_editions_has_no_span():
    series = make.make_series(title="A series", slug="a-series")
    assert list(document(series).items()) == list(
        {
            **head(series, "/a-series/"),
            "aliases": [],
            "summary": None,
            "body": [],
            "cadence_stated": None,
            "organiser": None,
            "themes": [],
            "default_partners": [],
            "editions": {
                "count": 0,
                "url": "https://api.test/api/v1/events/?series=a-series",
                "first": None,
                "latest": None,
            },
            "span": None,
            "gaps": [],
            "sources": [],
            "same_as": [],
            "image": None,
            "alternates": [],
            "meta": NO_META,
        }.items()
    )


def test_a_series_shows_all_that_is_stated_and_what_its_editions_tell():
    partner, hidden = make.make_partner(), make.make_partner(live=False)
    theme = make.make_theme()
    series = make.make_series(
        slug="human", summary="In short.", cadence_stated="annual", organiser=partner
    )
    SeriesAlias.objects.create(series=series, name="Old name", year_from=1999)
    SeriesTheme.objects.create(series=series, theme=theme)
    DefaultPartner.objects.create(series=series, partner=partner, year_to=2005)
    DefaultPartner.objects.create(series=series, partner=hidden)
    SeriesSource.objects.create(record=series, title="A list")
    third = make.make_event(series=series, ordinal=3, start="2003-05-06", precision="month")
    make.make_event(series=series, ordinal=5, live=False, start="2099-01-01", precision="day")
    seventh = make.make_event(
        series=series, ordinal=7, start="2007-01-02", end="2007-01-04", precision="day"
    )
    make.make_event(series=series, title="Without a number")

    series_document = document(series)

    assert series_document["aliases"] == [{"name": "Old name", "from": 1999, "to": None}]
    assert (series_document["summary"], series_document["cadence_stated"]) == (
        "In short.",
        "annual",
    )
    assert series_document["organiser"] == link(partner)
    assert series_document["themes"] == [link(theme)]
    assert series_document["default_partners"] == [
        {"partner": link(partner), "from": None, "to": 2005}
    ]
    assert series_document["editions"] == {
        "count": 3,
        "url": "https://api.test/api/v1/events/?series=human",
        "first": link(third),
        "latest": link(seventh),
    }
    assert series_document["span"] == {"start": "2003-05", "end": "2007-01-04"}
    assert series_document["gaps"] == [4, 5, 6]
    assert series_document["sources"][0]["title"] == "A list"
    assert facets("series", series_document) == {
        "theme": {theme.slug},
        "partner": {partner.slug},
        "locale": {"en"},
    }


def test_one_number_far_off_makes_no_endless_list_of_gaps():
    series = make.make_series()
    make.make_event(series=series, ordinal=1)
    make.make_event(series=series, ordinal=3)
    make.make_event(series=series, ordinal=32767)
    assert document(series)["gaps"] == [2, *range(4, 1003)]


def test_gaps_end_though_a_number_is_stored_that_no_form_takes():
    assert gaps_between([5, 2, 4]) == [3]
    assert gaps_between([1, 10**18]) == list(range(2, 1002))
    assert gaps_between([]) == gaps_between([7]) == []


def test_first_and_latest_go_by_date_where_no_edition_has_a_number():
    series = make.make_series()
    late = make.make_event(series=series, title="Late", start="2009-01-01", precision="year")
    early = make.make_event(series=series, title="Early", start="2001-01-01", precision="year")
    editions = document(series)["editions"]
    assert (editions["first"], editions["latest"]) == (link(early), link(late))


def test_a_series_depends_on_its_ends_and_not_on_every_edition():
    series = make.make_series()
    first, _middle, last = (make.make_event(series=series, ordinal=number) for number in (1, 2, 3))
    [rendering] = renderings(series)
    assert rendering.dependencies == {first.uid, last.uid}


def test_an_edition_touches_its_series_and_its_neighbours():
    series = make.make_series()
    first, middle, last = (make.make_event(series=series, ordinal=number) for number in (1, 2, 3))
    touched = set(registry["event"].touches(document(middle)))
    assert touched == {series.uid, first.uid, last.uid}


def test_a_batch_costs_no_more_queries_than_one():
    batch = []
    for number in range(6):
        series = make.make_series(title=f"Series {number}")
        make.make_event(series=series, ordinal=1)
        SeriesTheme.objects.create(series=series, theme=make.make_theme())
        batch.append(series)
    # the series, their themes, all editions, the first and last of them, keys twice
    assert [queries_of_rendering(*batch[:count]) for count in (1, 3, 6)] == [6, 6, 6]


def test_the_number_of_editions_does_not_matter():
    series = make.make_series()
    make.make_event(series=series, ordinal=1)
    few = queries_of_rendering(series)
    for number in range(2, 12):
        make.make_event(series=series, ordinal=number)
    assert queries_of_rendering(series) == few
