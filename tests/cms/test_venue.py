from decimal import Decimal

import pytest
from django.urls import reverse

from cms.models import Venue
from tests.cms.admin.conftest import signed_in, user
from tests.cms.admin.forms import errors_in, snippet_form
from tests.cms.helpers import errors_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["latitude", "longitude"])
def test_a_place_on_the_map_has_both_numbers_or_none(name):
    venue = Venue(name="A hall", **{name: Decimal("10.5")})

    assert set(errors_of(venue)) == {"latitude", "longitude"}


@pytest.mark.parametrize(
    ("field", "value"), [("latitude", "90.1"), ("latitude", "-91"), ("longitude", "180.1")]
)
def test_a_place_lies_on_the_globe(field, value):
    venue = Venue(name="A hall", **{"latitude": 0, "longitude": 0} | {field: Decimal(value)})

    assert field in errors_of(venue)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("latitude", "200", "Enter a value between −90 and 90 degrees."),
        ("latitude", "-90.000001", "Enter a value between −90 and 90 degrees."),
        ("longitude", "1000", "Enter a value between −180 and 180 degrees."),
    ],
)
def test_a_form_says_where_a_place_lies(field, value, message):
    form = snippet_form(name="A hall", **{"latitude": "1", "longitude": "1"} | {field: value})

    client = signed_in(user("moderator", "Moderators"))
    response = client.post(reverse("wagtailsnippets_cms_venue:add"), form)

    assert errors_in(response) == {field: [message]}


def test_a_time_zone_is_one_of_the_iana_database():
    assert "time_zone" in errors_of(Venue(name="A hall", time_zone="Europe/Atlantis"))
    assert errors_of(Venue(name="A hall", time_zone="Europe/Helsinki")) == {}
