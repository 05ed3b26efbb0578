"""A former key of the greatest length still leads to its record, in whatever script it is."""

from urllib.parse import quote

import pytest

from api.http.header_budget import LARGEST_HEADERS, size_of
from cms.models import Identifier
from tests import factories as make
from tests.archive.helpers import settle

pytestmark = pytest.mark.django_db
LONGEST_KEY = Identifier._meta.get_field("key").max_length
KEYS = {
    "ASCII": "a" * LONGEST_KEY,
    "Arabic": "م" * LONGEST_KEY,
    "CJK": "會" * LONGEST_KEY,
    "beyond the BMP": "𠮷" * LONGEST_KEY,
}


@pytest.fixture(params=KEYS.values(), ids=KEYS)
def former(request) -> str:
    event = make.publish(make.make_event(series=make.make_series(), slug="now"))
    Identifier.objects.create(kind="event", key=request.param, uid=event.uid)
    settle()
    return quote(request.param)


def test_the_api_redirects(reader, former):
    for rest in ("/", "", ".md", "/history/", "/timemap/", "/?as_of=2012-01-26"):
        answer = reader.get(f"/api/v1/events/{former}{rest}")
        assert (answer.status_code, size_of(answer) <= LARGEST_HEADERS) == (308, True), rest
        assert answer["Location"].isascii(), rest


def test_the_site_finds_it_by_the_address_that_its_reader_sent(reader, former):
    asked = quote(f"/events/{former}/?from=a", safe="")
    answer = reader.get(f"/api/v1/resolve/?path={asked}&expand=document&include=jsonld,linked")
    assert answer.json()["outcome"] == "redirect"
    assert answer.json()["location"].endswith("/now/")


def test_a_missing_slash_of_an_unknown_long_key_is_not_found(reader, former):
    answer = reader.get(f"/api/v1/themes/{former}")
    assert answer.status_code == (404 if len(former) > 1500 else 308)
