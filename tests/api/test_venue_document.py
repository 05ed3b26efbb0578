"""The document of a venue."""

import pytest

from tests import factories as make
from tests.api.rendering import NO_META, document, facets, head, queries_of_rendering

pytestmark = pytest.mark.django_db


def test_a_venue_shows_all_that_is_stated():
    venue = make.make_venue(
        name="A hall", address="1 Street\nTown", locality="Town", country="CH",
        latitude="46.226600", longitude="6.140500", time_zone="Europe/Zurich",
    )  # fmt: skip
    assert list(document(venue).items()) == list(
        {
            **head(venue),
            "address": "1 Street\nTown",
            "locality": "Town",
            "country": "CH",
            "latitude": 46.2266,
            "longitude": 6.1405,
            "time_zone": "Europe/Zurich",
            "sources": [],
            "same_as": [],
            "alternates": [],
            "meta": NO_META,
        }.items()
    )
    assert facets("venue", document(venue)) == {
        "country": {"CH"},
        "locality": {"town"},
        "latitude": {"136226600"},
        "longitude": {"186140500"},
        "locale": {"en"},
    }


def test_where_nothing_is_stated_nothing_is_said():
    venue_document = document(make.make_venue())
    names = ("address", "locality", "country", "latitude", "longitude", "time_zone")
    assert [venue_document[name] for name in names] == [None] * 6


def test_a_batch_costs_no_more_queries_than_one():
    batch = [make.make_venue() for _number in range(6)]
    # venues, keys
    assert [queries_of_rendering(*batch[:count]) for count in (1, 3, 6)] == [2, 2, 2]
