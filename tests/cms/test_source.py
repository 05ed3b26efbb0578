import pytest

from cms.models import EventSource
from tests import factories
from tests.cms.helpers import errors_of

pytestmark = pytest.mark.django_db


def test_a_source_says_where_it_is():
    source = EventSource(record=factories.make_event())

    assert set(errors_of(source)) == {"url", "document", "title"}


@pytest.mark.parametrize("fields", [{"url": "https://www.example.org/"}, {"title": "A book"}])
def test_an_address_or_a_title_is_enough(fields):
    assert errors_of(EventSource(record=factories.make_event(), **fields)) == {}


def test_a_source_names_the_fields_it_speaks_for():
    assert EventSource(speaks_for="title\n dates\n").speaks_for_list == ["title", "dates"]


@pytest.mark.parametrize("sha256", ["abc", "G" * 64, "A" * 64])
def test_a_checksum_is_64_hexadecimal_digits(sha256):
    source = EventSource(record=factories.make_event(), title="A page", sha256=sha256)
    assert set(errors_of(source)) == {"sha256"}
