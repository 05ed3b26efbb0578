import pytest

from cms.models import Affiliation, Person
from tests import factories
from tests.cms.helpers import errors_of

pytestmark = pytest.mark.django_db


def test_the_name_for_sorting_is_made_from_the_parts_of_the_name():
    person = factories.make_person(name="Ann Example", given_name="Ann", family_name="Example")

    assert person.sort_name == "Example, Ann"


def test_the_name_for_sorting_is_the_name_where_its_parts_are_not_known():
    assert factories.make_person(name="Ann Example").sort_name == "Ann Example"


def test_a_given_name_for_sorting_stays():
    assert factories.make_person(name="Ann", sort_name="Zzz").sort_name == "Zzz"


@pytest.mark.parametrize("orcid", ["0000000218250097", "https://orcid.org/0000-0002-1825-0097"])
def test_an_orcid_has_its_form(orcid):
    assert "orcid" in errors_of(Person(name="Ann Example", orcid=orcid))


def test_an_affiliation_does_not_end_before_it_begins():
    affiliation = Affiliation(person=factories.make_person(), year_from=2000, year_to=1999)

    assert set(errors_of(affiliation)) == {"year_from", "year_to"}
